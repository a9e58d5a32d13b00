import type { Answer } from '@fineprint/core';
import semver from 'semver';

/**
 * The newest version that a constraint admits, of those that a registry lists; a pre-release only where the constraint
 * names one. Constraints are npm's, with the spellings of Terraform and Ansible (`~> 5.0`, `>=1.0,<2.0`).
 */
export function newestAdmitted(
  versions: readonly string[],
  constraint: string | null,
  source: string,
): Answer {
  const alternatives = (constraint ?? '*').split(',').map((one) => one.trim());
  const excluded = alternatives.filter((one) => one.startsWith('!=')).map((one) => one.slice(2).trim());
  const range = new semver.Range(rangeOf(alternatives), { loose: true });
  const admitted = versions.filter(
    (version) => semver.valid(version, { loose: true }) && range.test(version) && !excluded.includes(version),
  );
  const [newest] = admitted.toSorted((one, other) => semver.rcompare(one, other, { loose: true }));
  if (newest !== undefined) return { is: 'answer', version: newest, digest: null, commit: null };
  return { is: 'unanswered', because: `${source} lists no version that "${constraint}" admits.` };
}

function rangeOf(alternatives: readonly string[]): string {
  const written = alternatives
    .filter((one) => !one.startsWith('!='))
    .map((one) => pessimistic(one).replace(/^==?\s*/, '='))
    .join(' ');
  return semver.validRange(written, { loose: true }) === null ? '<0.0.0-0' : written;
}

/** `~> 5.1` admits what is below 6, `~> 5.1.2` what is below 5.2: the last number that is written may rise. */
function pessimistic(text: string): string {
  const written = /^~>\s*v?(?<version>\d+(?:\.\d+){0,2}(?:-[0-9A-Za-z.-]+)?)$/.exec(text)?.groups?.version;
  if (written === undefined) return text;
  const [numbers = ''] = written.split('-', 1);
  return numbers.split('.').length >= 3
    ? `~${written}`
    : `^${numbers}${numbers.includes('.') ? '.0' : ''} <${Number(numbers.split('.')[0]) + 1}.0.0-0`;
}
