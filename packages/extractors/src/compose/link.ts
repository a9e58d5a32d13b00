import {
  checksumBehind,
  classifyGitRef,
  isTagVariable,
  type Linked,
  locate,
  type Occurrence,
  onceForEach,
  parseGitUrl,
  parseImageReference,
  problem,
  repositoryLocation,
  type Slot,
  type Span,
  splitGitContext,
  type Tree,
  type UnitFiles,
  type Written,
  wholeImageParts,
} from '@fineprint/core';
import { imagesOfBuilds } from './build-arguments.ts';
import type { ComposeFact, OtherImageFact, RemoteFact, ServiceImageFact } from './facts.ts';
import { directoryOf, environmentOf, type Filled, fill, writtenAt } from './fill.ts';
import { imageScheme } from './project.ts';
import { usageOf } from './usage.ts';

type Reference = ServiceImageFact | OtherImageFact | RemoteFact;

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
    const builds = facts.filter((fact) => fact.is === 'build');
    yield* imagesOfBuilds(path, builds, built, tree);
  }
}

function filledFacts(
  path: string,
  facts: readonly ComposeFact[],
  tree: Tree<ComposeFact>,
): readonly Filled<Reference>[] {
  const environment = environmentOf(path, tree);
  const isTag = (name: string) => {
    const file = tree.file(path);
    return file !== undefined && isTagVariable(file, name);
  };
  return facts.flatMap((fact) =>
    fact.is === 'project' || fact.is === 'build' ? [] : [fill(fact, environment, isTag)],
  );
}

/** The images that the services of a directory build: an overriding file uses those of the file that it overrides. */
function builtBeside(path: string, tree: Tree<ComposeFact>): ReadonlySet<string> {
  return imagesBuiltIn(tree).get(directoryOf(path)) ?? new Set();
}

const imagesBuiltIn = onceForEach(builtImages);

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

function* imageOccurrence(path: string, filled: Filled<Reference>): Iterable<Linked> {
  const { resolved, fact } = filled;
  const skip = resolved.text.startsWith(imageScheme) ? imageScheme.length : 0;
  const parts = wholeImageParts(resolved.text.slice(skip), (span) =>
    writtenAt(path, filled, { start: span.start + skip, end: span.end + skip }),
  );
  const parsed = parseImageReference(resolved.text.slice(skip));
  if (parsed.is === 'invalid') {
    const message = `"${resolved.text}" names no image: ${parsed.reason}.`;
    yield problem('reference-invalid', message, locate(path, fact.place));
  }
  yield { is: 'occurrence', ...common(path, filled), ...parts };
}

/** A git URL with what it selects, `oci://host/image`; what is neither is a file that somebody else serves. */
function* remoteOccurrence(path: string, filled: Filled<Reference>, { use }: RemoteFact): Iterable<Linked> {
  const { text } = filled.resolved;
  const base = { ...common(path, filled), ...(use === 'build' ? { usage: 'build' as const } : {}) };
  if (text.startsWith('oci://')) {
    const skip = 'oci://'.length;
    const parts = wholeImageParts(text.slice(skip), (span) =>
      writtenAt(path, filled, { start: span.start + skip, end: span.end + skip }),
    );
    yield { is: 'occurrence', ...base, ...parts };
    return;
  }
  const context = splitGitContext(text);
  const said = (span: Span | null) => span && text.slice(span.start, span.end);
  const [ref, folder] = [said(context.ref), said(context.subpath)];
  const source = parseGitUrl(text.slice(0, context.address.end));
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
  const written = context.ref ? writtenAt(path, filled, context.ref) : undefined;
  yield {
    is: 'occurrence',
    kind: 'git-source',
    name: repositoryLocation(source),
    source: source.url,
    ...(folder ? { subpath: folder } : {}),
    request: ref ? { is: 'git-ref', text: ref } : { is: 'nothing' },
    slots: ref && written ? refSlots(ref, written, context.isByName) : [],
    ...unresolved,
    ...base,
  };
}

/** A query that takes a name (`?tag=v1`) takes the commit that it leads to behind it. */
function refSlots(ref: string, { at, verbatim }: Written, isByName: boolean): readonly Slot[] {
  const slot = {
    is: classifyGitRef(ref) === 'commit' ? 'commit' : 'version',
    value: ref,
    at,
    verbatim,
  } as const;
  if (!isByName || !verbatim) return [slot];
  const end = { ...at, start: at.end, line: at.endLine, column: at.endColumn };
  return [slot, { is: 'commit', value: '', at: end, verbatim, absent: checksumBehind }];
}

function common(
  path: string,
  { fact, via }: Filled<Reference>,
): Pick<Occurrence, 'at' | 'text' | 'address' | 'usage' | 'via'> {
  return {
    at: locate(path, fact.place),
    text: fact.text,
    address: fact.address,
    usage: fact.is === 'other-image' && fact.usage === 'build' ? 'build' : usageOf(path),
    via,
  };
}
