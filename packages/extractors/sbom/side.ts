import { type Side, type SideComponent, withoutVersion } from '@fineprint/core';
import { componentOf, itemsIn, placesOf, propertiesOf } from './cyclonedx.ts';
import type { ComponentFact, OwnPlace, OwnWords, Placeless } from './facts.ts';
import { field, isObject, listIn, textIn } from './json.ts';
import { parsed, SbomError } from './parsed.ts';

type State = SideComponent['state'];

/**
 * Reads CycloneDX in JSON, whoever made it, as one side of a comparison: what it says itself, which no scan judges anew.
 * Throws an `SbomError` where it is none, or where a component has nothing to be known by.
 */
export function readCycloneDxSide(json: string): Side {
  const document = parsed(json);
  const metadata = field(document, 'metadata');
  const tools = field(metadata, 'tools');
  const made = (Array.isArray(tools) ? tools : listIn(tools, 'components'))[0];
  const subject = field(metadata, 'component');
  const complete = propertiesOf(metadata).get('fineprint:complete')?.[0];
  return {
    scan: {
      root: {
        name: textIn(subject, 'name') ?? 'SBOM',
        commit: commitIn(textIn(subject, 'version')),
        remote: null,
      },
      asOf: textIn(metadata, 'timestamp'),
      complete: complete === undefined ? null : complete === 'true',
      tool: { name: textIn(made, 'name') ?? 'an unknown tool', version: textIn(made, 'version') ?? '' },
      facts: null,
      policy: null,
    },
    components: itemsIn(document).map(sideComponent),
    findings: null,
    looked: null,
  };
}

function sideComponent(component: unknown, item: number): SideComponent {
  if (!isObject(component)) throw new SbomError(`Item ${item + 1} of its components is no object.`);
  const fact = componentOf(component, item);
  if (fact.name === '' && fact.purl === null)
    throw new SbomError(`The component "${fact.id}" of the SBOM has neither a name nor a purl.`);
  const state = fact.own === null ? foreignState(component, fact) : ownState(fact, fact.own);
  return { state, purl: fact.purl, isForeign: fact.own === null };
}

/** What we said ourselves stands in our properties. */
function ownState(fact: Placeless<ComponentFact>, own: OwnWords): State {
  const { key, kind, commit, digest, requested, pin, licenseClass, ranges, places } = own;
  // Where no version is known, what stands for one is the commit, the digest or the tag.
  const isVersion = fact.version !== commit && fact.version !== digest;
  return {
    key,
    ref: fact.id,
    kind,
    name: fact.name,
    version: isVersion ? fact.version : null,
    digest,
    commit,
    requested,
    pin,
    usage: fact.usage,
    license: fact.license ?? 'NOASSERTION',
    class: licenseClass,
    ranges: ranges.map(rangeOf),
    locations: places.map(locationOf),
  };
}

/** `MPL-2.0 for 1.5.x`, `BUSL-1.1 from 1.6.0`: an expression has none of these words. */
const range = /^(?<expression>.+?) (?:for (?<set>.+)|(?<phrase>(?:from|after|up to|before) .+))$/s;

function rangeOf(words: string): State['ranges'][number] {
  const { expression = words, set, phrase } = range.exec(words)?.groups ?? {};
  return { expression: expression === 'no licence' ? 'NONE' : expression, versions: set ?? phrase ?? '*' };
}

function foreignState(component: unknown, { name, version, purl, license }: Placeless<ComponentFact>): State {
  const kind = textIn(component, 'type') ?? 'library';
  const key = purl === null ? `${kind}:${name}` : withoutVersion(purl);
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
    license: license ?? 'NOASSERTION',
    class: null,
    ranges: [],
    locations: placesOf(component, propertiesOf(component)).map(locationOf),
  };
}

function locationOf({ path, line }: OwnPlace): State['locations'][number] {
  return { path, line, column: 1, endLine: line, endColumn: 1 };
}

function commitIn(version: string | null): string | null {
  return version && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(version) ? version : null;
}
