import {
  entries,
  type FileProblem,
  type Node,
  parseToml,
  type ReferenceSite,
  readDocuments,
  type SourceFile,
  scalarOf,
} from '@fineprint/core';
import { dependencyFact } from './dependency.ts';
import type { CargoFact } from './facts.ts';
import { minimumRust } from './toolchain.ts';

/** Reads `Cargo.toml` (https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html). */
export function readManifest(file: SourceFile): Iterable<CargoFact | FileProblem> {
  return readDocuments(file, parseToml, (root) => readPackage(file, root));
}

const tables: readonly (readonly [key: string, use: Pick<ReferenceSite, 'usage' | 'scope'>])[] = [
  ['dependencies', { usage: 'deployed' }],
  ['dev-dependencies', { usage: 'development', scope: 'excluded' }],
  ['dev_dependencies', { usage: 'development', scope: 'excluded' }],
  ['build-dependencies', { usage: 'build' }],
  ['build_dependencies', { usage: 'build' }],
];

function* readPackage(file: SourceFile, root: Node): Iterable<CargoFact | FileProblem> {
  const name = scalarOf(root, 'package', 'name');
  if (name && !name.isNull) yield { is: 'package', name: name.text, place: file.place(name) };
  yield* minimumRust(file, root);
  yield* readTables(file, root, '');
  for (const { key, value } of entries(root, 'target')) yield* readTables(file, value, `target.${key.text}.`);
  for (const { key, value } of entries(root, 'patch'))
    yield* readTable(file, value, { address: `patch.${key.text}`, usage: 'deployed' });
  for (const entry of entries(root, 'workspace', 'dependencies')) {
    const site = { file, address: 'workspace.dependencies', usage: 'deployed' } as const;
    const fact = dependencyFact(site, entry);
    yield { is: 'workspace', name: entry.key.text, entry: fact, place: file.place(entry.key) };
  }
}

function* readTables(file: SourceFile, node: Node, prefix: string): Iterable<CargoFact> {
  for (const [key, use] of tables) {
    const table = entries(node).find((entry) => entry.key.text === key)?.value;
    if (table) yield* readTable(file, table, { address: `${prefix}${key}`, ...use });
  }
}

function* readTable(file: SourceFile, table: Node, site: Omit<ReferenceSite, 'file'>): Iterable<CargoFact> {
  for (const entry of entries(table)) {
    const fact = dependencyFact({ file, ...site }, entry);
    if (fact) yield fact;
  }
}
