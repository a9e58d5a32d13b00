import {
  type Answer,
  type ConstraintSyntax,
  compareVersions,
  exactly,
  intersect,
  parseConstraint,
  parseVersion,
  type Version,
} from '@fineprint/core';
import type { AskingMeans } from './registry.ts';
import { textAt } from './values.ts';

/** What a registry lists of one thing. */
export interface Listed {
  readonly versions: readonly string[];
  /** Who lists them. */
  readonly source: string;
  readonly syntax?: ConstraintSyntax;
  /** When a version was published (ISO 8601), or `null` where nobody says; only asked where it matters. */
  published(version: string): string | null | Promise<string | null>;
}

/**
 * The newest version that a constraint admits, of those that a registry lists; a pre-release only where the constraint
 * names one. A version that is not made of numbers is none here, and one whose age is not known is none where age matters.
 */
export async function newestAdmitted(
  listed: Listed,
  constraint: string | null,
  { publishedBefore }: Pick<AskingMeans, 'publishedBefore'>,
): Promise<Answer> {
  const admitted = admittedVersions(listed, constraint);
  const wanted = `"${constraint ?? '*'}"`;
  const [newest] = admitted;
  if (newest === undefined)
    return { is: 'unanswered', because: `${listed.source} lists no version that ${wanted} admits.` };
  if (publishedBefore === null) return versionAnswer(newest);
  let because: string | null = null;
  for (const version of admitted.slice(0, mostDates)) {
    const tooYoung = youthOf(version, await listed.published(version), publishedBefore, listed.source);
    if (tooYoung === null) return versionAnswer(version);
    because ??= tooYoung;
  }
  const older = admitted.length > 1 ? ` No older version that ${wanted} admits is known to be older.` : '';
  return { is: 'unanswered', because: `${because}${older}` };
}

/** The versions that entries of a list name, with what these say of their dates; of several for one version, the latest. */
export function listedIn(
  entries: readonly unknown[],
  name: string,
  publishedIn: (entry: unknown) => string | null,
): Pick<Listed, 'versions' | 'published'> {
  const known = new Map<string, unknown[]>();
  for (const entry of entries) {
    const version = textAt(entry, name);
    if (version === null) continue;
    const same = known.get(version);
    if (same) same.push(entry);
    else known.set(version, [entry]);
  }
  return {
    versions: [...known.keys()],
    published: (version) => latest((known.get(version) ?? []).map(publishedIn)),
  };
}

/** The latest of some dates; `null` where one of them is not known. */
export function latest(dates: readonly (string | null)[]): string | null {
  const times = dates.map((date) => (date === null ? Number.NaN : Date.parse(date)));
  const last = times.reduce((one, other) => Math.max(one, other), 0);
  return times.length === 0 || Number.isNaN(last) ? null : new Date(last).toISOString();
}

// Some registries are asked for each date; nobody publishes more often than that within a cooldown.
const mostDates = 50;

/** The answer that names a version alone. */
export function versionAnswer(version: string): Extract<Answer, { readonly is: 'answer' }> {
  return { is: 'answer', version, digest: null, commit: null };
}

/** Why something is not chosen for its age, or `null`: it was published too late, or nobody says when. */
export function youthOf(
  what: string,
  published: string | null,
  publishedBefore: Date,
  source: string,
): string | null {
  const at = published === null ? Number.NaN : Date.parse(published);
  if (Number.isNaN(at)) return `${source} does not say when ${what} was published.`;
  if (at <= publishedBefore.getTime()) return null;
  return `Too young: ${what} was published on ${inWords(new Date(at))}, after ${inWords(publishedBefore)}.`;
}

/** A time to the minute: `2026-01-02 03:04 UTC`. */
export function inWords(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** The versions that a constraint admits, newest first. */
export function admittedVersions(
  { versions, syntax = 'terraform' }: Pick<Listed, 'versions' | 'syntax'>,
  constraint: string | null,
): readonly string[] {
  const terms = (constraint ?? '').split(',').map((term) => term.trim());
  const excluded = terms.flatMap((term) => (term.startsWith('!=') ? (parsed(term) ?? []) : []));
  const set = parseConstraint(terms.filter((term) => !term.startsWith('!=')).join(' '), syntax);
  if ('invalid' in set) return [];
  const takesPreReleases = terms.some((term) =>
    term.split(/[\s|]+/).some((one) => isPreRelease(parsed(one))),
  );
  return versions
    .flatMap((text) => {
      const version = parseVersion(text);
      if (version === null || (isPreRelease(version) && !takesPreReleases)) return [];
      if (intersect(exactly(version), set).length === 0) return [];
      return excluded.some((one) => compareVersions(one, version) === 0) ? [] : [{ text, version }];
    })
    .sort((a, b) => compareVersions(b.version, a.version))
    .map(({ text }) => text);
}

const operator = /^[^\dv]*/;

function parsed(term: string): Version | null {
  return parseVersion(term.replace(operator, ''));
}

function isPreRelease(version: Version | null): boolean {
  return version !== null && version.preRelease.length > 0;
}
