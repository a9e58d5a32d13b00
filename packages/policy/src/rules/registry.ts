import type { PolicyRule } from '../rule.ts';
import { attributionMissing } from './attribution-missing/rule.ts';
import { commitImpostor } from './commit-impostor/rule.ts';
import { commitTagMismatch } from './commit-tag-mismatch/rule.ts';
import { componentEndOfLife } from './component-end-of-life/rule.ts';
import { contentLockMismatch } from './content-lock-mismatch/rule.ts';
import { contentNotLocked } from './content-not-locked/rule.ts';
import { credentialInSource } from './credential-in-source/rule.ts';
import { digestTagMismatch } from './digest-tag-mismatch/rule.ts';
import { downloadNotVerified } from './download-not-verified/rule.ts';
import { downloadPipedToShell } from './download-piped-to-shell/rule.ts';
import { imageTagFloating } from './image-tag-floating/rule.ts';
import { licenseChanged } from './license-changed/rule.ts';
import { licenseConflict } from './license-conflict/rule.ts';
import { licenseNeedsReview } from './license-needs-review/rule.ts';
import { licenseNotAllowed } from './license-not-allowed/rule.ts';
import { licenseRangeCrossesBorder } from './license-range-crosses-border/rule.ts';
import { licenseUnknown } from './license-unknown/rule.ts';
import { lockContentChanged } from './lock-content-changed/rule.ts';
import { lockfileHashMissing } from './lockfile-hash-missing/rule.ts';
import { lockfileMissing } from './lockfile-missing/rule.ts';
import { lockfileStale } from './lockfile-stale/rule.ts';
import { nameLookAlike } from './name-look-alike/rule.ts';
import { obligationNotAccepted } from './obligation-not-accepted/rule.ts';
import { policyChanged } from './policy-changed/rule.ts';
import { sourceNotAllowed } from './source-not-allowed/rule.ts';
import { transportInsecure } from './transport-insecure/rule.ts';
import { upstreamArchived } from './upstream-archived/rule.ts';
import { versionConstraintOpenEnded } from './version-constraint-open-ended/rule.ts';
import { versionNotPinned } from './version-not-pinned/rule.ts';
import { waiverExpired } from './waiver-expired/rule.ts';
import { waiverTooLong } from './waiver-too-long/rule.ts';
import { waiverUnused } from './waiver-unused/rule.ts';
import { waiverWithoutOwner } from './waiver-without-owner/rule.ts';

/** Every rule, in the order of the alphabet. */
export const rules: readonly PolicyRule[] = [
  attributionMissing,
  commitImpostor,
  commitTagMismatch,
  componentEndOfLife,
  contentLockMismatch,
  contentNotLocked,
  credentialInSource,
  digestTagMismatch,
  downloadNotVerified,
  downloadPipedToShell,
  imageTagFloating,
  licenseChanged,
  licenseConflict,
  licenseNeedsReview,
  licenseNotAllowed,
  licenseRangeCrossesBorder,
  licenseUnknown,
  lockContentChanged,
  lockfileHashMissing,
  lockfileMissing,
  lockfileStale,
  nameLookAlike,
  obligationNotAccepted,
  policyChanged,
  sourceNotAllowed,
  transportInsecure,
  upstreamArchived,
  versionConstraintOpenEnded,
  versionNotPinned,
  waiverExpired,
  waiverTooLong,
  waiverUnused,
  waiverWithoutOwner,
];
