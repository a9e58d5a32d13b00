/** A text that is no SBOM that can be read; the message says what it is instead, and what to do. */
export class SbomError extends Error {
  override readonly name = 'SbomError';
}

/** Parses JSON; throws an `SbomError` that names what the text is instead. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const what = others.find(([pattern]) => pattern.test(text.slice(0, 4_096)))?.[1];
    if (what !== undefined) throw new SbomError(`It is ${what}; an SBOM is read in JSON.`, { cause });
    throw new SbomError(`It is no JSON: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

const others: readonly (readonly [RegExp, string])[] = [
  [/^\s*<[^{]*cyclonedx\.org\/schema\/bom/s, 'CycloneDX in XML'],
  [/^SPDXVersion:/m, 'SPDX in its tag-value form'],
  [/^\s*</, 'XML'],
];
