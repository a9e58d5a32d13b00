import {
  entries,
  type FileProblem,
  libraryParts,
  mapOf,
  type Node,
  parseToml,
  type Resolved,
  type ResolvedEntry,
  readDocuments,
  referenceFact,
  type ScalarNode,
  type SourceFile,
  scalarOf,
  scalarReference,
  textOf,
} from '@fineprint/core';
import type { EntryFact } from './facts.ts';
import { normalized } from './script.ts';

/** Reads a version catalogue (https://docs.gradle.org/current/userguide/version_catalogs.html). */
export function readCatalog(file: SourceFile): Iterable<EntryFact | FileProblem> {
  return readDocuments(file, parseToml, (root) => readEntries(file, root));
}

function* readEntries(file: SourceFile, root: Node): Iterable<EntryFact | FileProblem> {
  for (const entry of entries(root, 'libraries')) {
    const coordinates = moduleOf(entry.value);
    if (coordinates) yield* entryFact(file, root, 'libraries', entry, coordinates);
  }
  for (const entry of entries(root, 'plugins')) {
    const written = entry.value.is === 'scalar' ? entry.value.text.split(':')[0] : textOf(entry.value, 'id');
    if (written) yield* entryFact(file, root, 'plugins', entry, [written, `${written}.gradle.plugin`]);
  }
}

function moduleOf(value: Resolved): readonly [group: string, artifact: string] | null {
  const module = value.is === 'scalar' ? value.text : textOf(value, 'module');
  const [group, artifact] = module?.split(':') ?? [textOf(value, 'group'), textOf(value, 'name')];
  return group && artifact ? [group, artifact] : null;
}

function* entryFact(
  file: SourceFile,
  root: Node,
  table: 'libraries' | 'plugins',
  { key, value }: ResolvedEntry,
  [group, artifact]: readonly [group: string, artifact: string],
): Iterable<EntryFact | FileProblem> {
  const version = versionOf(root, value, table);
  if (version === 'missing') {
    const message = `"${key.text}" names the version "${textOf(value, 'version', 'ref')}", which the catalogue does not have.`;
    yield file.problem('reference-invalid', message, key);
  }
  const scalar = version === 'missing' ? null : version;
  const resolved = scalar ? scalarReference(scalar).resolved : null;
  const name = `maven/${group}/${artifact}`;
  const usage = table === 'plugins' ? 'build' : 'deployed';
  const site = { file, address: `${table}.${key.text}`, usage } as const;
  const at = { start: key.start, end: key.end };
  const fact = referenceFact(
    site,
    { at, resolved: scalarReference(key).resolved },
    libraryParts(file, name, resolved),
  );
  const isShared = scalar !== null && textOf(value, 'version', 'ref') !== undefined;
  yield {
    ...fact,
    ...(isShared ? { via: [file.place(scalar)] } : {}),
    asked: { name: `${group}:${artifact}`, spec: scalar?.text ?? '' },
    accessor: `${table === 'plugins' ? 'plugins.' : ''}${normalized(key.text)}`,
  };
}

/** The version in the entry, or the one that it refers to; a rich version says what is wanted strictly, or at least. */
function versionOf(root: Node, value: Resolved, table: string): ScalarNode | 'missing' | null {
  if (value.is === 'scalar') return lastPart(value, table === 'plugins' ? 1 : 2);
  const ref = textOf(value, 'version', 'ref');
  if (ref === undefined) return plainVersion(value, 'version');
  return plainVersion(root, 'versions', ref) ?? 'missing';
}

function plainVersion(node: Node, ...path: readonly string[]): ScalarNode | null {
  const rich = mapOf(node, ...path);
  if (!rich) return scalarOf(node, ...path) ?? null;
  return ['strictly', 'require', 'prefer'].flatMap((key) => scalarOf(rich, key) ?? [])[0] ?? null;
}

/** `group:artifact:version` and `id:version` in one text. */
function lastPart(scalar: ScalarNode, colons: number): ScalarNode | null {
  const parts = scalar.text.split(':');
  if (parts.length <= colons) return null;
  const start = scalar.start + parts.slice(0, colons).join(':').length + 1;
  const text = parts[colons] ?? '';
  return { ...scalar, text, start, end: start + text.length };
}
