import type { LicenseCoverage, LicenseEvidence } from '@fineprint/core';
import type { FactEvidence, FactRange } from './facts.ts';

/**
 * Gives a fact as evidence, with a confidence that says how it was come by. `readIn` names another package of the same
 * software, where the fact was read in that.
 */
export function evidenceOfRange(
  range: FactRange,
  covers: LicenseCoverage,
  readIn: string | null = null,
): LicenseEvidence {
  const { versions, license, evidence, source } = range;
  const remark = readIn === null ? null : `Read in ${readIn}; this may be built differently.`;
  const note = [range.note, remark].filter((one) => one !== null).join(' ');
  return {
    expression: license,
    covers,
    method: isHint(evidence) ? 'hint' : 'fact',
    acknowledgement: 'observed',
    source,
    // A text that was read elsewhere was not read here.
    verified: range.verified && readIn === null,
    confidence: Math.min(confidenceOf(range), readIn === null ? 1 : elsewhere),
    versions,
    ...(note === '' ? {} : { note }),
  };
}

/** Whether a fact concludes nothing: it is remembered, or a copy of a file whose place in a history nobody knows. */
export function isHint(evidence: FactEvidence): boolean {
  return evidence === 'memory' || evidence === 'index-copy';
}

const confidence: Readonly<Record<FactEvidence, number>> = {
  snapshot: 0.95,
  'distribution-package': 0.9,
  // What the author wrote into the package itself, as the registry or a lockfile repeats it.
  'registry-metadata': 0.8,
  'licence-text-version-unknown': 0.6,
  'secondary-statement': 0.7,
  announcement: 0.7,
  'index-copy': 0.4,
  memory: 0.3,
};

// Where only one version was looked at and the rest assumed, an old version may differ; more so where none of its age was.
const limits: Readonly<Record<FactRange['extent'], number>> = {
  every: 1,
  stated: 1,
  assumed: 0.85,
  beyond: 0.6,
};

// Another distribution patches, bundles and configures in its own way.
const elsewhere = 0.7;

function confidenceOf({ evidence, extent }: FactRange): number {
  return Math.min(confidence[evidence], limits[extent]);
}
