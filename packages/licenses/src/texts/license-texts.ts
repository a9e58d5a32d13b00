import { createHash } from 'node:crypto';
import type { BusinessSourceParameters } from './business-source.ts';
import { concludeText, identifiersIn, type TextBasis } from './conclusion.ts';
import type { FoundLicense } from './found-license.ts';
import { licenseWords, maximumTextLength, normaliseLicenseText } from './normalise.ts';
import { type Reading, readLicenseText, wholeReading } from './reading.ts';
import { type References, readReferences } from './references.ts';
import { titledOtherwise } from './title.ts';
import type { Words } from './words.ts';

/** The compiled table of license texts. */
export interface CompiledTexts {
  readonly format: 'fineprint-texts/1';
  /** The SPDX list that it was made from. */
  readonly source: string;
  /** The first digits of the SHA-256 of each normalised text, and the SPDX id of the license. */
  readonly texts: readonly (readonly [hash: string, id: string])[];
}

/** License texts by the hash of their normalised form, and the texts themselves for what is no whole text of the list. */
export interface LicenseTexts {
  readonly size: number;
  idOf(key: string): string | undefined;
  /** `null` where only whole texts are known. */
  references(): References | null;
}

/** Reads the compiled table of license texts; the texts themselves are read when a file needs them. */
export function readTexts(json: string, references: (() => string) | null = null): LicenseTexts {
  const compiled: CompiledTexts = JSON.parse(json);
  if (compiled.format !== 'fineprint-texts/1') throw new Error('The file holds no compiled licence texts.');
  const ids = new Map(compiled.texts);
  let read: References | undefined;
  return {
    size: ids.size,
    idOf: (key) => ids.get(key),
    references() {
      if (references === null) return null;
      read ??= readReferences(references());
      return read;
    },
  };
}

/** What a text is the license of, or why that is unknown; `found` names what stands in it and where. */
export type TextAnswer =
  | {
      /** An SPDX expression. */
      readonly expression: string;
      /** SHA-256 of the text as it stands. */
      readonly sha256: string;
      readonly basis: TextBasis;
      /** From 0 to 1: how much of the words is that of the references. */
      readonly score: number;
      readonly note: string | null;
      readonly found: readonly FoundLicense[];
      readonly parameters: BusinessSourceParameters | null;
    }
  | {
      readonly unknown: string;
      readonly found: readonly FoundLicense[];
      /** The licenses that it holds and nothing else, where it is only unknown how they belong together. */
      readonly holds?: readonly string[];
    };

/** Names the license of a text: at once where the whole text is that of one license, else by comparing words. */
export function licenseOfText(texts: LicenseTexts, text: string): TextAnswer {
  if (text.length > maximumTextLength) {
    return { unknown: `It has ${text.length} characters, more than any licence.`, found: [] };
  }
  const words = licenseWords(text);
  const id = texts.idOf(keyOf(words.words.join(' ')));
  if (id !== undefined) return wholeText(id, text, words);
  const references = texts.references();
  if (references === null)
    return { unknown: 'It is not word for word the text of one licence of the SPDX list.', found: [] };
  const reading = readLicenseText(references, text, words);
  const { found } = reading;
  const [first] = found;
  const titled = first?.kind === 'text' ? titledOtherwise(first.id, text, first.start) : null;
  if (titled !== null) return { unknown: titled, found };
  return answerOf(reading, text);
}

function answerOf(reading: Reading, text: string): TextAnswer {
  const { found, parameters } = reading;
  const concluded = concludeText(reading, identifiersIn(text, found));
  if ('unknown' in concluded) return { ...concluded, found };
  const { expression, basis, score } = concluded;
  const notes = [...(basis === 'text' ? gnuNote(expression) : []), ...differenceNotes(found)];
  const note = notes.length === 0 ? null : notes.join(' ');
  return { expression, sha256: sha256Of(text), basis, score, note, found, parameters };
}

function wholeText(id: string, text: string, { starts, ends }: Words): TextAnswer {
  const start = starts[0] ?? 0;
  const titled = titledOtherwise(id, text, start);
  if (titled !== null) return { unknown: titled, found: [] };
  const found: FoundLicense = {
    ...{ id, kind: 'text', score: 1, start, end: ends.at(-1) ?? start },
    ...{ differences: [], moreDifferences: 0, rival: null, isAltered: false },
  };
  return answerOf(wholeReading(text, found), text);
}

/** The key of a text in the table: the first 48 bits of the SHA-256 of its normalised form. */
export function textKey(text: string): string {
  return keyOf(normaliseLicenseText(text));
}

function keyOf(normalised: string): string {
  return sha256Of(normalised).slice(0, 12);
}

/** The SHA-256 of a text as it stands, in lower-case hex: its name in a report. */
export function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function gnuNote(expression: string): readonly string[] {
  return gnu.test(expression)
    ? [`The text itself says neither "only" nor "or later"; "${expression}" is the narrower reading.`]
    : [];
}

const gnu = /-only\b/;

function differenceNotes(found: readonly FoundLicense[]): readonly string[] {
  const differing = found.filter(({ kind, differences }) => kind !== 'part' && differences.length > 0);
  return differing.slice(0, 3).map(({ id, score, differences, moreDifferences }) => {
    const more = moreDifferences > 0 ? `, and ${moreDifferences} more` : '';
    return `It is ${id} at ${score}: it ${differences.join(', ')}${more}.`;
  });
}
