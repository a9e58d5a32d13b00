import { type NamedLicense, namesIn } from './names.ts';

/** What some words of a file, which are no license text themselves, say about its licenses. */
export type Statement =
  /** A title, a name, a line about the work: it changes nothing. */
  | { readonly is: 'neutral' }
  /** The work is under these licenses; `choice` says whether one of several may be chosen, or that is not said. */
  | { readonly is: 'licensed'; readonly ids: readonly string[]; readonly choice: boolean }
  /** It may restrict or extend what the license texts say, and nobody has read it. */
  | { readonly is: 'unread' };

/** Reads words that stand beside license texts, or instead of one. What is not understood in full is unread. */
export function statementOf(names: ReadonlyMap<string, string>, words: readonly string[]): Statement {
  const bare = withoutContributions(words);
  if (bare.length > longestStatement) return { is: 'unread' };
  const named = namesIn(names, bare);
  const ids = familiesOf(named);
  const choice = ids.length > 1 && isChoice(bare, named);
  const rest = bare.filter((_, place) => !named.some(({ start, end }) => place >= start && place < end));
  const isGrant = granting.test(bare.join(' '));
  if (rest.some((word) => limiting.has(word)))
    return choice && isGrant ? chosen(bare, named, ids) : { is: 'unread' };
  const strange = rest.filter((word) => !plain.has(word) && !number.test(word));
  if (ids.length === 0) return strange.length > mostStrange ? { is: 'unread' } : { is: 'neutral' };
  if (!isGrant) return { is: strange.length > mostStrange ? 'unread' : 'neutral' };
  return strange.length > mostStrange && !choice ? { is: 'unread' } : { is: 'licensed', ids, choice };
}

const longestStatement = 160;
// A project's name, its holder, an address.
const mostStrange = 14;
const number = /^\d+$/;

/** A choice that is written out is understood even in a longer paragraph, unless that speaks of parts of the work. */
function chosen(words: readonly string[], named: readonly NamedLicense[], ids: readonly string[]): Statement {
  const last = named.at(-1)?.end ?? 0;
  return words.slice(0, last).some((word) => dividing.has(word))
    ? { is: 'unread' }
    : { is: 'licensed', ids, choice: true };
}

/** Whether the licenses are joined by "or", or called a choice. */
function isChoice(words: readonly string[], named: readonly NamedLicense[]): boolean {
  const [first] = named;
  const last = named.at(-1);
  if (first === undefined || last === undefined) return false;
  const before = words.slice(Math.max(0, first.start - 12), first.start);
  const between = words.slice(first.start, last.end);
  const after = words.slice(last.end, last.end + 24);
  const joined = between.filter((_, place) => !within(named, first.start + place));
  const either = before.some((word) => choosing.has(word)) || after.join(' ').includes('at your option');
  return joined.includes('or') && !joined.includes('and')
    ? either || joined.every((word) => plain.has(word))
    : either;
}

function within(named: readonly NamedLicense[], place: number): boolean {
  return named.some(({ start, end }) => place >= start && place < end);
}

/** The ids that are named, each once; "GPLv2 or later" beside "GPLv2" is one license. */
function familiesOf(named: readonly NamedLicense[]): readonly string[] {
  const ids = new Set(named.map(({ id }) => id));
  return [...ids].filter((id) => !(id.endsWith('-only') && ids.has(id.replace(/-only$/, '-or-later'))));
}

// What the Apache License and the Rust project ask of contributions changes nothing for who receives the work.
const contributions =
  /\bunless you explicitly state otherwise any contribution\b.{0,400}?\bwithout any additional terms or conditions\b/;

function withoutContributions(words: readonly string[]): readonly string[] {
  const joined = words.join(' ');
  return contributions.test(joined) ? joined.replace(contributions, '').split(' ').filter(Boolean) : words;
}

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

const choosing = setOf('either choice choose dual multi tri triple double option');
/** "is licensed under …", "is made available under …", "your choice of …". */
const granting =
  /\b(?:licensed|released|available|distributed|provided|covered|governed|dedicated) (?:\S+ ){0,3}?(?:under|by|to)\b|\bunder (?:the )?(?:terms|licenses?)\b|\bchoice of\b/;
const granted = setOf(
  'licensed license released available distributed under terms covered governed dedicated provided',
);
/** Words that leave a part of the work, or of its use, under other terms. */
const dividing = setOf(
  'except excluding portions portion parts part some certain not unless otherwise modules directory documentation docs images assets fonts logo logos icons data',
);
const limiting: ReadonlySet<string> = new Set([
  ...dividing,
  ...setOf(
    'exception exceptions other others additional additionally addition third party dependencies bundled',
  ),
  ...setOf(
    'includes included include contains contained commercial noncommercial restrict restricts restricted',
  ),
  ...setOf(
    'restriction restrictions prohibited without may must shall cannot only permission permissions condition',
  ),
  ...setOf(
    'conditions warranty warranties agreement trademark trademarks patent patents fee fees purchase subject',
  ),
  ...setOf('however documentation docs images assets fonts logo logos icons data contributions'),
  ...setOf('contribution sell competing production evaluation personal evil incompatible secondary'),
]);
/** Words of which "licensed under the terms of …, see …" is made. */
const plain: ReadonlySet<string> = new Set([
  ...choosing,
  ...granted,
  ...setOf(
    'the a an of or and at your you it its this that these is are was be as in to for with by on from all',
  ),
  ...setOf(
    'project software package library program code source file files repository work module content contents',
  ),
  ...setOf(
    'licenses following text texts full see details detail more information copy found root version both',
  ),
  ...setOf(
    'copyright c notice holder holders author authors http https com org www github blob main master txt md',
  ),
  ...setOf(
    'contributors list original modified work based license licence apache mit below above which follows follow use using one any whole entire public domain multiple two three',
  ),
]);
