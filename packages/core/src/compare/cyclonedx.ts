import * as z from 'zod';
import { ReportError } from '../model/json-1.ts';
import { type Pin, pins } from '../model/pin.ts';
import { type Usage, usages } from '../model/usage.ts';
import type { ComponentState } from './comparison.ts';
import { type Side, type SideComponent, withoutVersion } from './side.ts';

// What a comparison asks of CycloneDX JSON (https://cyclonedx.org/docs/1.6/json/), in the versions from 1.2 on.

const text = z.string();
const optional = <T extends z.ZodType>(schema: T) => z.optional(z.nullable(schema));
const license = z.looseObject({
  license: optional(
    z.looseObject({ id: optional(text), name: optional(text), acknowledgement: optional(text) }),
  ),
  expression: optional(text),
  acknowledgement: optional(text),
});
const component = z.looseObject({
  name: text,
  group: optional(text),
  version: optional(text),
  type: optional(text),
  purl: optional(text),
  'bom-ref': optional(text),
  licenses: optional(z.array(license)),
  properties: optional(z.array(z.looseObject({ name: optional(text), value: optional(text) }))),
  evidence: optional(
    z.looseObject({
      occurrences: optional(z.array(z.looseObject({ location: optional(text), line: optional(z.number()) }))),
    }),
  ),
  components: optional(z.array(z.unknown())),
});
const tool = z.looseObject({ name: optional(text), version: optional(text) });
const document = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  metadata: optional(
    z.looseObject({
      timestamp: optional(text),
      tools: optional(z.union([z.array(tool), z.looseObject({ components: optional(z.array(tool)) })])),
      component: optional(z.looseObject({ name: optional(text), version: optional(text) })),
      properties: optional(z.array(z.looseObject({ name: optional(text), value: optional(text) }))),
    }),
  ),
  components: optional(z.array(z.unknown())),
});

type Component = z.infer<typeof component>;
type Properties = NonNullable<Component['properties']>;

/**
 * Reads a CycloneDX document in JSON, whoever made it, as one side of a comparison; throws a `ReportError` that names the
 * field which has not its form.
 */
export function readCycloneDx(json: string): Side {
  const { metadata, components } = parsed(document, parseJson(json), 'it');
  const tools = metadata?.tools;
  const [made] = (Array.isArray(tools) ? tools : tools?.components) ?? [];
  const named = metadata?.component;
  const complete = ownProperties(metadata?.properties ?? []).get('complete')?.[0];
  return {
    scan: {
      root: { name: named?.name ?? 'SBOM', commit: commitIn(named?.version), remote: null },
      asOf: metadata?.timestamp ?? null,
      complete: complete === undefined ? null : complete === 'true',
      tool: { name: made?.name ?? 'an unknown tool', version: made?.version ?? '' },
      facts: null,
      policy: null,
    },
    components: allOf(components ?? []).map(sideComponent),
    findings: null,
    looked: null,
  };
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    const message = `The SBOM is no JSON: ${cause instanceof Error ? cause.message : cause}`;
    throw new ReportError(message, { cause });
  }
}

function parsed<T extends z.ZodType>(schema: T, value: unknown, name: string): z.infer<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = [name, ...(issue?.path ?? [])].join('.');
  throw new ReportError(`The SBOM does not have the form of CycloneDX: ${place}: ${issue?.message}`, {
    cause: result.error,
  });
}

/** Components may hold others, as deep as the document likes. */
function allOf(components: readonly unknown[]): readonly Component[] {
  const all: Component[] = [];
  const waiting = components.toReversed();
  while (waiting.length > 0) {
    const one = parsed(component, waiting.pop(), `components[${all.length}]`);
    all.push(one);
    for (const inner of one.components?.toReversed() ?? []) waiting.push(inner);
  }
  return all;
}

function sideComponent(one: Component): SideComponent {
  const own = ownProperties(one.properties ?? []);
  const key = own.get('key')?.[0];
  const state = key === undefined ? foreignState(one) : ownState(one, key, own);
  return { state, purl: one.purl ?? null, isForeign: key === undefined };
}

/** What we said ourselves stands in our properties. */
function ownState(one: Component, key: string, own: ReadonlyMap<string, readonly string[]>): ComponentState {
  const said = (name: string) => own.get(name)?.[0] ?? null;
  const [commit, digest, requested] = [said('commit'), said('digest'), said('requested')];
  const pin = oneOf<Pin>(pins, said('pin'));
  // Where no version is known, what stands for one is the commit, the digest or the tag.
  const isVersion = one.version !== commit && one.version !== digest;
  return {
    key,
    ref: one['bom-ref'] ?? key,
    kind: said('kind') ?? '',
    name: one.name,
    version: isVersion ? (one.version ?? null) : null,
    digest,
    commit,
    requested,
    pin,
    usage: oneOf<Usage>(usages, said('usage')),
    license: said('license:concluded') ?? 'NOASSERTION',
    class: said('license:class'),
    ranges: own.get('license:range')?.map(rangeOf) ?? [],
    locations: own.get('occurrence')?.flatMap(placeOf) ?? locationsOf(one),
  };
}

/** `MPL-2.0 for 1.5.x`, `BUSL-1.1 from 1.6.0`: an expression has none of these words. */
const range = /^(?<expression>.+?) (?:for (?<set>.+)|(?<phrase>(?:from|after|up to|before) .+))$/s;

function rangeOf(words: string): ComponentState['ranges'][number] {
  const { expression = words, set, phrase } = range.exec(words)?.groups ?? {};
  return { expression: expression === 'no licence' ? 'NONE' : expression, versions: set ?? phrase ?? '*' };
}

function foreignState(one: Component): ComponentState {
  const name = one.group ? `${one.group}/${one.name}` : one.name;
  const version = one.version ?? null;
  const kind = one.type ?? 'library';
  const key = one.purl ? withoutVersion(one.purl) : `${kind}:${name}`;
  return {
    key,
    ref: `${key}@${version ?? ''}`,
    kind,
    name,
    version,
    digest: null,
    commit: commitIn(version),
    requested: null,
    pin: null,
    usage: null,
    license: licenseOf(one),
    class: null,
    ranges: [],
    locations: locationsOf(one),
  };
}

/** The concluded license where one is called so; several are told together, since nothing says which of them one may choose. */
function licenseOf({ licenses }: Component): string {
  const all = (licenses ?? []).map(({ license, expression, acknowledgement }) => ({
    text: expression ?? license?.id ?? license?.name ?? '',
    isConcluded: (acknowledgement ?? license?.acknowledgement) === 'concluded',
  }));
  const concluded = all.filter(({ isConcluded }) => isConcluded);
  const texts = (concluded.length > 0 ? concluded : all).map((one) => one.text).filter((one) => one !== '');
  const [first, ...others] = [...new Set(texts)].sort();
  if (first === undefined) return 'NOASSERTION';
  return others.length === 0 ? first : [first, ...others].map(grouped).join(' AND ');
}

function grouped(expression: string): string {
  return expression.includes(' ') ? `(${expression})` : expression;
}

function locationsOf({ evidence }: Component): ComponentState['locations'] {
  return (evidence?.occurrences ?? []).flatMap(({ location, line }) =>
    location ? [locationAt(location, line ?? 1)] : [],
  );
}

// Before version 1.6 an occurrence has no line, and ours stand in properties: `main.tf:2`.
const place = /^(?<path>.+):(?<line>[1-9]\d{0,8})$/s;

function placeOf(text: string): ComponentState['locations'] {
  const { path, line } = place.exec(text)?.groups ?? {};
  return path === undefined ? [] : [locationAt(path, Number(line))];
}

function locationAt(path: string, line: number): ComponentState['locations'][number] {
  return { path, line, column: 1, endLine: line, endColumn: 1 };
}

const prefix = 'fineprint:';

function ownProperties(properties: Properties): ReadonlyMap<string, readonly string[]> {
  const own = properties.filter(({ name }) => name?.startsWith(prefix));
  const groups = Map.groupBy(own, ({ name }) => name?.slice(prefix.length) ?? '');
  return new Map([...groups].map(([name, group]) => [name, group.map(({ value }) => value ?? '')]));
}

function commitIn(version: string | null | undefined): string | null {
  return version && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(version) ? version : null;
}

function oneOf<T extends string>(all: readonly T[], text: string | null): T | null {
  return all.find((each) => each === text) ?? null;
}
