import { type Kind, type Lookup, type ResolvedOccurrence, refOf, tagNameOf } from '@fineprint/core';
import { claimOf } from './claim.ts';
import type { Left, Target } from './outcome.ts';
import { type Aimed, unansweredBecause } from './target.ts';

/**
 * A pinned occurrence as it would be without its pin, asking for the name that is written beside it; `null` where none is,
 * or where a lockfile pins it.
 */
export function withoutPin(occurrence: ResolvedOccurrence): ResolvedOccurrence | null {
  const { commit, claimed, digest, request, locked, unresolved, key, ...rest } = occurrence;
  if (locked || unresolved) return null;
  const open = { ...rest, key, commit: null, version: null };
  if (commit !== null && claimed !== undefined) {
    const asked = { requested: claimed, request: { is: 'git-ref', text: claimed } } as const;
    return { ...open, ...asked, claimed, ref: refOf({ ...open, ...asked }) };
  }
  if (digest === undefined || request.is !== 'tag') return null;
  return { ...open, request, ref: refOf({ ...open, requested: request.text }) };
}

/** Finds out whether the name beside a pin leads somewhere else today; `null` where it does not, or where nobody could tell. */
export async function aimAnew(
  occurrence: ResolvedOccurrence,
  kind: Kind,
  lookup: Lookup,
): Promise<Aimed | Left | null> {
  const open = withoutPin(occurrence);
  // A checksum says what a file is, whatever its name.
  if (
    occurrence.digest !== undefined &&
    kind.holds?.({ source: null, subpath: null, ...occurrence }) === 'file'
  )
    return null;
  if (open === null || (await isOfItsTag(occurrence, lookup))) return null;
  const answer = await lookup.ask(open);
  if (answer.is === 'offline' && lookup.online) return null;
  if (answer.is !== 'answer') return { occurrence, because: unansweredBecause(answer, kind, lookup) };
  const target = targetIn(occurrence, answer);
  const name = tagNameOf(open.requested ?? '');
  const release = kind.versions.exact(name, occurrence.name);
  if (target === null) return release === null ? null : newerRelease(occurrence, { open, release, lookup });
  const isPromised = target.is === 'commit' || kind.pins.includes('exact');
  if (!isPromised || release === null) return { occurrence, target };
  return {
    occurrence,
    because: `"${name}" leads to another ${target.is} today than the one that it is pinned to. A release that moves may be an attack, so this is no update: look at what changed.`,
  };
}

interface Released {
  readonly open: ResolvedOccurrence;
  readonly release: string;
  readonly lookup: Lookup;
}

/** The newest release that by semantic versioning may take the place of one that a commit claims; `null` where there is none. */
async function newerRelease(
  occurrence: ResolvedOccurrence,
  { open, release, lookup }: Released,
): Promise<Aimed | Left | null> {
  const version = release.replace(/^v/, '');
  const stem = compatible.exec(version)?.[0];
  if (occurrence.commit === null || stem === undefined) return null;
  const text = `^${version}`;
  const asked = { ...open, requested: text, request: { is: 'version', text } } as const;
  const answer = await lookup.ask({ ...asked, ref: refOf(asked) });
  if (answer.is === 'unanswered') return { occurrence, because: answer.because };
  if (answer.is === 'offline' || answer.commit === null || answer.commit === occurrence.commit) return null;
  const claim = [stem, `v${stem}`].map((each) => claimOf(each, answer.names)).find(isFurther);
  return claim === undefined ? null : { occurrence, target: { is: 'commit', value: answer.commit, claim } };
}

// What has to stay the same: the major number, and the minor one below 1.0.0.
const compatible = /^(?:0\.\d+(?=\.)|[1-9]\d*(?=\.))/;

function isFurther(claim: string): boolean {
  return /\.\d+\.\d/.test(claim);
}

/** The same sort of pin as there is, if it would be another. */
function targetIn(
  { commit, digest, claimed }: ResolvedOccurrence,
  answer: { readonly commit: string | null; readonly digest: string | null },
): Target | null {
  const value = commit === null ? answer.digest : answer.commit;
  if (value === null || value === (commit ?? digest)) return null;
  return commit === null ? { is: 'digest', value } : { is: 'commit', value, claim: claimed ?? null };
}

/** Whether a digest is what its tag leads to, or one of the platforms of that. */
async function isOfItsTag(occurrence: ResolvedOccurrence, lookup: Lookup): Promise<boolean> {
  if (occurrence.digest === undefined || !lookup.online) return false;
  const found = await lookup.verify?.(occurrence);
  return found?.is === 'verified' && found.upstream.tagDigest === occurrence.digest;
}
