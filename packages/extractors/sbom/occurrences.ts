import {
  firstPlace,
  type Linked,
  type Location,
  type Locked,
  locate,
  type Needed,
  type Occurrence,
  type Pin,
  type Request,
  type Usage,
} from '@fineprint/core';
import type { ComponentFact, OwnPlace, OwnWords } from './facts.ts';
import { type Named, namedByPurl, namedByType } from './named.ts';

/** A component of the document in our words. */
export interface NamedComponent {
  readonly fact: ComponentFact;
  readonly named: Named;
}

/** Says what a component is; `doubt` says what of it could not be read, and it is then called by its name and type. */
export function theNamed(fact: ComponentFact): NamedComponent & { readonly doubt: string | null } {
  const { own, purl, name, version, type, id } = fact;
  if (own) return { fact, named: ownNamed(name, version, own), doubt: null };
  const byType = { fact, named: namedByType(name === '' ? id : name, version, type) };
  if (purl === null) {
    const doubt = name === '' ? `The component "${id}" has neither a name nor a purl.` : null;
    return { ...byType, doubt };
  }
  try {
    return { fact, named: namedByPurl(purl, type), doubt: null };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return { ...byType, doubt: `The purl "${purl}" of the component "${id}" cannot be read: ${why}` };
  }
}

/** What we wrote ourselves says exactly what was asked for, and how. */
function ownNamed(name: string, version: string | null, own: OwnWords): Named {
  const { key, kind, source, digest, pin, requested, commit } = own;
  const hash = key.indexOf('#');
  // Where no version is known, what stands for one is the commit, the digest or the tag.
  const isVersion = version !== null && version !== commit && version !== digest && version !== requested;
  const text = requested ?? (isVersion ? version : null);
  return {
    kind,
    name,
    ...(source === null ? {} : { source }),
    ...(hash < 0 ? {} : { subpath: key.slice(hash + 1) }),
    ...(digest === null ? {} : { digest }),
    request: text === null ? { is: 'nothing' } : { is: requestSort(pin), text },
    isExact: pin === 'exact',
  };
}

function requestSort(pin: Pin | null): Exclude<Request['is'], 'nothing'> {
  if (pin === 'tag') return 'tag';
  return pin === 'branch' || pin === 'commit' ? 'git-ref' : 'version';
}

/** What is true of the document as a whole. */
export interface Surroundings {
  readonly path: string;
  /** The first component of each id: edges are said of it. */
  readonly byId: ReadonlyMap<string, NamedComponent>;
  /** What each component needs, by the ids of the document. */
  readonly needs: ReadonlyMap<string, readonly string[]>;
  /** What the document's subject itself needs; `null` where nothing says it. */
  readonly direct: readonly string[] | null;
  /** How a component is used that says nothing else. */
  readonly usage: Usage;
}

/** Every component as an occurrence in the document. */
export function* occurrencesOf(
  components: readonly NamedComponent[],
  { path, byId, needs, direct, usage }: Surroundings,
): Iterable<Linked> {
  const directly = direct && new Set(direct.map((id) => byId.get(id)));
  for (const component of components) {
    const { id } = component.fact;
    const ids = byId.get(id) === component ? needs.get(id) : undefined;
    const needed = ids?.flatMap((to) => byId.get(to) ?? []);
    yield* inPlaces(path, component, {
      usage: component.fact.usage ?? usage,
      ...(needed === undefined ? {} : { dependsOn: needed.map(neededOf) }),
      ...(directly === null || directly.has(component) ? {} : { isTransitive: true }),
    });
  }
}

type Extra = Pick<Occurrence, 'usage' | 'dependsOn' | 'isTransitive'>;

function* inPlaces(path: string, component: NamedComponent, extra: Extra): Iterable<Linked> {
  const { id, own, place } = component.fact;
  const inDocument = locate(path, place);
  const places = own?.places ?? [];
  if (places.length === 0) yield { ...occurrenceOf(component, inDocument, id), ...extra };
  for (const each of places) {
    const at = lineOf(each, inDocument);
    yield {
      ...occurrenceOf(component, at, each.address),
      text: each.text,
      via: [inDocument],
      ...extra,
    };
  }
}

/** Only the line is told; the offsets are those of the document, which tell two components on one line apart. */
function lineOf({ path, line }: OwnPlace, { start, end }: Location): Location {
  return locate(path, { ...firstPlace, start, end, line, endLine: line });
}

function occurrenceOf({ fact, named }: NamedComponent, at: Location, address: string) {
  const { kind, name, source, subpath, digest, request } = named;
  const { license, scope, own } = fact;
  const locked = lockedOf(fact, named);
  return {
    is: 'occurrence',
    kind,
    name,
    ...(source === undefined ? {} : { source }),
    ...(subpath === undefined ? {} : { subpath }),
    ...(digest === undefined ? {} : { digest }),
    ...(locked === null ? {} : { locked }),
    ...(own !== null && own.pin === null
      ? { unresolved: { part: unknownPart(own), because: 'The scan could not tell.' } }
      : {}),
    ...(license === null ? {} : { license }),
    ...(scope === null ? {} : { scope }),
    request,
    at,
    text: fact.purl ?? fact.name,
    address,
    slots: [],
    via: [],
  } as const satisfies { readonly is: 'occurrence' } & Omit<Occurrence, 'usage'>;
}

/** A name that nobody could tell is keyed by the path of its file. */
function unknownPart({ key, kind }: OwnWords): 'name' | 'version' {
  return key.startsWith(`${kind}:./`) ? 'name' : 'version';
}

/** An SBOM says what was chosen, as a lockfile does; our own also says where nothing was. */
function lockedOf({ hashes, version, own }: ComponentFact, { isExact, kind }: Named): Locked | null {
  const isFirm = own === null || own.pin === 'digest' || own.pin === 'exact' || own.pin === 'commit';
  if (!isFirm || kind === 'container-image') return null;
  const commit = own?.commit ?? null;
  if (!isExact && hashes.length === 0 && commit === null) return null;
  const isVersion = version !== commit && version !== own?.digest;
  return { version: isVersion ? version : null, hashes, ...(commit === null ? {} : { commit }) };
}

/** Some documents tell the version in the purl alone. */
function neededOf({ fact, named: { kind, name, request } }: NamedComponent): Needed {
  return { kind, name, version: fact.version ?? (request.is === 'nothing' ? null : request.text) };
}
