import { createHash } from 'node:crypto';
import { maximumTextLength, normaliseLicenseText } from './normalise.ts';

/** The compiled table of license texts. */
export interface CompiledTexts {
  readonly format: 'fineprint-texts/1';
  /** The SPDX list that it was made from. */
  readonly source: string;
  /** The first digits of the SHA-256 of each normalised text, and the SPDX id of the license. */
  readonly texts: readonly (readonly [hash: string, id: string])[];
}

/** License texts by the hash of their normalised form. */
export type LicenseTexts = ReadonlyMap<string, string>;

/** Reads the compiled table of license texts. */
export function readTexts(json: string): LicenseTexts {
  const compiled: CompiledTexts = JSON.parse(json);
  if (compiled.format !== 'fineprint-texts/1') throw new Error('The file holds no compiled license texts.');
  return new Map(compiled.texts);
}

/** What a text is the license of: an SPDX id with the SHA-256 of the text as it stands, or why that is unknown. */
export type TextAnswer =
  | { readonly expression: string; readonly sha256: string; readonly note: string | null }
  | { readonly unknown: string };

/** Names the license of a text, where the whole text is that of the license and nothing else. */
export function licenseOfText(texts: LicenseTexts, text: string): TextAnswer {
  if (text.length > maximumTextLength) {
    return { unknown: `It has ${text.length} characters, more than any license.` };
  }
  const id = texts.get(textKey(text));
  if (id === undefined)
    return { unknown: 'It is not word for word the text of one license of the SPDX list.' };
  const note = gnu.test(id)
    ? `The text itself says neither "only" nor "or later"; "${id}" is the narrower reading.`
    : null;
  return { expression: id, sha256: sha256Of(text), note };
}

/** The SHA-256 of a text as it stands, in lower-case hex: its name in a report. */
export function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The key of a text in the table: the first 48 bits of the SHA-256 of its normalised form. */
export function textKey(text: string): string {
  return createHash('sha256').update(normaliseLicenseText(text)).digest('hex').slice(0, 12);
}

const gnu = /-only$/;
