import { leavesOf, parseExpression, printExpression } from '@fineprint/core';
import type { FoundLicense } from './found-license.ts';
import type { Reading } from './reading.ts';

/** What an answer rests on: a license text, a notice, a sentence about the work, or an `SPDX-License-Identifier`. */
export type TextBasis = 'text' | 'notice' | 'statement' | 'identifier';

/** The expression that a text stands for, or why it stands for none. */
export type TextConclusion =
  | { readonly expression: string; readonly basis: TextBasis; readonly score: number }
  | {
      readonly unknown: string;
      /** The licenses that it holds and nothing else, where it is only unknown how they belong together. */
      readonly holds?: readonly string[];
    };

/** Concludes from what stands in a text; wherever something is left that may change the answer, there is none. */
export function concludeText(reading: Reading, identifiers: readonly string[]): TextConclusion {
  const doubt = doubtIn(reading, identifiers.length > 0);
  if (doubt !== null) return { unknown: doubt };
  const held = heldLicenses(reading.found);
  if (typeof held === 'string') return { unknown: held };
  const score = reading.found.reduce(
    (least, one) => (one.kind === 'part' ? least : Math.min(least, one.score)),
    1,
  );
  const [identifier, ...more] = [...new Set(identifiers)];
  if (identifier !== undefined && more.length === 0) {
    if (!covers(textsOf(identifier), held))
      return { unknown: `It says ${identifier}, but holds ${listedIds(held)}.` };
    // With all its texts in the file it is more than a word.
    const isText = covers(held, textsOf(identifier)) && reading.found.some(({ kind }) => kind === 'text');
    return { expression: identifier, basis: isText ? 'text' : 'identifier', score };
  }
  const said = saidLicenses(reading);
  if (typeof said === 'string') return { unknown: said };
  if (said !== null) {
    if (!covers(said.ids, held))
      return { unknown: `It says ${listedIds(said.ids)}, but holds ${listedIds(held)}.` };
    const isText = said.ids.length === held.length && reading.found.some(({ kind }) => kind === 'text');
    return { expression: said.ids.join(' OR '), basis: isText ? 'text' : 'statement', score };
  }
  return ofHeld(held, reading, score);
}

/** A sentence about what keeps the text from being read in full, or `null`. */
function doubtIn({ found, statements, nearest, isWhole }: Reading, isIdentified: boolean): string | null {
  if (!isWhole)
    return `It repeats itself too often to be read to its end; it holds ${found.length === 0 ? 'no licence so far' : listedIds(idsOf(found))}.`;
  const altered = found.find((one) => one.isAltered);
  if (altered !== undefined) return alteredText(altered, found);
  const unclear = found.find(({ kind }) => kind === 'unclear');
  if (unclear !== undefined) return `Its text is that of ${unclear.id} alike.`;
  const unread = statements.find(({ statement }) => statement.is === 'unread');
  if (unread !== undefined && found.length > 0) {
    return `It holds ${listedIds(idsOf(found))}, and beside it words that may change or extend that: "${shortened(unread.words)} …".`;
  }
  if (unread !== undefined) return nothingKnown(nearest);
  if (found.length === 0 && statements.length === 0 && !isIdentified) return nothingKnown(nearest);
  return null;
}

function nothingKnown(nearest: Reading['nearest']): string {
  return nearest === null
    ? 'It has no licence text that is known.'
    : `It has no licence text that is known; the nearest is ${nearest.id}, whose words it shares to ${nearest.score}.`;
}

function alteredText(altered: FoundLicense, found: readonly FoundLicense[]): string {
  const others = idsOf(found.filter((one) => one !== altered));
  const beside = others.length === 0 ? '' : ` Beside it stands ${listedIds(others)}.`;
  const more = altered.moreDifferences > 0 ? `, and ${altered.moreDifferences} more differences` : '';
  const how = altered.differences.length === 0 ? '' : `: it ${altered.differences.join(', ')}${more}`;
  const rival = altered.rival === null ? '' : `, and no less like ${altered.rival}`;
  return `It reads like ${altered.id} (score ${altered.score})${rival}, and differs where that may matter${how}.${beside}`;
}

/** The licenses that a text holds, by text or by notice, with their exception; a sentence where they do not fit. */
function heldLicenses(found: readonly FoundLicense[]): readonly string[] | string {
  const bases = new Map<string, string>();
  for (const { id, kind } of found) {
    if (kind !== 'text' && kind !== 'notice') continue;
    const family = id.replace(scope, '');
    // A notice says whether later versions may be chosen; the text does not.
    if (!bases.has(family) || id.endsWith('-or-later')) bases.set(family, id);
  }
  // The LGPL is a set of permissions beside the GPL, whose text is often kept with it.
  if (bases.has('LGPL-3.0')) bases.delete('GPL-3.0');
  const ids = [...bases.values()];
  const exceptions = [...new Set(found.filter(({ kind }) => kind === 'exception').map(({ id }) => id))];
  const [exception, ...more] = exceptions;
  if (exception === undefined) return ids;
  const [base, ...others] = ids;
  if (base === undefined)
    return `It holds the exception ${exception} without the licence that it is an exception from.`;
  if (others.length > 0 || more.length > 0)
    return `It holds ${listedIds([...ids, ...exceptions])}, and nothing says which belong together.`;
  return [`${base} WITH ${exception}`];
}

const scope = /-(?:only|or-later)$/;

/** What the sentences about the work say together; `null` where there are none, a sentence where they disagree. */
function saidLicenses({ statements }: Reading): { readonly ids: readonly string[] } | string | null {
  const said = statements.flatMap(({ statement }) => (statement.is === 'licensed' ? [statement] : []));
  const [first, ...more] = said.toSorted((one, other) => other.ids.length - one.ids.length);
  if (first === undefined) return null;
  if (!more.every(({ ids }) => covers(first.ids, ids)))
    return `It says ${said.map(({ ids }) => listedIds(ids)).join('; ')}.`;
  if (first.ids.length > 1 && !first.choice)
    return `It names ${listedIds(first.ids)}, and not whether all apply or one may be chosen.`;
  return first;
}

function ofHeld(held: readonly string[], { found }: Reading, score: number): TextConclusion {
  const [first, second, ...more] = held.toSorted(
    (one, other) => Number(one === clause) - Number(other === clause),
  );
  if (first === undefined) return { unknown: 'It has no licence text that is known.' };
  const basis = found.some(({ kind }) => kind === 'text') ? 'text' : 'notice';
  if (first === clause)
    return { unknown: 'It holds the Commons Clause without the licence that the clause is a condition of.' };
  if (second === undefined) return { expression: first, basis, score };
  // The clause takes the right to sell from what the license beside it grants.
  if (second === clause && more.length === 0) return { expression: `${first} AND ${clause}`, basis, score };
  return {
    unknown: `It holds ${listedIds(held)}, and nothing in it says whether all apply or one may be chosen.`,
    holds: held,
  };
}

const clause = 'LicenseRef-Commons-Clause-1.0';

/** Whether everything that was found is among what is said; `-only` and `-or-later` have one text. */
function covers(said: readonly string[], held: readonly string[]): boolean {
  const families = new Set(said.map((id) => id.replace(scope, '')));
  return held.every((id) => families.has(id.replace(scope, '')));
}

function textsOf(expression: string): readonly string[] {
  const parsed = parseExpression(expression);
  if (parsed.is !== 'expression') return [];
  return leavesOf(parsed.expression).map(({ id, exception }) =>
    exception === null ? id : `${id} WITH ${exception}`,
  );
}

/** The expressions of the `SPDX-License-Identifier` lines of a text, in their canonical form; a license may speak of its own. */
export function identifiersIn(text: string, found: readonly FoundLicense[]): readonly string[] {
  return [...text.slice(0, identifierLength).matchAll(identifier)].flatMap(({ index, groups }) => {
    if (found.some(({ start, end }) => index >= start && index < end)) return [];
    const parsed = parseExpression((groups?.expression ?? '').replace(commentEnd, '').trim());
    return parsed.is === 'expression' ? [printExpression(parsed.expression)] : [];
  });
}

const identifierLength = 8_192;
const identifier = /SPDX-License-Identifier:[ \t]{0,16}(?<expression>[^\r\n]{1,1000})/g;
const commentEnd = /[ \t]*(?:\*\/|-->|#\}|\}\}|%>)[ \t]*$/;

function idsOf(found: readonly FoundLicense[]): readonly string[] {
  return [...new Set(found.filter(({ kind }) => kind !== 'part').map(({ id }) => id))];
}

const mostListed = 12;

function listedIds(ids: readonly string[]): string {
  const shown = ids.slice(0, mostListed);
  const rest = ids.length - shown.length;
  const last = rest > 0 ? `${rest} more` : shown.pop();
  return shown.length === 0 ? `${last ?? ''}` : `${shown.join(', ')} and ${last}`;
}

function shortened(words: string): string {
  return words.slice(0, 160);
}
