import { type Comparison, type ComponentChange, type ComponentState, rangesInWords } from '@fineprint/core';
import { plural } from '../verdict.ts';

/** The words of a change, before they are escaped for a format. */
export interface ChangeWords {
  readonly name: string;
  /** `1.5.7 → 1.6.0`, or the one version that stayed. */
  readonly versions: string;
  /** `MPL-2.0 → BUSL-1.1 (weak-copyleft → source-available)`, or `null` where it stayed. */
  readonly license: string | null;
  /** `tag → digest`, or `null` where it stayed. */
  readonly pin: string | null;
}

/** Says what of a component changed. */
export function wordsOf({ name, aspects, before, after }: ComponentChange): ChangeWords {
  const license = change(before, after, licenseInWords, versionOf);
  const isClassed = [...before, ...after].every((state) => state.class !== null);
  const classes = isClassed ? change(before, after, (state) => state.class ?? '') : '';
  const classed = classes.includes('→') ? ` (${classes})` : '';
  return {
    name,
    versions: versionsOf(before, after),
    license: aspects.includes('license') ? `${license}${classed}` : null,
    pin: aspects.includes('pin') ? change(before, after, ({ pin }) => pin ?? 'unknown') : null,
  };
}

/** Under which license a component is, for people. */
export function licenseInWords({ license, ranges }: ComponentState): string {
  if (license === 'NONE') return 'no licence';
  if (license !== 'NOASSERTION') return license;
  return ranges.length > 1 ? rangesInWords(ranges) : 'unknown';
}

/** The version that a component has, or what is asked for; a commit or digest where nothing else is known. */
export function versionOf({ version, requested, commit, digest }: ComponentState): string {
  const named = version ?? requested;
  if (named !== null && named !== commit && named !== digest) return named;
  return shortIdentity({ commit, digest }) ?? 'no version';
}

/** What is said of a finding that the other scan has, but waived. */
export const waiving = { opened: 'it was waived', closed: 'it is waived now' } as const;

/** Counts of a comparison, as a sentence. */
export function countsOf({ added, removed, changed, findings }: Comparison): string {
  const licensed = changed.filter(({ aspects }) => aspects.includes('license')).length;
  const counts = [
    `${plural(added.length, 'component')} added`,
    `${plural(removed.length, 'component')} removed`,
    `${plural(changed.length, 'component')} changed${licensed === 0 ? '' : ` (${licensed} in the licence)`}`,
    `${plural(findings.opened.length, 'finding')} opened`,
    `${plural(findings.closed.length, 'finding')} closed`,
  ].filter((count) => /^\d/.test(count));
  return counts.length === 0 ? 'Nothing changed' : counts.join(', ');
}

function versionsOf(before: readonly ComponentState[], after: readonly ComponentState[]): string {
  const [one, other] = [distinct(before, versionOf), distinct(after, versionOf)];
  if (before.length === 0) return `also ${other}`;
  if (after.length === 0) return `no longer ${one}`;
  if (one !== other) return `${one} → ${other}`;
  // A tag that was moved, or one that another digest was written beside.
  const [from, to] = [distinct(before, identityOf), distinct(after, identityOf)];
  return from === to ? one : `${one} (${from} → ${to})`;
}

/** What of two sides differs; where one side has several, each with those `whose` it is. */
function change(
  before: readonly ComponentState[],
  after: readonly ComponentState[],
  of: (state: ComponentState) => string,
  whose?: (state: ComponentState) => string,
): string {
  const told = (states: readonly ComponentState[]) => {
    const groups = [...Map.groupBy(states, of)];
    if (groups.length < 2 || !whose) return distinct(states, of);
    return listed(groups.map(([text, group]) => `${text} (${distinct(group, whose)})`));
  };
  const [one, other] = [told(before), told(after)];
  if (one === other || one === '') return other;
  return other === '' ? one : `${one} → ${other}`;
}

/** The different texts of several states, few enough for a line. */
function distinct(states: readonly ComponentState[], of: (state: ComponentState) => string): string {
  return listed([...new Set(states.map(of))]);
}

function listed(texts: readonly string[]): string {
  const told = texts.slice(0, mostTold).join(', ');
  return texts.length > mostTold ? `${told} and ${texts.length - mostTold} more` : told;
}

const mostTold = 5;

function identityOf(state: ComponentState): string {
  return shortIdentity(state) ?? 'no digest';
}

function shortIdentity({ commit, digest }: Pick<ComponentState, 'commit' | 'digest'>): string | null {
  if (commit !== null) return commit.slice(0, 12);
  return digest === null ? null : digest.slice(0, digest.indexOf(':') + 13);
}
