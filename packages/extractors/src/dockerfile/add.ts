import {
  absentValue,
  type DockerInstruction,
  type DockerScope,
  downloadParts,
  flagsOf,
  gitParts,
  isDigest,
  isGitUrl,
  pointBehind,
  type Reference,
  type ReferenceFact,
  type ReferenceParts,
  type ResolvedText,
  referenceFact,
  resolveParts,
  type SourceFile,
  slotsAt,
  splitVariables,
} from '@fineprint/core';
import type { InstructionReading } from './stages.ts';
import { unmasked } from './template.ts';

/** Reads the URLs and git repositories that ADD fetches; a path in the build context is first-party. */
export function* readAdd(reading: InstructionReading): Iterable<ReferenceFact> {
  const { file, scope, instruction, role } = reading;
  const site = { file, address: `${role?.address ?? 'global'}/ADD`, usage: role?.usage ?? 'build' };
  const [flag] = flagsOf(instruction, 'checksum');
  const checksum = flag?.value ? unmasked(file.text, scope.resolve(instruction, flag.value)) : null;
  // The last word is where they go.
  const sources = sourcesOf(instruction, scope).slice(0, -1);
  for (const reference of sources) {
    const written = { ...reference, resolved: unmasked(file.text, reference.resolved) };
    if (isGitUrl(written.resolved.text)) {
      const parts = gitParts(file, written.resolved);
      if (parts) yield referenceFact(site, written, withCommit(file, parts, checksum));
      continue;
    }
    const parts = downloadParts(file, written.resolved);
    if (!parts) continue;
    // A checksum is one of all that an instruction fetches.
    const isAlone = sources.length === 1 && flag === undefined;
    yield referenceFact(
      site,
      written,
      isAlone ? withPlaceOfDigest(reading, written.resolved, parts) : withDigest(file, parts, checksum),
    );
  }
}

function sourcesOf(instruction: DockerInstruction, scope: DockerScope): readonly Reference[] {
  const { exec, words } = instruction;
  if (!exec) return words.map((word) => ({ at: word, resolved: scope.resolve(instruction, word) }));
  return exec.map((word) => {
    const { parts } = splitVariables(word.text, { quotes: false, escape: null, doubledDollar: false });
    const placeOf = ({ start, end }: { start: number; end: number }) =>
      word.verbatim ? { start: word.start + start, end: word.start + end } : word;
    return {
      at: word,
      resolved: resolveParts(parts, { text: word.text, placeOf }, scope.lookup(instruction)),
    };
  });
}

function withDigest(file: SourceFile, parts: ReferenceParts, checksum: ResolvedText | null): ReferenceParts {
  if (!checksum || !isDigest(checksum.text)) return parts;
  const slots = slotsAt(file, 'digest', checksum, { start: 0, end: checksum.text.length });
  return { ...parts, digest: checksum.text, slots: [...parts.slots, ...slots] };
}

/** `--checksum` stands behind the keyword; it fits one file, so that no variable may make another of the URL. */
function withPlaceOfDigest(
  { file, instruction, dockerfile }: InstructionReading,
  url: ResolvedText,
  parts: ReferenceParts,
): ReferenceParts {
  if (parts.unpinnable || parts.unresolved) return parts;
  const because = url.pieces.some(({ via }) => via.length > 0)
    ? fromVariable
    : dockerfile.directives.some(({ name, value }) => name === 'syntax' && withoutChecksum.test(value))
      ? oldSyntax
      : null;
  if (because !== null) return parts.request.is === 'git-ref' ? parts : { ...parts, unpinnable: because };
  const place = pointBehind(file.place(instruction.keywordSpan));
  return { ...parts, slots: [...parts.slots, { ...absentValue('digest', ' --checksum='), place }] };
}

// https://github.com/moby/buildkit/releases/tag/dockerfile%2F1.6.0
const withoutChecksum = /docker\/dockerfile:1\.[0-5](?!\d)/;
const oldSyntax =
  'Its "syntax" line names a frontend that knows no "--checksum" yet: docker/dockerfile:1.6 is the first.';
const fromVariable = 'Its URL comes from a variable, and a checksum would fit one file only.';

const commitId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** The checksum of a repository is the commit that its ref must lead to. */
function withCommit(file: SourceFile, parts: ReferenceParts, checksum: ResolvedText | null): ReferenceParts {
  if (!checksum || !commitId.test(checksum.text)) return parts;
  const slots = slotsAt(file, 'commit', checksum, { start: 0, end: checksum.text.length });
  const locked = { version: null, commit: checksum.text, hashes: [] };
  return { ...parts, locked, slots: [...parts.slots, ...slots] };
}
