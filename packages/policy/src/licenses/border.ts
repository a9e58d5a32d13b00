import type { JudgedComponent } from '@fineprint/core';

/**
 * Whether a request admits versions under different licences. A commit, a digest and a pre-release at a border are one
 * version each, of which nobody knows on which side it stands; and what is only remembered draws no border.
 */
export function crossesBorder({
  license: { ranges, concluded },
  version,
  commit,
  digest,
}: JudgedComponent): boolean {
  return (
    concluded.is === 'no-assertion' &&
    version === null &&
    commit === null &&
    digest === null &&
    ranges.length > 1 &&
    ranges.every(({ evidence }) => evidence.length === 0 || evidence.some(({ method }) => method !== 'hint'))
  );
}
