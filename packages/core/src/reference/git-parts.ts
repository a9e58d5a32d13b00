import {
  classifyGitRef,
  parseGitUrl,
  type ResolvedText,
  repositoryLocation,
  splitGitContext,
} from '../parse/reference/index.ts';
import type { Span } from '../parse/span.ts';
import type { SourceFile } from '../read/source-file.ts';
import type { PlacedSlot } from './fact.ts';
import { maskUnknown, partOf, type ReferenceParts, slotsAt, unresolvedPart } from './reference.ts';

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
  const known = {
    kind: 'git-source',
    request: ref?.text ? ({ is: 'git-ref', text: ref.text } as const) : ({ is: 'nothing' } as const),
    ...(subpath ? { subpath: resolved.text.slice(subpath.start, subpath.end) } : {}),
    slots: ref ? refSlots(file, ref) : [],
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

/** The slot of a ref: a commit, or a name. */
export function refSlots(file: SourceFile, ref: ResolvedText): readonly PlacedSlot[] {
  const whole: Span = { start: 0, end: ref.text.length };
  const form = classifyGitRef(ref.text);
  if (form === 'symbolic') return [];
  return slotsAt(file, form === 'commit' ? 'commit' : 'version', ref, whole);
}
