import {
  classifyGitRef,
  parseGitUrl,
  type ResolvedText,
  repositoryLocation,
  type SourceFile,
  type Span,
} from '@fineprint/core';
import type { PlacedSlot } from './facts.ts';
import { maskUnknown, type Parts, partOf, slotsAt, unresolvedPart } from './reference.ts';

const gitUrl = /^(?:git@|git:\/\/|ssh:\/\/|git\+)|^https?:\/\/[^?#]*\.git\/?(?:$|[?#])/i;

/** Tells a repository from a file behind a URL, as BuildKit does. */
export function isGitUrl(text: string): boolean {
  return gitUrl.test(text);
}

/** Reads `URL`, `URL#ref` and `URL#ref:subdirectory`; `null` where it names no repository of a host. */
export function gitParts(
  file: SourceFile,
  resolved: ResolvedText,
  ref: ResolvedText | null = null,
): Parts | null {
  const { text } = resolved;
  const hash = maskUnknown(resolved).indexOf('#');
  const end = hash < 0 ? text.length : hash;
  const parsed = parseGitUrl(text.slice(0, end));
  const source = partOf(resolved, { start: 0, end });
  const own = ref ? { ref, subpath: null } : refOf(resolved, hash);
  const request = own.ref && own.ref.text !== '' ? ({ is: 'git-ref', text: own.ref.text } as const) : null;
  const known = {
    kind: 'git-source',
    request: request ?? ({ is: 'nothing' } as const),
    ...(own.subpath ? { subpath: own.subpath } : {}),
    slots: own.ref ? refSlots(file, own.ref) : [],
  };
  if (parsed.is === 'unknown') {
    const unresolved = unresolvedPart('name', source);
    return unresolved.unresolved ? { ...known, name: source.text, ...unresolved } : null;
  }
  const unresolved = parsed.isSymbolic
    ? unresolvedPart('name', source)
    : own.ref
      ? unresolvedPart('version', own.ref)
      : {};
  return { ...known, name: repositoryLocation(parsed), source: parsed.url, ...unresolved };
}

function refOf(
  resolved: ResolvedText,
  hash: number,
): { readonly ref: ResolvedText | null; readonly subpath: string | null } {
  if (hash < 0) return { ref: null, subpath: null };
  const { length } = resolved.text;
  const colon = maskUnknown(resolved).indexOf(':', hash);
  const end = colon < 0 ? length : colon;
  const subpath = colon < 0 ? null : resolved.text.slice(colon + 1);
  return { ref: partOf(resolved, { start: hash + 1, end }), subpath };
}

/** The slot of a ref: a commit, or a name. */
export function refSlots(file: SourceFile, ref: ResolvedText): readonly PlacedSlot[] {
  const whole: Span = { start: 0, end: ref.text.length };
  const form = classifyGitRef(ref.text);
  if (form === 'symbolic') return [];
  return slotsAt(file, form === 'commit' ? 'commit' : 'version', ref, whole);
}
