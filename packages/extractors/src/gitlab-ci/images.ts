import {
  type FileProblem,
  filledReference,
  imageReference,
  partOf,
  type Reference,
  type ReferenceSite,
  type Resolved,
  type ScalarNode,
  scalarOf,
  textOf,
  type VariableLookup,
} from '@fineprint/core';
import type { GitlabFact } from './facts.ts';
import { filledIn, lookupIn, type Scope } from './variables.ts';

/** Reads `image` or one of `services`: a name, or a mapping with a `name`. `!reference` repeats what stands elsewhere. */
export function* readImage(
  site: ReferenceSite,
  node: Resolved,
  scope: Scope,
  matrix: ReadonlyMap<string, readonly ScalarNode[]>,
): Iterable<GitlabFact | FileProblem> {
  const scalar = scalarOf(node) ?? scalarOf(node, 'name');
  if (!scalar || scalar.isNull || scalar.text === '' || scalar.tag !== undefined) return;
  const address = `${site.address}/${node.is === 'map' && textOf(node, 'alias') ? `services.${textOf(node, 'alias')}` : 'image'}`;
  for (const lookup of lookups(scope, matrix, scalar.text)) {
    const reference = withoutProxy(filled({ ...site, address }, scalar, scope, lookup));
    if (isOwnImage(reference.resolved.text)) continue;
    yield* imageFact({ ...site, address }, reference);
  }
}

/** Whether an image is in the registry of the project itself: https://docs.gitlab.com/ci/variables/predefined_variables/ */
export function isOwnImage(image: string): boolean {
  return /^\$\{?CI_REGISTRY_IMAGE\b/.test(image);
}

const proxy = /^\$\{?CI_DEPENDENCY_PROXY_(?:GROUP|DIRECT_GROUP)_IMAGE_PREFIX\}?\//;

/** The dependency proxy of a group hands on images of Docker Hub. */
function withoutProxy({ at, resolved }: Reference): Reference {
  const prefix = proxy.exec(resolved.text)?.[0].length ?? 0;
  return { at, resolved: partOf(resolved, { start: prefix, end: resolved.text.length }) };
}

function* imageFact(site: ReferenceSite, reference: Reference): Iterable<GitlabFact | FileProblem> {
  for (const fact of imageReference(site, reference)) {
    if (fact.is === 'problem' || !fact.unresolved) yield fact;
    else yield { is: 'image', value: reference.resolved.text, reference: fact, place: fact.place };
  }
}

/** One look-up for each value that a matrix gives to a variable of the text; other variables are as the scope says. */
function lookups(
  scope: Scope,
  matrix: ReadonlyMap<string, readonly ScalarNode[]>,
  text: string,
): readonly VariableLookup[] {
  const own = lookupIn(scope);
  const [varied] = [...matrix].filter(([name]) => new RegExp(`\\$\\{?${escaped(name)}\\b`).test(text));
  if (!varied) return [own];
  const [name, values] = varied;
  return values.map(
    (value) => (asked) =>
      asked === name
        ? {
            value: filledIn(value, own).resolved,
            place: { start: value.start, end: value.end },
            isChoice: true,
          }
        : own(asked),
  );
}

function escaped(name: string): string {
  return name.replace(/[^A-Za-z0-9_]/g, '\\$&');
}

// `$[[ inputs.name ]]`, with functions after a bar.
const input = /\$\[\[\s{0,10}inputs\.(?<name>[\w-]{1,200})\s{0,10}\]\]/g;

function filled(
  site: ReferenceSite,
  scalar: ScalarNode,
  { inputs }: Scope,
  lookup: VariableLookup,
): Reference {
  const withInputs = filledReference(site.file, scalar, {
    expression: input,
    lookup: (name) => inputs.get(name),
  });
  return withInputs.resolved.text === scalar.text ? filledIn(scalar, lookup) : withInputs;
}
