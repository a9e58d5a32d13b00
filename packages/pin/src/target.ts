import {
  type Answer,
  type HashAnswer,
  isFirm,
  isWritable,
  type Kind,
  type Lookup,
  lockableAs,
  type Request,
  type ResolvedOccurrence,
} from '@fineprint/core';
import { claimOf } from './claim.ts';
import type { Left, Target } from './outcome.ts';

/** An occurrence with what it would be pinned to. */
export interface Aimed {
  readonly occurrence: ResolvedOccurrence;
  readonly target: Target;
}

/** Whether `pin` has anything to do with an occurrence: it stands in the repository itself, and is not firm yet. */
export function isOpen({ in: within, pin }: ResolvedOccurrence): boolean {
  return within === null && !isFirm(pin);
}

/** Finds out what an occurrence is to be pinned to, by asking what its request leads to today. */
export async function aim(occurrence: ResolvedOccurrence, kind: Kind, lookup: Lookup): Promise<Aimed | Left> {
  const { unresolved, unpinnable } = occurrence;
  if (unresolved) return { occurrence, because: unresolved.because };
  if (!kind.pins.some(isFirm))
    return {
      occurrence,
      because: kind.byHand ?? `${kind.title} have no pin that is firm: whoever offers them may change them.`,
    };
  const because = unpinnable ?? byLockfile(occurrence, kind) ?? unwritable(occurrence, kind);
  if (because !== null) return { occurrence, because };
  const isFile = hasPlaceForDigest(occurrence) && lockableAs(occurrence, kind) === 'file';
  // A file of a repository is taken at a commit; any other is what it is.
  const asked = isFile && occurrence.request.is !== 'git-ref' ? null : await lookup.ask(occurrence);
  const target = asked?.is === 'answer' ? targetOf(occurrence, kind, asked) : null;
  if (target) return { occurrence, target };
  const served = isFile ? await checksumOf(occurrence, lookup) : null;
  if (served?.is === 'hash') return { occurrence, target: { is: 'digest', value: served.hash } };
  return { occurrence, because: unansweredBecause(served ?? asked ?? { is: 'offline' }, kind, lookup) };
}

/** The checksum of a file as it is served today. */
async function checksumOf(
  occurrence: ResolvedOccurrence,
  { online, hash }: Lookup,
): Promise<Exclude<HashAnswer, { readonly is: 'nothing' }> | null> {
  const answer = online ? await hash?.(occurrence, 'file') : undefined;
  return answer === undefined || answer.is === 'nothing' ? null : answer;
}

function hasPlaceForDigest({ slots }: ResolvedOccurrence): boolean {
  return slots.some((slot) => slot.is === 'digest' && isWritable(slot));
}

/** Where a lockfile is what pins it, which one; `null` where none does. */
function byLockfile({ lock }: ResolvedOccurrence, { lockedBy = {} }: Kind): string | null {
  const name = lock?.path.slice(lock.path.lastIndexOf('/') + 1) ?? '';
  const command = Object.hasOwn(lockedBy, name) ? lockedBy[name] : undefined;
  return lock && command ? `${lock.path} is what pins it: run "${command}", and commit that.` : null;
}

/** Why there is no place to write a pin, or `null` where there is one. */
function unwritable({ slots, request }: ResolvedOccurrence, { byHand }: Kind): string | null {
  const written = slots.filter(({ is }) => is !== 'claim');
  if (written.length === 0)
    return request.is === 'nothing'
      ? (byHand ?? 'It says no version, and no place is known where one could be written.')
      : 'Its version stands in no single place that could be changed.';
  return !written.some(isWritable)
    ? 'Its version is written with escapes, within another text or for several references, and has to be changed by hand.'
    : null;
}

/** The firmest of what is answered for which there is a place. */
function targetOf(
  occurrence: ResolvedOccurrence,
  { pins }: Kind,
  { commit, digest, version, names }: Extract<Answer, { readonly is: 'answer' }>,
): Target | null {
  const { requested, request } = occurrence;
  if (commit !== null && pins.includes('commit')) {
    const claim = requested === null ? null : claimFor(requested, request, names);
    return { is: 'commit', value: commit, claim };
  }
  const isVersionFirm = version !== null && pins.includes('exact');
  if (digest !== null && (hasPlaceForDigest(occurrence) || !isVersionFirm))
    return { is: 'digest', value: digest };
  return version === null ? null : { is: 'version', value: version };
}

/** What a comment says of a commit; a constraint (`~latest`) is no name of it. */
function claimFor(requested: string, { is }: Request, names: readonly string[] = []): string | null {
  const claim = claimOf(requested, names);
  return is === 'git-ref' || claim !== requested ? claim : (names[0] ?? null);
}

/** Says why nothing is known of what an occurrence leads to. */
export function unansweredBecause(answer: Answer, { byHand }: Kind, { online }: Lookup): string {
  if (answer.is === 'unanswered') return answer.because;
  if (!online) return 'Only --online can tell what it leads to.';
  return answer.is === 'answer'
    ? (byHand ?? 'Its registry names neither a commit, a digest nor a version for it.')
    : (byHand ?? 'Nobody is known who could be asked what it leads to.');
}
