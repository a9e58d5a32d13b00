import {
  type ChosenFact,
  entries,
  type FileProblem,
  type Node,
  parseJson,
  type ResolvedEntry,
  readDocuments,
  type SourceFile,
  textOf,
} from '@fineprint/core';
import { nugetName } from './packages.ts';

/** Reads `packages.lock.json`: what was chosen for each framework (https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files#locking-dependencies). */
export function readLockfile(file: SourceFile): Iterable<ChosenFact | FileProblem> {
  return readDocuments(file, parseJson, (root) => readFrameworks(file, root));
}

function* readFrameworks(file: SourceFile, root: Node): Iterable<ChosenFact> {
  const seen = new Set<string>();
  for (const { value: framework } of entries(root, 'dependencies')) {
    const packages = entries(framework);
    const ids = new Map(packages.map((entry) => [entry.key.text.toLowerCase(), idOf(entry)] as const));
    for (const entry of packages) {
      const id = idOf(entry);
      if (seen.has(id)) continue;
      seen.add(id);
      yield chosenFact(file, entry, ids);
    }
  }
}

function idOf({ key, value }: ResolvedEntry): string {
  return `${key.text.toLowerCase()}@${textOf(value, 'resolved') ?? ''}`;
}

function chosenFact(file: SourceFile, entry: ResolvedEntry, ids: ReadonlyMap<string, string>): ChosenFact {
  const { key, value } = entry;
  const hash = textOf(value, 'contentHash');
  const isOwn = textOf(value, 'type')?.toLowerCase() === 'project';
  return {
    is: 'chosen',
    place: file.place(key),
    kind: 'library',
    name: nugetName(key.text),
    text: key.text,
    ids: [idOf(entry)],
    locked: {
      version: textOf(value, 'resolved') ?? null,
      hashes: hash ? [`sha512:${Buffer.from(hash, 'base64').toString('hex')}`] : [],
    },
    needs: entries(value, 'dependencies').flatMap(
      ({ key: needed }) => ids.get(needed.text.toLowerCase()) ?? [],
    ),
    ...(isOwn ? { isOwn: true } : {}),
  };
}
