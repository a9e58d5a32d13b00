import {
  classifyGitRef,
  imageParts,
  type Linked,
  type Location,
  locate,
  type Occurrence,
  parseGitUrl,
  parseImageReference,
  placeWithin,
  problem,
  type ResolvedText,
  repositoryLocation,
  type Span,
  substituteVariables,
  suppliedText,
  type Tree,
  type UnitFiles,
  type Usage,
  type Written,
  writtenPlace,
} from '@fineprint/core';
import { readEnvironment, type Setting } from './environment.ts';
import type { ComposeFact, OtherImageFact, RemoteFact, ServiceImageFact } from './facts.ts';
import { imageScheme } from './project.ts';

type Reference = ServiceImageFact | OtherImageFact | RemoteFact;

/** A reference with its variables filled in from defaults and `.env`. */
interface Filled {
  readonly fact: Reference;
  readonly resolved: ResolvedText;
  readonly environment: ReadonlyMap<string, Setting>;
  readonly via: readonly Location[];
}

/** Makes occurrences of what a Compose file names; an image that one of its services builds is first-party. */
export function* linkProject(unit: UnitFiles<ComposeFact>, tree: Tree<ComposeFact>): Iterable<Linked> {
  for (const { path, facts } of unit.files) {
    const filled = filledFacts(path, facts, tree);
    const built = builtBeside(path, tree);
    yield { is: 'unit', kind: 'compose-project' };
    for (const each of filled) {
      if (each.fact.is === 'remote') yield* remoteOccurrence(path, each, each.fact);
      else if (!built.has(each.resolved.text)) yield* imageOccurrence(path, each);
    }
  }
}

function filledFacts(
  path: string,
  facts: readonly ComposeFact[],
  tree: Tree<ComposeFact>,
): readonly Filled[] {
  const environment = environmentOf(path, tree);
  return facts.flatMap((fact) => (fact.is === 'project' ? [] : [fill(fact, environment)]));
}

const builtByTree = new WeakMap<Tree<ComposeFact>, ReadonlyMap<string, ReadonlySet<string>>>();

/** The images that the services of a directory build: an overriding file uses those of the file that it overrides. */
function builtBeside(path: string, tree: Tree<ComposeFact>): ReadonlySet<string> {
  const known = builtByTree.get(tree) ?? builtImages(tree);
  builtByTree.set(tree, known);
  return known.get(directoryOf(path)) ?? new Set();
}

function builtImages(tree: Tree<ComposeFact>): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { files } of tree.units) {
    for (const { path, facts } of files) {
      const builders = facts.filter((fact) => fact.is === 'service-image' && fact.builds);
      if (builders.length === 0) continue;
      const images = found.get(directoryOf(path)) ?? new Set();
      found.set(directoryOf(path), images);
      for (const { resolved } of filledFacts(path, builders, tree)) images.add(resolved.text);
    }
  }
  return found;
}

function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** Compose reads the `.env` that lies beside the file; the caller's own environment is nobody's to know. */
function environmentOf(path: string, tree: Tree<ComposeFact>): ReadonlyMap<string, Setting> {
  const file = `${directoryOf(path)}.env`;
  return readEnvironment(file, tree.file(file));
}

function fill(fact: Reference, environment: ReadonlyMap<string, Setting>): Filled {
  if (fact.templated) return { fact, resolved: suppliedText(fact.text), environment, via: [] };
  const used: Location[] = [];
  const { resolved } = substituteVariables(fact.text, (name) => {
    const setting = environment.get(name);
    if (setting) used.push(setting.at);
    return setting?.value ?? null;
  });
  return { fact, resolved, environment, via: used };
}

function* imageOccurrence(path: string, filled: Filled): Iterable<Linked> {
  const { resolved, fact } = filled;
  const skip = resolved.text.startsWith(imageScheme) ? imageScheme.length : 0;
  const parts = imageParts(resolved.text.slice(skip), (span) =>
    writtenAt(path, filled, { start: span.start + skip, end: span.end + skip }),
  );
  const parsed = parseImageReference(resolved.text.slice(skip));
  if (parsed.is === 'invalid') {
    const message = `"${resolved.text}" names no image: ${parsed.reason}.`;
    yield problem('reference-invalid', message, locate(path, fact.place));
  }
  yield { is: 'occurrence', ...common(path, filled), ...parts };
}

/** `https://host/path.git#ref:folder`, `oci://host/image`; what is neither is a file that somebody else serves. */
function* remoteOccurrence(path: string, filled: Filled, { use }: RemoteFact): Iterable<Linked> {
  const { text } = filled.resolved;
  const base = { ...common(path, filled), ...(use === 'build' ? { usage: 'build' as const } : {}) };
  if (text.startsWith('oci://')) {
    const skip = 'oci://'.length;
    const parts = imageParts(text.slice(skip), (span) =>
      writtenAt(path, filled, { start: span.start + skip, end: span.end + skip }),
    );
    yield { is: 'occurrence', ...base, ...parts };
    return;
  }
  const hash = text.indexOf('#');
  const address = hash < 0 ? text : text.slice(0, hash);
  const [ref = '', folder] = hash < 0 ? [] : text.slice(hash + 1).split(':', 2);
  const source = parseGitUrl(address);
  const unresolved = filled.resolved.isResolved
    ? {}
    : { unresolved: { part: 'name' as const, because: 'It holds a variable without a default.' } };
  if (source.is === 'unknown') {
    const because = filled.resolved.isResolved
      ? `${source.reason}.`
      : 'It holds a variable without a default.';
    yield {
      is: 'occurrence',
      kind: 'git-source',
      name: text,
      request: { is: 'nothing' },
      unresolved: { part: 'name', because },
      slots: [],
      ...base,
    };
    return;
  }
  const written =
    ref === '' ? undefined : writtenAt(path, filled, { start: hash + 1, end: hash + 1 + ref.length });
  yield {
    is: 'occurrence',
    kind: 'git-source',
    name: repositoryLocation(source),
    source: source.url,
    ...(folder ? { subpath: folder } : {}),
    request: ref === '' ? { is: 'nothing' } : { is: 'git-ref', text: ref },
    slots: written ? [{ is: refSlot(ref), value: ref, ...written }] : [],
    ...unresolved,
    ...base,
  };
}

function refSlot(ref: string): 'commit' | 'version' {
  return classifyGitRef(ref) === 'commit' ? 'commit' : 'version';
}

function common(
  path: string,
  { fact, via }: Filled,
): Pick<Occurrence, 'at' | 'text' | 'address' | 'usage' | 'via'> {
  return {
    at: locate(path, fact.place),
    text: fact.text,
    address: fact.address,
    usage: usageOf(path, fact),
    via,
  };
}

// `docker-compose.override.yml` is what a developer's machine adds; `ci` and `test` files run in the pipeline's place.
const developmentName =
  /(?:^|[._-])(?:dev|devel|develop|development|override|local|test|tests|testing)(?:[._-])/i;

function usageOf(path: string, fact: Reference): Usage {
  if (fact.is === 'other-image' && fact.usage === 'build') return 'build';
  return developmentName.test(path.slice(path.lastIndexOf('/') + 1)) ? 'development' : 'deployed';
}

/** Where a range of the filled text stands: in the Compose file, or in the setting of `.env` that supplied it. */
function writtenAt(path: string, { fact, resolved, environment }: Filled, range: Span): Written | undefined {
  const place = fact.templated ? null : writtenPlace(resolved, range);
  if (!place) return suppliedAt(resolved, environment, range);
  if (!fact.verbatim) return { at: locate(path, fact.place), verbatim: false };
  return { at: locate(path, placeWithin(fact.place, place.start, place.end)), verbatim: place.verbatim };
}

function suppliedAt(
  { pieces }: ResolvedText,
  environment: ReadonlyMap<string, Setting>,
  { start, end }: Span,
): Written | undefined {
  let at = 0;
  for (const { is, text, via } of pieces) {
    const from = at;
    at += text.length;
    if (start < from || end > at || is !== 'supplied') continue;
    const setting = environment.get(via[0]?.name ?? '');
    if (setting?.value !== text) return undefined;
    const place = placeWithin(setting.valueAt, start - from, end - from);
    return { at: locate(setting.at.path, place), verbatim: true };
  }
  return undefined;
}
