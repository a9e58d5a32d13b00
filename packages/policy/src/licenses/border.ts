import type { JudgedComponent } from '@fineprint/core';

/**
 * Whether a request admits versions under different licences. A pre-release at a border is one version, of which nobody
 * knows on which side it stands; and what is only remembered draws no border.
 */
export function crossesBorder({ license: { ranges, concluded }, version }: JudgedComponent): boolean {
  return (
    concluded.is === 'no-assertion' &&
    version === null &&
    ranges.length > 1 &&
    ranges.every(({ evidence }) => evidence.length === 0 || evidence.some(({ method }) => method !== 'hint'))
  );
}
