import { type LicenseEvidence, type Place, parseExpression, printExpression } from '@fineprint/core';
import { aliasOf, ambiguityOf } from './aliases.ts';
import { licenseOfUrl } from './license-url.ts';

/** Something that speaks of a license but could not be understood as one: nothing is concluded from it. */
export interface UnreadLicense {
  readonly is: 'unread';
  readonly source: string;
  /** A sentence. */
  readonly because: string;
  /** Where in the file; absent where the file as a whole is meant. */
  readonly place?: Place;
  /** The licenses whose texts it holds, where it is only unknown how they belong together. */
  readonly holds?: readonly string[];
}

/** Reads what an author wrote into a license field. Other files that it names are never opened. */
export function evidenceFromField(source: string, written: string): LicenseEvidence | UnreadLicense {
  const text = written.length > maximumLength ? written : written.trim();
  const unread = (because: string): UnreadLicense => ({ is: 'unread', source, because });
  if (text.length > maximumLength) return unread(`The license field has ${text.length} characters.`);
  if (text === '') return unread('The license field is empty.');
  const ofUrl = licenseOfUrl(text);
  if (ofUrl !== null) return meant(source, text, ofUrl, 0.7);
  if (elsewhere.test(text)) return unread('The license field only points to another file.');
  if (text.toUpperCase() === 'UNLICENSED')
    return unread('The license field says UNLICENSED, which grants no licence and names none.');

  const parsed = parseExpression(text);
  if (parsed.is === 'none') return declared(source, 'NONE', 0.9, []);
  if (parsed.is === 'no-assertion') return unread('The license field says NOASSERTION.');
  if (parsed.is === 'expression')
    return declared(source, printExpression(parsed.expression), 0.9, parsed.notes);

  const ambiguity = ambiguityOf(text);
  if (ambiguity !== null) return unread(`${JSON.stringify(text)} could mean several licences: ${ambiguity}.`);
  const alias = aliasOf(text);
  if (alias === null) return unread(`The license field is not understood: ${parsed.reason}`);
  return meant(source, text, alias.expression, alias.confidence);
}

function meant(source: string, written: string, expression: string, confidence: number): LicenseEvidence {
  return declared(source, expression, confidence, [`${JSON.stringify(written)} is read as "${expression}".`]);
}

const maximumLength = 1_000;
const elsewhere = /^see\b|\blicen[cs]e\.(?:md|txt)\b|^file:|^https?:/i;

function declared(
  source: string,
  expression: string,
  confidence: number,
  notes: readonly string[],
): LicenseEvidence {
  return {
    expression,
    covers: 'artifact',
    method: 'package-metadata',
    acknowledgement: 'declared',
    source,
    verified: false,
    confidence,
    ...(notes.length === 0 ? {} : { note: notes.join(' ') }),
  };
}
