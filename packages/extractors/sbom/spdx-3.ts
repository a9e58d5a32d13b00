import type { Usage } from '@fineprint/core';
import { joined } from './cyclonedx.ts';
import type { ComponentFact, Misread, Placeless, SbomFact } from './facts.ts';
import { isObject, listIn, textIn } from './json.ts';

/** The list whose items are elements, packages among them. */
export const spdx3Lists: ReadonlySet<string> = new Set(['@graph']);

/** Reads SPDX 3.0 in JSON-LD as its profile writes it (https://spdx.github.io/spdx-spec/v3.0.1/serializations/). */
export function* readSpdx3(document: unknown): Iterable<Placeless<SbomFact> | Misread> {
  const elements = listIn(document, '@graph');
  const relations = elements.filter((each) => relationTypes.has(textIn(each, 'type') ?? ''));
  const expressions = new Map(elements.flatMap(expressionOf));
  const licenses = new Map([
    ...licensesBy('hasDeclaredLicense', relations, expressions),
    ...licensesBy('hasConcludedLicense', relations, expressions),
  ]);
  const packages = elements.filter((each) => textIn(each, 'type') === 'software_Package');
  const subject = subjectOf(elements, packages);
  const about = packages.find((each) => textIn(each, 'spdxId') === subject);
  yield { is: 'subject', id: subject, type: textIn(about, 'software_primaryPurpose') ?? '' };
  const usages = usagesOf(relations);
  for (const [item, each] of elements.entries()) {
    if (!isObject(each)) yield { is: 'misread', item };
    const id = textIn(each, 'spdxId') ?? `@graph[${item}]`;
    if (textIn(each, 'type') !== 'software_Package' || id === subject) continue;
    yield { ...componentOf(each, id, licenses.get(id) ?? null, usages.get(id) ?? null), item };
  }
  const files = elements.filter((each) => textIn(each, 'type') === 'software_File').length;
  if (files > 0) yield { is: 'left-out', count: files, what: 'files' };
  for (const relation of relations) {
    const from = textIn(relation, 'from');
    if (from !== null && needs.has(textIn(relation, 'relationshipType') ?? ''))
      yield { is: 'edge', from, to: idsIn(relation, 'to') };
  }
}

const relationTypes: ReadonlySet<string> = new Set(['Relationship', 'LifecycleScopedRelationship']);
const needs: ReadonlySet<string> = new Set(['dependsOn', 'contains']);

function idsIn(element: unknown, name: string): readonly string[] {
  return listIn(element, name).filter((id) => typeof id === 'string');
}

const listed = 'https://spdx.org/licenses/';

/** The text of an element that is a licence. */
function expressionOf(element: unknown): readonly (readonly [string, string])[] {
  const id = textIn(element, 'spdxId');
  const text = textIn(element, 'simplelicensing_licenseExpression');
  return id !== null && text !== null ? [[id, text]] : [];
}

function licensesBy(
  type: string,
  relations: readonly unknown[],
  expressions: ReadonlyMap<string, string>,
): readonly (readonly [string, string])[] {
  return relations.flatMap((relation) => {
    const from = textIn(relation, 'from');
    if (from === null || textIn(relation, 'relationshipType') !== type) return [];
    const texts = idsIn(relation, 'to').map((id) => expressions.get(id) ?? namedLicense(id));
    const license = joined(texts);
    return license === null || license === 'NOASSERTION' ? [] : [[from, license] as const];
  });
}

/** A licence may be told by its address on the SPDX list, or by one of two individuals of the model. */
function namedLicense(id: string): string {
  if (id.startsWith(listed)) return id.slice(listed.length);
  if (id.endsWith('NoneLicense')) return 'NONE';
  return id.endsWith('NoAssertionLicense') ? 'NOASSERTION' : '';
}

function subjectOf(elements: readonly unknown[], packages: readonly unknown[]): string | null {
  const ids = new Set(packages.map((each) => textIn(each, 'spdxId')));
  const roots = elements
    .filter((each) => ['software_Sbom', 'Bom', 'SpdxDocument'].includes(textIn(each, 'type') ?? ''))
    .flatMap((each) => idsIn(each, 'rootElement'))
    .filter((id) => ids.has(id));
  const [only, ...others] = new Set(roots);
  return only !== undefined && others.length === 0 && packages.length > 1 ? only : null;
}

function componentOf(
  each: unknown,
  id: string,
  license: string | null,
  usage: Usage | null,
): Placeless<ComponentFact> {
  const identifiers = listIn(each, 'externalIdentifier');
  const purl = identifiers.find((one) =>
    /^packageU(?:rl|RL)$/.test(textIn(one, 'externalIdentifierType') ?? ''),
  );
  return {
    is: 'component',
    id,
    type: (textIn(each, 'software_primaryPurpose') ?? 'library').toLowerCase(),
    name: textIn(each, 'name') ?? '',
    version: textIn(each, 'software_packageVersion'),
    purl: textIn(each, 'software_packageUrl') ?? textIn(purl, 'identifier'),
    license,
    hashes: listIn(each, 'verifiedUsing').flatMap((hash) => {
      const [algorithm, value] = [textIn(hash, 'algorithm'), textIn(hash, 'hashValue')];
      return algorithm && value ? [`${algorithm.toLowerCase()}:${value.toLowerCase()}`] : [];
    }),
    scope: null,
    usage,
    own: null,
  };
}

const usageByScope: ReadonlyMap<string, Usage> = new Map([
  ['build', 'build'],
  ['development', 'development'],
  ['test', 'development'],
]);

/** What is needed in one phase only is used so. */
function usagesOf(relations: readonly unknown[]): ReadonlyMap<string, Usage> {
  const uses = relations
    .filter((each) => needs.has(textIn(each, 'relationshipType') ?? ''))
    .flatMap((each) =>
      idsIn(each, 'to').map((to) => ({ to, usage: usageByScope.get(textIn(each, 'scope') ?? '') })),
    );
  return new Map(
    [...Map.groupBy(uses, ({ to }) => to)].flatMap(([to, all]) => {
      const [usage, ...others] = new Set(all.map((each) => each.usage));
      return usage !== undefined && others.length === 0 ? [[to, usage] as const] : [];
    }),
  );
}
