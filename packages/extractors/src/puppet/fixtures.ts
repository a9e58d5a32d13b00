import {
  entries,
  get,
  type Node,
  type ReferenceFact,
  type Resolved,
  referenceFact,
  type ScalarNode,
  type SourceFile,
  scalarOf,
  scalarReference,
  togetherWith,
} from '@fineprint/core';
import { forgeParts, repositoryParts } from './module-parts.ts';

/** Reads `.fixtures.yml`: the modules that the tests of a module are run with (https://github.com/puppetlabs/puppetlabs_spec_helper#fixtures-examples). */
export function* readFixtures(file: SourceFile, root: Node): Iterable<ReferenceFact> {
  for (const list of ['forge_modules', 'repositories'] as const) {
    for (const { key, value } of entries(get(root, 'fixtures', list)))
      yield* readFixture(file, list, key.text, value);
  }
}

function* readFixture(
  file: SourceFile,
  list: 'forge_modules' | 'repositories',
  name: string,
  fixture: Resolved,
): Iterable<ReferenceFact> {
  const module = present(fixture) ?? present(scalarOf(fixture, 'repo'));
  if (!module) return;
  const ref =
    present(scalarOf(fixture, 'ref')) ??
    present(scalarOf(fixture, 'branch')) ??
    present(scalarOf(fixture, 'tag'));
  const reference = scalarReference(module);
  const asked = ref ? scalarReference(ref).resolved : null;
  const parts =
    list === 'forge_modules'
      ? forgeParts(file, reference.resolved, asked)
      : repositoryParts(file, reference.resolved, asked);
  const site = { file, address: `fixtures.${list}.${name}`, usage: 'development' } as const;
  if (parts) yield referenceFact(site, togetherWith(reference, asked), parts);
}

function present(node: Resolved | undefined): ScalarNode | undefined {
  return node?.is === 'scalar' && !node.isNull && node.text !== '' ? node : undefined;
}
