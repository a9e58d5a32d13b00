import type { Usage } from '@fineprint/core';
import type { ComponentFact, Misread, Placeless, SbomFact } from './facts.ts';
import { isObject, itemsOf, listIn, textIn } from './json.ts';

/** The list whose items are components. */
export const spdx2Lists: ReadonlySet<string> = new Set(['packages']);

/** Reads SPDX 2.2 and 2.3 in JSON (https://spdx.github.io/spdx-spec/v2.3/). */
export function* readSpdx2(document: unknown): Iterable<Placeless<SbomFact> | Misread> {
  const relations = listIn(document, 'relationships').flatMap(relationOf);
  const packages = itemsOf(document, 'packages');
  const subject = subjectOf(document, relations, packages.length);
  const about = packages.find((each) => textIn(each, 'SPDXID') === subject);
  const type = textIn(about, 'primaryPackagePurpose') ?? '';
  yield { is: 'subject', id: subject, type: type.toLowerCase() };
  const usages = usagesOf(relations);
  for (const [item, each] of packages.entries()) {
    const id = textIn(each, 'SPDXID') ?? `packages[${item}]`;
    if (!isObject(each)) yield { is: 'misread', item };
    else if (id !== subject) yield { ...componentOf(each, id, usages.get(id) ?? null), item };
  }
  const needs = Map.groupBy(relations.flatMap(edgesOf), ({ from }) => from);
  for (const [from, edges] of needs) yield { is: 'edge', from, to: edges.map(({ to }) => to) };
}

interface Relation {
  readonly from: string;
  readonly is: string;
  readonly to: string;
}

function relationOf(relation: unknown): readonly Relation[] {
  const from = textIn(relation, 'spdxElementId');
  const is = textIn(relation, 'relationshipType');
  const to = textIn(relation, 'relatedSpdxElement');
  return from !== null && is !== null && to !== null ? [{ from, is: is.toUpperCase(), to }] : [];
}

/** The one package that the document describes: what the others are parts of. Where it describes several, none is. */
function subjectOf(document: unknown, relations: readonly Relation[], packages: number): string | null {
  const described = [
    ...listIn(document, 'documentDescribes').filter((id) => typeof id === 'string'),
    ...relations.filter(({ is }) => is === 'DESCRIBES').map(({ to }) => to),
    ...relations.filter(({ is }) => is === 'DESCRIBED_BY').map(({ from }) => from),
  ];
  const [only, ...others] = new Set(described);
  return only !== undefined && others.length === 0 && packages > 1 ? only : null;
}

function componentOf(each: unknown, id: string, usage: Usage | null): Placeless<ComponentFact> {
  const said = [textIn(each, 'licenseConcluded'), textIn(each, 'licenseDeclared')];
  return {
    is: 'component',
    id,
    type: (textIn(each, 'primaryPackagePurpose') ?? 'library').toLowerCase(),
    name: textIn(each, 'name') ?? '',
    version: textIn(each, 'versionInfo'),
    purl: purlOf(each),
    license: said.find((text) => text !== null && text !== 'NOASSERTION') ?? null,
    hashes: listIn(each, 'checksums').flatMap(hashOf),
    scope: null,
    usage,
    own: null,
  };
}

function purlOf(each: unknown): string | null {
  const reference = listIn(each, 'externalRefs').find((one) => textIn(one, 'referenceType') === 'purl');
  return textIn(reference, 'referenceLocator');
}

function hashOf(checksum: unknown): readonly string[] {
  const [algorithm, value] = [textIn(checksum, 'algorithm'), textIn(checksum, 'checksumValue')];
  return algorithm && value ? [`${algorithm.toLowerCase()}:${value.toLowerCase()}`] : [];
}

const forward: ReadonlySet<string> = new Set(['DEPENDS_ON', 'CONTAINS']);
const backward: ReadonlySet<string> = new Set([
  'DEPENDENCY_OF',
  'BUILD_DEPENDENCY_OF',
  'DEV_DEPENDENCY_OF',
  'OPTIONAL_DEPENDENCY_OF',
  'PROVIDED_DEPENDENCY_OF',
  'RUNTIME_DEPENDENCY_OF',
  'TEST_DEPENDENCY_OF',
  'BUILD_TOOL_OF',
  'DEV_TOOL_OF',
  'TEST_TOOL_OF',
  'CONTAINED_BY',
]);

function edgesOf({ from, is, to }: Relation): readonly { readonly from: string; readonly to: string }[] {
  if (forward.has(is)) return [{ from, to }];
  return backward.has(is) ? [{ from: to, to: from }] : [];
}

const usageOf: ReadonlyMap<string, Usage> = new Map([
  ['BUILD_DEPENDENCY_OF', 'build'],
  ['BUILD_TOOL_OF', 'build'],
  ['DEV_DEPENDENCY_OF', 'development'],
  ['DEV_TOOL_OF', 'development'],
  ['TEST_DEPENDENCY_OF', 'development'],
  ['TEST_TOOL_OF', 'development'],
]);

/** What is needed in one way only is used so. */
function usagesOf(relations: readonly Relation[]): ReadonlyMap<string, Usage> {
  const uses = Map.groupBy(
    relations.flatMap((relation) =>
      edgesOf(relation).map(({ to }) => ({ to, usage: usageOf.get(relation.is) })),
    ),
    ({ to }) => to,
  );
  return new Map(
    [...uses].flatMap(([to, all]) => {
      const [usage, ...others] = new Set(all.map((each) => each.usage));
      return usage !== undefined && others.length === 0 ? [[to, usage] as const] : [];
    }),
  );
}
