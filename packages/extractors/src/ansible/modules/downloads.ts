import {
  absentKey,
  downloadParts,
  gitParts,
  maskUnknown,
  type PlacedSlot,
  type Reference,
  type ReferenceParts,
  referenceFact,
  slotsAt,
  togetherWith,
} from '@fineprint/core';
import { isRemoval, type ModuleReader, referenceAt, referencesAt } from './call.ts';

/** Reads `ansible.builtin.git`: a repository at a version; without one it is whatever HEAD is. */
export function* readGit(call: Parameters<ModuleReader>[0]): ReturnType<ModuleReader> {
  const repository = referenceAt(call, 'repo', 'name');
  if (!repository || isPath.test(repository.resolved.text)) return;
  const version = referenceAt(call, 'version')?.resolved ?? null;
  const parts = gitParts(call.site.file, repository.resolved, version);
  if (parts) yield referenceFact(call.site, togetherWith(repository, version), parts);
}

const isPath = /^(?:\.{0,2}\/|~|file:)/;

/** Reads `ansible.builtin.get_url` with its checksum, or where that would stand. */
export function* readGetUrl(call: Parameters<ModuleReader>[0]): ReturnType<ModuleReader> {
  const checksum = referenceAt(call, 'checksum', 'sha256sum');
  const [url, ...others] = referencesAt(call, 'url');
  // A checksum fits one file only: what a variable makes of the URL may be another.
  const isOne = url?.resolved.pieces.every(({ is, via }) => is === 'written' && via.length === 0) ?? false;
  const isOpen = isOne && others.length === 0 && checksum === null;
  const absent = isOpen
    ? absentKey(call.site.file, call.args, { key: 'checksum', behind: 'url' }, 'digest')
    : [];
  for (const each of url ? [url, ...others] : []) yield* download(call, each, checksum, absent);
}

/** Reads `ansible.windows.win_get_url` with its checksum, which does not say of which algorithm it is. */
export function* readWindowsDownload(call: Parameters<ModuleReader>[0]): ReturnType<ModuleReader> {
  const checksum = referenceAt(call, 'checksum');
  for (const url of referencesAt(call, 'url')) yield* download(call, url, checksum);
}

/** Reads `ansible.builtin.unarchive` and `ansible.windows.win_package` of a URL; what they take from the controller or the host is a file. */
export function* readUnarchive(call: Parameters<ModuleReader>[0]): ReturnType<ModuleReader> {
  const checksum = referenceAt(call, 'checksum');
  for (const source of referencesAt(call, 'src', 'path'))
    if (/^(?:https?|ftp):/i.test(maskUnknown(source.resolved))) yield* download(call, source, checksum);
}

function* download(
  call: Parameters<ModuleReader>[0],
  url: Reference,
  checksum: Reference | null,
  absent: readonly PlacedSlot[] = [],
): ReturnType<ModuleReader> {
  if (isRemoval(call)) return;
  const parts = downloadParts(call.site.file, url.resolved) ?? unknownUrl(url);
  if (!parts) return;
  const digest = checksum && digestOf(call.site.file, checksum);
  yield referenceFact(call.site, togetherWith(url, checksum?.resolved ?? null), {
    ...parts,
    ...digest,
    slots: [...parts.slots, ...(digest?.slots ?? absent)],
  });
}

/** A URL that is the value of a variable as a whole, which nobody knows. */
function unknownUrl({ resolved }: Reference): ReferenceParts | null {
  const { text } = resolved;
  if (!maskUnknown(resolved).startsWith('\0')) return null;
  const because = 'Its URL begins with an expression whose value is not known from the repository.';
  return {
    kind: 'download',
    name: text,
    request: { is: 'nothing' },
    unresolved: { part: 'name', because },
    slots: [],
  };
}

const digestForm = /^(?:(?<algorithm>sha(?:256|384|512)):)?(?<hash>[0-9a-f]{64}(?:[0-9a-f]{32}){0,2})$/i;

/** The digest that a checksum is: `sha256:<hash>`; the URL of a file of checksums pins nothing, because it moves along. */
export function digestOf(
  file: Parameters<typeof slotsAt>[0],
  { resolved }: Reference,
): Required<Pick<ReferenceParts, 'digest' | 'slots'>> | null {
  const { algorithm, hash } = digestForm.exec(resolved.text)?.groups ?? {};
  if (hash === undefined) return null;
  const digest = `${(algorithm ?? 'sha256').toLowerCase()}:${hash.toLowerCase()}`;
  const slots = slotsAt(file, 'digest', resolved, { start: 0, end: resolved.text.length });
  const isAsWritten = digest === resolved.text;
  return {
    digest,
    slots: slots.map((slot) => ({ ...slot, value: digest, verbatim: slot.verbatim && isAsWritten })),
  };
}
