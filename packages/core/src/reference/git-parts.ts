import {
  classifyGitRef,
  parseGitUrl,
  type ResolvedText,
  repositoryLocation,
  splitGitContext,
  writtenPlace,
} from '../parse/reference/index.ts';
import type { Span } from '../parse/span.ts';
import type { SourceFile } from '../read/source-file.ts';
import type { PlacedSlot } from './fact.ts';
import { maskUnknown, partOf, type ReferenceParts, slotsAt, unresolvedPart } from './reference.ts';
import { isOnlyUse } from './variable-uses.ts';

const gitUrl = /^(?:git@|git:\/\/|ssh:\/\/|git\+)|^https?:\/\/[^?#]*\.git\/?(?:$|[?#])/i;

/** Tells a repository from a file behind a URL, as BuildKit does. */
export function isGitUrl(text: string): boolean {
  return gitUrl.test(text);
}

/** Reads the URL of a repository, with the ref and subdirectory that it selects; `null` where it names none of a host. */
export function gitParts(
  file: SourceFile,
  resolved: ResolvedText,
  checkedOut: ResolvedText | null = null,
): ReferenceParts | null {
  const context = splitGitContext(maskUnknown(resolved));
  const source = partOf(resolved, context.address);
  const ref = checkedOut ?? (context.ref && partOf(resolved, context.ref));
  const subpath = checkedOut ? null : context.subpath;
  const isByName = !checkedOut && context.isByName;
  const known = {
    kind: 'git-source',
    request: ref?.text ? ({ is: 'git-ref', text: ref.text } as const) : ({ is: 'nothing' } as const),
    ...(subpath ? { subpath: resolved.text.slice(subpath.start, subpath.end) } : {}),
    slots: ref ? [...refSlots(file, ref), ...(isByName ? absentChecksum(file, ref) : [])] : [],
    ...(ref ? heldElsewhere(file, ref) : {}),
  };
  const parsed = parseGitUrl(source.text);
  if (parsed.is === 'unknown') {
    const unresolved = unresolvedPart('name', source);
    return unresolved.unresolved ? { ...known, name: source.text, ...unresolved } : null;
  }
  const unresolved = parsed.isSymbolic
    ? unresolvedPart('name', source)
    : ref
      ? unresolvedPart('version', ref)
      : {};
  return { ...known, name: repositoryLocation(parsed), source: parsed.url, ...unresolved };
}

/** What the ref of a query has to lead to, which may be said behind it. */
function absentChecksum(file: SourceFile, ref: ResolvedText): readonly PlacedSlot[] {
  const written = writtenPlace(ref, { start: 0, end: ref.text.length });
  if (!written?.verbatim || written.via.length > 0) return [];
  const place = file.place({ start: written.end, end: written.end });
  return [{ is: 'commit', value: '', place, verbatim: true, absent: checksumBehind }];
}

/** What surrounds the commit that a query of a git URL says behind a tag or branch. */
export const checksumBehind = { before: '&checksum=', after: '' } as const;

/** The same where a tool takes a tag or a branch but no commit, as a sentence says. */
export function withoutCommits(parts: ReferenceParts, because: string): ReferenceParts {
  const isName = parts.request.is !== 'nothing' && classifyGitRef(parts.request.text) !== 'commit';
  return isName ? { ...parts, unpinnable: because } : parts;
}

// Who calls a variable so means it to hold a commit.
const holdsCommit = /commit|sha|ref|rev/i;

/** A variable that holds the version of something is no place for a commit, unless nothing else uses it. */
function heldElsewhere(file: SourceFile, ref: ResolvedText): Pick<ReferenceParts, 'unpinnable'> {
  const via = writtenPlace(ref, { start: 0, end: ref.text.length })?.via ?? [];
  const isPlace = via.every((each) => holdsCommit.test(each.name) || isOnlyUse(file, each));
  return isPlace ? {} : { unpinnable: 'Its ref comes from a variable that is used for more than a commit.' };
}

/** The slot of a ref: a commit, or a name. */
export function refSlots(file: SourceFile, ref: ResolvedText): readonly PlacedSlot[] {
  const whole: Span = { start: 0, end: ref.text.length };
  const form = classifyGitRef(ref.text);
  if (form === 'symbolic') return [];
  return slotsAt(file, form === 'commit' ? 'commit' : 'version', ref, whole);
}
