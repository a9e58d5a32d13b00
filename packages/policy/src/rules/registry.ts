import type { PolicyRule } from '../rule.ts';
import { commitImpostor } from './commit-impostor/rule.ts';
import { commitTagMismatch } from './commit-tag-mismatch/rule.ts';
import { credentialInSource } from './credential-in-source/rule.ts';
import { digestTagMismatch } from './digest-tag-mismatch/rule.ts';
import { imageTagFloating } from './image-tag-floating/rule.ts';
import { licenseNeedsReview } from './license-needs-review/rule.ts';
import { licenseNotAllowed } from './license-not-allowed/rule.ts';
import { licenseUnknown } from './license-unknown/rule.ts';
import { lockContentChanged } from './lock-content-changed/rule.ts';
import { lockfileHashMissing } from './lockfile-hash-missing/rule.ts';
import { lockfileMissing } from './lockfile-missing/rule.ts';
import { lockfileStale } from './lockfile-stale/rule.ts';
import { versionConstraintOpenEnded } from './version-constraint-open-ended/rule.ts';
import { versionNotPinned } from './version-not-pinned/rule.ts';

/** Every rule, in the order of the alphabet. */
export const rules: readonly PolicyRule[] = [
  commitImpostor,
  commitTagMismatch,
  credentialInSource,
  digestTagMismatch,
  imageTagFloating,
  licenseNeedsReview,
  licenseNotAllowed,
  licenseUnknown,
  lockContentChanged,
  lockfileHashMissing,
  lockfileMissing,
  lockfileStale,
  versionConstraintOpenEnded,
  versionNotPinned,
];
