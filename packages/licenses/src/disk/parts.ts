import type { LicenseEvidence } from '@fineprint/core';
import { isEvidence, type Reading } from '../metadata/metadata.ts';
import { allOf } from './headers.ts';
import { nameOf } from './places.ts';

const suffixed =
  /^(?:licen[cs]e|copying)(?:[-._](?<suffix>.{1,60}?))?(?:\.(?:txt|md|rst|html|markdown|adoc))?$/i;
const licenses = [
  '0bsd|afl|agpl|apache|artistic|asl|boost|bsd|bsl|busl|cc|cddl|ecl|edl|epl|eupl|expat|gnu|gpl|isc|lesser|lgpl|lib$',
  'mit|mpl|ofl|openssl|postgresql|psf|python|ruby|unlicense|upl|wtfpl|x11|zlib|zpl',
].join('|');
const ofLicense = new RegExp(`^(?:the[-._ ])?(?:${licenses}|v?\\d)`, 'i');
const extension = /^(?:txt|md|rst|html|markdown|adoc)$/i;

/** The part of a package for which a license file is by its name (`LICENSE.docs`, `LICENSE.esprima`), or `null`. */
export function partOf(path: string): string | null {
  const suffix = suffixed.exec(nameOf(path))?.groups?.suffix;
  return suffix === undefined || ofLicense.test(suffix) || extension.test(suffix) ? null : suffix;
}

/** Says that license files for parts hold beside the one for the whole, where their texts differ. */
export function statementOfParts(texts: readonly Reading[]): readonly LicenseEvidence[] {
  const evidence = texts.filter(isEvidence);
  const whole = evidence.filter(({ source }) => partOf(source) === null);
  const parts = evidence.filter(({ source }) => partOf(source) !== null);
  const [main, ...others] = whole;
  const distinct = new Set(evidence.map(({ expression }) => expression));
  if (main === undefined || others.length > 0 || distinct.size === 1) return [];
  const named = parts.map(({ source }) => `"${partOf(source)}"`).join(', ');
  return [
    {
      expression: allOf([...distinct]),
      covers: 'artifact',
      method: 'package-metadata',
      acknowledgement: 'declared',
      source: main.source,
      verified: false,
      confidence: 0.8,
      note: `By their names, other license files beside it are for parts: ${named}.`,
    },
  ];
}
