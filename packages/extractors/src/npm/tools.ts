import {
  encodedText,
  entries,
  items,
  type MapNode,
  mapOf,
  type Node,
  partOf,
  type ReferenceFact,
  referenceFact,
  type ScalarNode,
  type SourceFile,
  scalarOf,
  slotsAt,
  type Usage,
} from '@fineprint/core';

/** Reads the programs that a manifest asks for: `packageManager`, `engines`, `devEngines`, and those of Volta. */
export function* readTools(file: SourceFile, root: MapNode): Iterable<ReferenceFact> {
  const manager = scalarOf(root, 'packageManager');
  if (manager && !manager.isNull) yield* packageManager(file, manager);
  for (const group of ['engines', 'volta'] as const) {
    const usage = group === 'engines' ? 'build' : 'development';
    for (const { key, value } of entries(root, group))
      if (value.is === 'scalar' && key.text !== 'extends')
        yield* tool(file, `${group}.${key.text}`, usage, key, value);
  }
  for (const { key, value } of entries(root, 'devEngines')) {
    for (const each of value.is === 'list' ? items(value) : [value])
      yield* developmentEngine(file, `devEngines.${key.text}`, each);
  }
}

function* tool(
  file: SourceFile,
  address: string,
  usage: Usage,
  name: ScalarNode,
  version: ScalarNode,
): Iterable<ReferenceFact> {
  const resolved = encodedText(version.text, version, version.verbatim);
  const isAny = version.isNull || version.text === '' || version.text === '*';
  yield referenceFact(
    { file, address, usage },
    { at: name, resolved },
    {
      kind: 'tool',
      name: name.text,
      request: isAny ? { is: 'nothing' } : { is: 'version', text: version.text },
      slots: isAny ? [] : slotsAt(file, 'version', resolved, { start: 0, end: version.text.length }),
    },
  );
}

/** https://docs.npmjs.com/cli/configuring-npm/package-json#devengines */
function* developmentEngine(file: SourceFile, address: string, engine: Node): Iterable<ReferenceFact> {
  const name = mapOf(engine) && scalarOf(engine, 'name');
  if (!name || name.isNull) return;
  const version = scalarOf(engine, 'version') ?? { ...name, text: '', end: name.start };
  yield* tool(file, address, 'development', name, version);
}

// https://github.com/nodejs/corepack#when-authoring-packages: `pnpm@9.1.0+sha512.<hex>`.
const managed = /^(?<name>[a-z]+)@(?<version>[^+\s]+)(?:\+(?<algorithm>sha\d+)\.(?<hash>[0-9a-f]+))?$/d;

function* packageManager(file: SourceFile, scalar: ScalarNode): Iterable<ReferenceFact> {
  const resolved = encodedText(scalar.text, scalar, scalar.verbatim);
  const match = managed.exec(scalar.text);
  const [start, end] = match?.indices?.groups?.version ?? [0, 0];
  const { name = '', version = '', algorithm, hash } = match?.groups ?? {};
  // A URL of the program is possible, too; nobody writes it.
  if (!match) return;
  yield referenceFact(
    { file, address: 'packageManager', usage: 'development' },
    { at: scalar, resolved },
    {
      kind: 'tool',
      name,
      request: { is: 'version', text: version },
      ...(algorithm && hash ? { locked: { version, hashes: [`${algorithm}:${hash}`] } } : {}),
      slots: slotsAt(file, 'version', partOf(resolved, { start, end }), { start: 0, end: end - start }),
    },
  );
}
