import {
  firstPlace,
  type Linked,
  type Location,
  type Locked,
  locate,
  type Needed,
  type Occurrence,
  type Request,
} from '@fineprint/core';
import type { ComponentFact, OwnPlace, OwnWords } from './facts.ts';
import { type Named, namedByPurl, namedByType } from './named.ts';

/** A component of the document in our words. */
export interface NamedComponent {
  readonly fact: ComponentFact;
  readonly named: Named;
}

/** Says what a component is; `because` says why nobody can know. */
export function theNamed(fact: ComponentFact): NamedComponent | { readonly because: string } {
  const { own, purl, name, version, type, id } = fact;
  if (name === '' && purl === null)
    return { because: `The component "${id}" has neither a name nor a purl.` };
  if (own) return { fact, named: ownNamed(name, version, own) };
  if (purl === null) return { fact, named: namedByType(name, version, type) };
  try {
    return { fact, named: namedByPurl(purl, type) };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return { because: `The purl "${purl}" of the component "${id}" cannot be read: ${why}` };
  }
}

/** What we wrote ourselves says exactly what was asked for, and how. */
function ownNamed(name: string, version: string | null, own: OwnWords): Named {
  const { kind, source, digest, pin, requested, commit } = own;
  // Where no version is known, what stands for one is the commit, the digest or the tag.
  const isVersion = version !== null && version !== commit && version !== digest && version !== requested;
  const text = requested ?? (isVersion ? version : null);
  return {
    kind,
    name,
    ...(source === null ? {} : { source }),
    ...(digest === null ? {} : { digest }),
    request: text === null ? { is: 'nothing' } : { is: requestSort(kind, own), text },
    isExact: pin === 'exact',
  };
}

function requestSort(kind: string, { pin }: OwnWords): Exclude<Request['is'], 'nothing'> {
  if (kind === 'container-image' || kind === 'download') return 'tag';
  return pin === 'tag' || pin === 'branch' || pin === 'commit' ? 'git-ref' : 'version';
}

/** Every component as an occurrence in the document; `direct` are those that the document's subject itself needs. */
export function* occurrencesOf(
  path: string,
  components: ReadonlyMap<string, NamedComponent>,
  needs: ReadonlyMap<string, readonly string[]>,
  direct: readonly string[] | null,
): Iterable<Linked> {
  const directly = direct && new Set(direct);
  for (const [id, component] of components) {
    const needed = needs.get(id)?.flatMap((to) => components.get(to) ?? []);
    const extra = {
      ...(needed === undefined ? {} : { dependsOn: needed.map(neededOf) }),
      ...(directly === null || directly.has(id) ? {} : { isTransitive: true }),
    };
    yield* inPlaces(path, component, extra);
  }
}

function* inPlaces(
  path: string,
  { fact, named }: NamedComponent,
  extra: Partial<Occurrence>,
): Iterable<Linked> {
  const inDocument = locate(path, fact.place);
  const places = fact.own?.places ?? [];
  if (places.length === 0) yield { ...occurrenceOf({ fact, named }, inDocument, fact.id), ...extra };
  for (const place of places) {
    const { address, text } = place;
    yield { ...occurrenceOf({ fact, named }, lineOf(place), address), text, via: [inDocument], ...extra };
  }
}

function lineOf({ path, line }: OwnPlace): Location {
  return locate(path, { ...firstPlace, line, endLine: line });
}

function occurrenceOf({ fact, named }: NamedComponent, at: Location, address: string) {
  const { kind, name, source, subpath, digest, request } = named;
  const { license, scope, usage, own } = fact;
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
      ? { unresolved: { part: 'version', because: 'The scan could not tell.' } }
      : {}),
    ...(license === null ? {} : { license }),
    ...(scope === null ? {} : { scope }),
    request,
    at,
    text: fact.purl ?? fact.name,
    address,
    // An SBOM lists what a product is made of.
    usage: usage ?? 'distributed',
    slots: [],
    via: [],
  } as const satisfies { readonly is: 'occurrence' } & Occurrence;
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

function neededOf({ fact, named: { kind, name } }: NamedComponent): Needed {
  return { kind, name, version: fact.version };
}
