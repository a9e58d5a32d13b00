import type { PolicyRule } from '../rule.ts';
import { componentEndOfLife } from './component-end-of-life/rule.ts';
import { credentialInSource } from './credential-in-source/rule.ts';
import { downloadNotVerified } from './download-not-verified/rule.ts';
import { downloadPipedToShell } from './download-piped-to-shell/rule.ts';
import { imageTagFloating } from './image-tag-floating/rule.ts';
import { licenseNeedsReview } from './license-needs-review/rule.ts';
import { licenseNotAllowed } from './license-not-allowed/rule.ts';
import { licenseUnknown } from './license-unknown/rule.ts';
import { nameLookAlike } from './name-look-alike/rule.ts';
import { sourceNotAllowed } from './source-not-allowed/rule.ts';
import { transportInsecure } from './transport-insecure/rule.ts';
import { upstreamArchived } from './upstream-archived/rule.ts';
import { versionNotPinned } from './version-not-pinned/rule.ts';

/** Every rule, in the order of the alphabet. */
export const rules: readonly PolicyRule[] = [
  componentEndOfLife,
  credentialInSource,
  downloadNotVerified,
  downloadPipedToShell,
  imageTagFloating,
  licenseNeedsReview,
  licenseNotAllowed,
  licenseUnknown,
  nameLookAlike,
  sourceNotAllowed,
  transportInsecure,
  upstreamArchived,
  versionNotPinned,
];
