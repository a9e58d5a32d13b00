import type { PolicyRule } from '../rule.ts';
import { attributionMissing } from './attribution-missing/rule.ts';
import { credentialInSource } from './credential-in-source/rule.ts';
import { imageTagFloating } from './image-tag-floating/rule.ts';
import { licenseChanged } from './license-changed/rule.ts';
import { licenseConflict } from './license-conflict/rule.ts';
import { licenseNeedsReview } from './license-needs-review/rule.ts';
import { licenseNotAllowed } from './license-not-allowed/rule.ts';
import { licenseRangeCrossesBorder } from './license-range-crosses-border/rule.ts';
import { licenseUnknown } from './license-unknown/rule.ts';
import { obligationNotAccepted } from './obligation-not-accepted/rule.ts';
import { policyChanged } from './policy-changed/rule.ts';
import { versionNotPinned } from './version-not-pinned/rule.ts';
import { waiverExpired } from './waiver-expired/rule.ts';
import { waiverTooLong } from './waiver-too-long/rule.ts';
import { waiverUnused } from './waiver-unused/rule.ts';
import { waiverWithoutOwner } from './waiver-without-owner/rule.ts';

/** Every rule, in the order of the alphabet. */
export const rules: readonly PolicyRule[] = [
  attributionMissing,
  credentialInSource,
  imageTagFloating,
  licenseChanged,
  licenseConflict,
  licenseNeedsReview,
  licenseNotAllowed,
  licenseRangeCrossesBorder,
  licenseUnknown,
  obligationNotAccepted,
  policyChanged,
  versionNotPinned,
  waiverExpired,
  waiverTooLong,
  waiverUnused,
  waiverWithoutOwner,
];
