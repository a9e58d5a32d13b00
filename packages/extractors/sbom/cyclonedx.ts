import { type Pin, pins, type Scope, scopes, type Usage, usages } from '@fineprint/core';
import type { ComponentFact, Misread, OwnPlace, OwnWords, Placeless, SbomFact } from './facts.ts';
import { field, isObject, itemsOf, listIn, textIn } from './json.ts';

/** The lists whose items are components, at the top and within a component. */
export const cyclonedxLists: ReadonlySet<string> = new Set(['components']);

/** Reads CycloneDX in JSON, of any version (https://cyclonedx.org/docs/1.6/json/). */
export function* readCycloneDx(document: unknown): Iterable<Placeless<SbomFact> | Misread> {
  const subject = field(field(document, 'metadata'), 'component');
  yield { is: 'subject', id: textIn(subject, 'bom-ref'), type: textIn(subject, 'type') ?? '' };
  let files = 0;
  for (const [item, component] of itemsIn(document).entries()) {
    if (!isObject(component)) yield { is: 'misread', item };
    else if (isFile(component)) files += 1;
    else yield { ...componentOf(component, item), item };
  }
  if (files > 0) yield { is: 'left-out', count: files, what: 'files' };
  for (const edge of listIn(document, 'dependencies')) {
    const from = textIn(edge, 'ref');
    const to = listIn(edge, 'dependsOn').filter((ref) => typeof ref === 'string');
    if (from !== null) yield { is: 'edge', from, to };
  }
}

/** The components of a document in the order of its text: they may hold others, as deep as the document likes. */
export function itemsIn(document: unknown): readonly unknown[] {
  const all: unknown[] = [];
  const waiting = itemsOf(document, 'components').toReversed();
  while (waiting.length > 0) {
    const one = waiting.pop();
    all.push(one);
    for (const inner of itemsOf(one, 'components').toReversed()) waiting.push(inner);
  }
  return all;
}

function nameOf(component: unknown): string | null {
  const name = textIn(component, 'name');
  const group = textIn(component, 'group');
  return name !== null && group !== null ? `${group}/${name}` : name;
}

/** Files, cryptographic keys and data are no packages, and neither are the lockfiles that Trivy lists as applications. */
function isFile(component: unknown): boolean {
  if (textIn(component, 'purl') !== null) return false;
  const type = textIn(component, 'type') ?? '';
  return (
    noPackages.has(type) || (type === 'application' && propertiesOf(component).has('aquasecurity:trivy:Type'))
  );
}

const noPackages: ReadonlySet<string> = new Set(['file', 'cryptographic-asset', 'data', 'device']);

/** What the document says of a component, which is its item of this number. */
export function componentOf(component: unknown, item: number): Placeless<ComponentFact> {
  const properties = propertiesOf(component);
  const scope = textIn(component, 'scope');
  const isDevelopment = properties.get('cdx:npm:package:development')?.[0] === 'true';
  return {
    is: 'component',
    id: textIn(component, 'bom-ref') ?? `components[${item}]`,
    type: typeOf(component, properties),
    name: nameOf(component) ?? '',
    version: textIn(component, 'version'),
    purl: textIn(component, 'purl'),
    license: licenseOf(component, properties),
    hashes: [
      ...listIn(component, 'hashes').flatMap(hashOf),
      ...listIn(component, 'externalReferences').flatMap(hashesOfDistribution),
      // Those of lockfiles that CycloneDX has no algorithm for (`h1:…` of Go and Terraform).
      ...(properties.get('fineprint:hash') ?? []),
    ],
    scope: oneOf<Scope>(scopes, scope),
    usage: isDevelopment
      ? 'development'
      : oneOf<Usage>(usages, properties.get('fineprint:usage')?.[0] ?? null),
    own: ownWords(component, properties),
  };
}

/** Syft and cdxgen say where they found an action; the standard has no type for it. */
function typeOf(component: unknown, properties: Properties): string {
  if (properties.has('cdx:github:action:uses')) return 'github-action';
  return properties.get('syft:package:type')?.[0] ?? textIn(component, 'type') ?? 'library';
}

/** The archive that a lockfile names is where cyclonedx-npm tells its hash. */
function hashesOfDistribution(reference: unknown): readonly string[] {
  return textIn(reference, 'type') === 'distribution' ? listIn(reference, 'hashes').flatMap(hashOf) : [];
}

function hashOf(hash: unknown): readonly string[] {
  const [algorithm, content] = [textIn(hash, 'alg'), textIn(hash, 'content')];
  return algorithm && content ? [`${algorithm.toLowerCase().replace('-', '')}:${content.toLowerCase()}`] : [];
}

/** The concluded licence where one is called so; several are told together, since nothing says which of them one may choose. */
function licenseOf(component: unknown, properties: Properties): string | null {
  const said = properties.get('fineprint:license:concluded')?.[0];
  if (said !== undefined) return said === 'NOASSERTION' ? null : said;
  const all = listIn(component, 'licenses').map((choice) => {
    const license = field(choice, 'license');
    return {
      text: textIn(choice, 'expression') ?? textIn(license, 'id') ?? textIn(license, 'name') ?? '',
      isConcluded: (textIn(choice, 'acknowledgement') ?? textIn(license, 'acknowledgement')) === 'concluded',
    };
  });
  const concluded = all.filter(({ isConcluded }) => isConcluded);
  return joined((concluded.length > 0 ? concluded : all).map(({ text }) => text));
}

/** Joins what must all be kept. */
export function joined(expressions: readonly string[]): string | null {
  const distinct = [...new Set(expressions.filter((text) => text !== ''))].sort();
  const [first, ...others] = distinct;
  if (first === undefined) return null;
  return others.length === 0
    ? first
    : distinct.map((text) => (text.includes(' ') ? `(${text})` : text)).join(' AND ');
}

type Properties = ReadonlyMap<string, readonly string[]>;

/** The values of the properties of a component, or of the document's metadata, by name. */
export function propertiesOf(holder: unknown): Properties {
  const all = listIn(holder, 'properties').flatMap((property) => {
    const name = textIn(property, 'name');
    return name === null ? [] : [{ name, value: textIn(property, 'value') ?? '' }];
  });
  const groups = Map.groupBy(all, ({ name }) => name);
  return new Map([...groups].map(([name, group]) => [name, group.map(({ value }) => value)]));
}

function ownWords(component: unknown, properties: Properties): OwnWords | null {
  const said = (name: string) => properties.get(`fineprint:${name}`)?.[0] ?? null;
  const kind = said('kind');
  const key = said('key');
  if (kind === null || key === null) return null;
  return {
    key,
    kind,
    source: said('source'),
    requested: said('requested'),
    commit: said('commit'),
    digest: said('digest'),
    pin: oneOf<Pin>(pins, said('pin')),
    licenseClass: said('license:class'),
    ranges: properties.get('fineprint:license:range') ?? [],
    places: placesOf(component, properties),
  };
}

/** Where a component was found. Before 1.6 an occurrence has no line, and a property of ours says it: `infra/main.tf:12`. */
export function placesOf(component: unknown, properties: Properties): readonly OwnPlace[] {
  const told = properties.get('fineprint:occurrence')?.map((text) => {
    const { location, line } = placeInText.exec(text)?.groups ?? {};
    return { location, line: Number(line) };
  });
  return (told ?? listIn(field(component, 'evidence'), 'occurrences')).flatMap(placeOf);
}

const placeInText = /^(?<location>.+):(?<line>[1-9]\d{0,8})$/s;

function placeOf(occurrence: unknown): readonly OwnPlace[] {
  const path = textIn(occurrence, 'location');
  const line = field(occurrence, 'line');
  if (path === null || path.startsWith('/') || path.split('/').includes('..')) return [];
  return [
    {
      path,
      line: typeof line === 'number' && Number.isInteger(line) && line > 0 ? line : 1,
      address: textIn(occurrence, 'symbol') ?? '',
      text: textIn(occurrence, 'additionalContext') ?? '',
    },
  ];
}

function oneOf<T extends string>(all: readonly T[], text: string | null): T | null {
  return all.find((each) => each === text) ?? null;
}
