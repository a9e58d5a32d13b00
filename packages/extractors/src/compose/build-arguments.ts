import {
  type DockerImageUse,
  deployedStages,
  dockerImages,
  dockerScope,
  imageParts,
  joinPath,
  type Linked,
  type Location,
  locate,
  type Occurrence,
  parseDockerfile,
  problem,
  type ResolvedText,
  type SourceFile,
  type Span,
  type TextPiece,
  type Tree,
  trimTrailingSlashes,
  type Written,
  writtenPlace,
} from '@fineprint/core';
import type { BuildArgument, BuildFact, ComposeFact, Scalar } from './facts.ts';
import { directoryOf, environmentOf, type Filled, fill, writtenAt } from './fill.ts';
import { usageOf } from './usage.ts';

// Each build evaluates its Dockerfile anew; no project comes near.
const mostEvaluated = 2_000_000;

/** Fills the arguments that the services of a file pass into their Dockerfiles; see `builtFrom`. */
export function* imagesOfBuilds(
  path: string,
  builds: readonly BuildFact[],
  built: ReadonlySet<string>,
  tree: Tree<ComposeFact>,
): Iterable<Linked> {
  let left = mostEvaluated;
  for (const build of builds) {
    const site = siteOf(path, build, tree);
    left -= site?.file.text.length ?? 0;
    if (left < 0) {
      const message = 'This file builds more Dockerfiles than are read; arguments of the rest are not known.';
      yield problem('limit-reached', message, locate(path, build.place));
      return;
    }
    if (site) yield* builtFrom(site, built);
  }
}

/**
 * Fills the arguments that a service passes into the FROM lines of its Dockerfile: `FROM ${BASE_IMAGE}` says nothing
 * by itself. Images that no argument reaches are the Dockerfile's own to tell.
 */
function* builtFrom(site: Site, built: ReadonlySet<string>): Iterable<Linked> {
  const args = new Map<string, string>();
  for (const [name, { resolved }] of site.passed)
    if (resolved.isResolved && resolved.text !== '') args.set(name, resolved.text);
  const dockerfile = site.file.parse(parseDockerfile);
  const uses = dockerImages(dockerfile, dockerScope(dockerfile, args));
  const deployed = deployedStages(dockerfile, uses);
  for (const use of uses) {
    const { base, by, reference, stage } = use;
    const isPassed = reference.isResolved && reference.pieces.some(({ is }) => is === 'supplied');
    if (base.is !== 'image' || !isPassed || built.has(reference.text)) continue;
    const isDeployed = by === 'from' && deployed.has(stage ?? -1);
    yield { is: 'occurrence', ...partsOf(site, use), usage: isDeployed ? usageOf(site.path) : 'build' };
  }
}

/** A build: the Compose file that asks for it, and the Dockerfile that it passes arguments to. */
interface Site {
  readonly path: string;
  readonly build: BuildFact;
  readonly passed: ReadonlyMap<string, Filled<BuildArgument>>;
  readonly dockerfile: string;
  readonly file: SourceFile;
}

/** A Dockerfile outside the root, or one that an unknown variable names, is nobody's to read. */
function siteOf(path: string, build: BuildFact, tree: Tree<ComposeFact>): Site | null {
  const environment = environmentOf(path, tree);
  const written = (scalar: Scalar) => fill(scalar, environment).resolved.text;
  const context = joinPath(trimTrailingSlashes(directoryOf(path)) || '.', written(build.context));
  const dockerfile = context === null ? null : joinPath(context, written(build.dockerfile));
  const file = dockerfile === null ? undefined : tree.file(dockerfile);
  if (dockerfile === null || !file) return null;
  const passed = new Map(build.args.map((argument) => [argument.name, fill(argument, environment)]));
  return { path, build, passed, dockerfile, file };
}

function partsOf(site: Site, { by, at, reference }: DockerImageUse): Omit<Occurrence, 'usage'> {
  const { build, dockerfile, file } = site;
  const place = (span: Span): Location => locate(dockerfile, file.place(span));
  const via = reference.pieces.flatMap((piece) => [
    ...piece.via.flatMap((each) => (each.place ? [place(each.place)] : [])),
    ...argumentPlaces(site, piece),
  ]);
  return {
    ...imageParts(reference.text, (range) => writtenIn(site, reference, range)),
    at: place(at),
    text: file.text.slice(at.start, at.end),
    address: `${build.address}/${by === 'from' ? 'FROM' : by}`,
    via,
  };
}

function argumentPlaces(site: Site, piece: TextPiece): readonly Location[] {
  const argument = argumentOf(site, piece);
  return argument ? [locate(site.path, argument.fact.place), ...argument.via] : [];
}

function argumentOf({ passed }: Site, { is, via }: TextPiece): Filled<BuildArgument> | undefined {
  return is === 'supplied' ? passed.get(via[0]?.name ?? '') : undefined;
}

/** Where a range of an image reference is written: in the Dockerfile, or in the argument that brought it. */
function writtenIn(site: Site, reference: ResolvedText, range: Span): Written | undefined {
  const { path, dockerfile, file } = site;
  const place = writtenPlace(reference, range);
  if (place)
    return {
      at: locate(dockerfile, file.place(place)),
      verbatim: place.verbatim,
      isVariable: place.via.length > 0,
    };
  let from = 0;
  for (const piece of reference.pieces) {
    const argument = argumentOf(site, piece);
    const end = from + piece.text.length;
    if (argument && range.start >= from && range.end <= end)
      return writtenAt(path, argument, { start: range.start - from, end: range.end - from });
    from = end;
  }
  return undefined;
}
