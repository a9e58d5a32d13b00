import {
  embeddedScript,
  entries,
  type FileProblem,
  gitParts,
  items,
  type Node,
  partOf,
  type ReferenceSite,
  type Resolved,
  type ResolvedEntry,
  referenceFact,
  type SourceFile,
  scalarOf,
  scalarReference,
  scalarsOf,
} from '@fineprint/core';
import type { MiseFact } from './facts.ts';
import { readTool } from './tools.ts';

/** Reads a configuration (https://mise.jdx.dev/configuration.html). */
export function* readConfig(file: SourceFile, root: Node): Iterable<MiseFact | FileProblem> {
  for (const entry of entries(root, 'tools')) yield* readEntry(file, entry);
  for (const { key, value } of entries(root, 'plugins')) yield* readPlugin(file, key.text, value);
  for (const { key, value } of entries(root, 'tasks')) {
    const site: ReferenceSite = { file, address: `tasks.${key.text}`, usage: 'development' };
    const lines = value.is === 'map' ? scalarsOf(value, 'run') : scalarsOf(value);
    yield* embeddedScript(site, lines, { expression });
  }
}

// `{{ vars.name }}` in a task is filled in by mise.
const expression = /\{\{[^{}\n]{0,200}\}\}/g;

/** A version, a list of versions, or a mapping with a `version` beside options. */
function* readEntry(file: SourceFile, { key, value }: ResolvedEntry): Iterable<MiseFact | FileProblem> {
  const versions = value.is === 'list' ? items(value) : [value];
  for (const each of versions) {
    const version = scalarOf(each) ?? scalarOf(each, 'version');
    if (version && !version.isNull) yield* readTool(file, key, version);
  }
}

/** A plugin is a repository, at a ref after `#`. */
function* readPlugin(file: SourceFile, name: string, value: Resolved): Iterable<MiseFact> {
  const url = scalarOf(value) ?? scalarOf(value, 'url');
  if (!url || url.isNull) return;
  const reference = scalarReference(url);
  const { text } = reference.resolved;
  const prefix = /^(?:asdf|vfox):/.exec(text)?.[0].length ?? 0;
  const parts = gitParts(file, partOf(reference.resolved, { start: prefix, end: text.length }));
  if (parts)
    yield referenceFact({ file, address: `plugins.${name}`, usage: 'development' }, reference, parts);
}
