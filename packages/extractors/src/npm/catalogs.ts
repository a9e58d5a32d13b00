import {
  entries,
  type FileProblem,
  type Node,
  parseYaml,
  readDocuments,
  type SourceFile,
} from '@fineprint/core';
import { dependencyFact } from './dependency.ts';
import type { NpmFact } from './facts.ts';

/** Reads the catalogues of `pnpm-workspace.yaml` (https://pnpm.io/catalogs) and `.yarnrc.yml`. */
export function readWorkspace(file: SourceFile): Iterable<NpmFact | FileProblem> {
  return readDocuments(file, parseYaml, (root) => readCatalogs(file, root));
}

/** Reads `catalog` and `catalogs`; what a catalogue lists is a component only where a manifest asks for it. */
export function* readCatalogs(file: SourceFile, root: Node): Iterable<NpmFact> {
  yield* readCatalog(file, '', root, 'catalog');
  for (const { key, value } of entries(root, 'catalogs'))
    yield* readCatalog(file, key.text === 'default' ? '' : key.text, value);
}

function* readCatalog(
  file: SourceFile,
  catalog: string,
  node: Node,
  ...path: readonly string[]
): Iterable<NpmFact> {
  for (const { key, value } of entries(node, ...path)) {
    const entry = dependencyFact(
      file,
      { address: `catalog.${catalog ? `${catalog}.` : ''}${key.text}`, usage: 'deployed' },
      { key, value },
    );
    yield { is: 'catalog', catalog, name: key.text, entry, place: file.place(key) };
  }
}
