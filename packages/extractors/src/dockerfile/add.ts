import {
  type DockerInstruction,
  type DockerScope,
  downloadParts,
  flagsOf,
  gitParts,
  isDigest,
  isGitUrl,
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
export function* readAdd({ file, scope, instruction, role }: InstructionReading): Iterable<ReferenceFact> {
  const site = { file, address: `${role?.address ?? 'global'}/ADD`, usage: role?.usage ?? 'build' };
  const [flag] = flagsOf(instruction, 'checksum');
  const checksum = flag?.value ? unmasked(file.text, scope.resolve(instruction, flag.value)) : null;
  // The last word is where they go.
  for (const reference of sourcesOf(instruction, scope).slice(0, -1)) {
    const written = { ...reference, resolved: unmasked(file.text, reference.resolved) };
    if (isGitUrl(written.resolved.text)) {
      const parts = gitParts(file, written.resolved);
      if (parts) yield referenceFact(site, written, withCommit(file, parts, checksum));
      continue;
    }
    const parts = downloadParts(file, written.resolved);
    if (parts) yield referenceFact(site, written, withDigest(file, parts, checksum));
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

const commitId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** The checksum of a repository is the commit that its ref must lead to. */
function withCommit(file: SourceFile, parts: ReferenceParts, checksum: ResolvedText | null): ReferenceParts {
  if (!checksum || !commitId.test(checksum.text)) return parts;
  const slots = slotsAt(file, 'commit', checksum, { start: 0, end: checksum.text.length });
  const locked = { version: null, commit: checksum.text, hashes: [] };
  return { ...parts, locked, slots: [...parts.slots, ...slots] };
}
