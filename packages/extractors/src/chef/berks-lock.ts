import {
  type Locked,
  parseGitUrl,
  referenceFact,
  repositoryLocation,
  type SourceFile,
  writtenText,
} from '@fineprint/core';
import { supermarket } from './cookbook-parts.ts';
import type { ChefFact } from './facts.ts';

interface Origin {
  git?: string;
  revision?: string;
  rel?: string;
  isOwn?: boolean;
}

const dependency = /^ {2}(?<name>[^\s:()]+)(?: \([^)\n]*\))?\s*$/;
const option = /^ {4}(?<key>git|revision|rel|path|metadata): (?<value>\S.*)$/;
const entry = /^ {2}(?<name>[^\s:()]+) \((?<version>[^)\s]+)\)\s*$/d;

/** Reads `Berksfile.lock`: where cookbooks come from, and the version of each in the graph. */
export function* readBerksLock(file: SourceFile): Iterable<ChefFact> {
  const origins = new Map<string, Origin>();
  let section = '';
  let current: Origin = {};
  for (const { index, 0: line } of file.text.matchAll(/[^\r\n]+/g)) {
    if (/^\S/.test(line)) section = line.trim();
    else if (section === 'DEPENDENCIES') current = readOrigin(line, origins, current);
    else if (section === 'GRAPH') yield* readEntry(file, index, line, origins);
  }
}

function readOrigin(line: string, origins: Map<string, Origin>, current: Origin): Origin {
  const name = dependency.exec(line)?.groups?.name;
  if (name !== undefined) {
    const origin = {};
    origins.set(name, origin);
    return origin;
  }
  const { key, value } = option.exec(line)?.groups ?? {};
  if (key === 'path' || key === 'metadata') current.isOwn = true;
  else if (key === 'git' || key === 'revision' || key === 'rel') current[key] = value?.trimEnd() ?? '';
  return current;
}

function* readEntry(
  file: SourceFile,
  index: number,
  line: string,
  origins: ReadonlyMap<string, Origin>,
): Iterable<ChefFact> {
  const match = entry.exec(line);
  const { name, version } = match?.groups ?? {};
  const [start = 0, end = 0] = match?.indices?.groups?.version ?? [];
  if (name === undefined || version === undefined) return;
  const origin = origins.get(name) ?? {};
  const span = { start: index + start, end: index + end };
  const place = file.place(span);
  const { revision } = origin;
  const locked: Locked = { version, ...(revision ? { commit: revision } : {}), hashes: [] };
  const repository = origin.git === undefined ? null : parseGitUrl(origin.git);
  const isRepository = repository !== null && repository.is !== 'unknown';
  const fact = referenceFact(
    { file, address: `GRAPH.${name}`, usage: 'deployed' },
    { at: { start: index + 2, end: index + 2 + name.length }, resolved: writtenText(name, index + 2) },
    {
      kind: 'chef-cookbook',
      name: isRepository ? repositoryLocation(repository) : name,
      ...(isRepository ? { source: repository.url } : { source: supermarket }),
      ...(origin.rel ? { subpath: origin.rel } : {}),
      request: revision ? { is: 'git-ref', text: revision } : { is: 'version', text: version },
      ...(isRepository ? { locked } : {}),
      slots: isRepository ? [] : [{ is: 'version', value: version, place, verbatim: true }],
    },
  );
  yield {
    is: 'lock',
    cookbook: name,
    locked,
    reference: origin.isOwn ? null : { ...fact, cookbook: name },
    place,
  };
}
