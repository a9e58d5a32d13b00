import { imageParts, type Linked, type Location, locate, type UnitFiles } from '@fineprint/core';
import type { ChartFact, DefineFact, HelmFact } from './facts.ts';
import type { Run } from './go-template/result.ts';
import { mentionsIn } from './mentions.ts';
import { PathIndex } from './path-index.ts';
import { FoundImages, MadeByPlace } from './places.ts';
import { type Line, type Made, renderer } from './rendering.ts';
import { isNamed, partsOf, usable } from './usable.ts';
import { child, runsOf, textAt, type Values, type ValuesImage, valuesImages } from './values-images.ts';

/** A chart, read for its images. */
interface Chart {
  readonly lines: readonly Line[];
  /** What the lines mention, at their positions. */
  readonly mentions: PathIndex;
  readonly appVersion: Run | null;
  readonly subcharts: ReadonlySet<string>;
}

/** Makes occurrences of a chart's images: those of its values, joined with the templates that use them, and literal ones. */
export function* imageOccurrences(unit: UnitFiles<HelmFact>): Iterable<Linked> {
  const facts = unit.files.flatMap(({ path, facts: each }) => each.map((fact) => ({ path, fact })));
  const chart = facts.find((each): each is { path: string; fact: ChartFact } => each.fact.is === 'chart');
  const lines = facts.filter((each): each is Line => each.fact.is === 'template-image');
  const defines = definesOf(facts.map(({ fact }) => fact));
  const mentionsOf = mentionsIn(defines);
  const mentioned = lines.map(({ fact }) => mentionsOf(fact));
  const mentions = new PathIndex();
  for (const [position, paths] of mentioned.entries()) for (const path of paths) mentions.add(path, position);
  const read = { lines, mentions, ...chartOf(chart, facts) };
  const render = renderer({ chart, defines });

  const files = facts.flatMap(({ path, fact }) => (fact.is === 'values' ? [{ path, root: fact.root }] : []));
  const base = files.find(({ path }) => /(?:^|\/)values\.ya?ml$/.test(path));
  const madeOfBase = render(lines, base ? [base] : []);
  const found = new FoundImages();
  for (const file of files) {
    const images = [...valuesImages(file, file === base ? undefined : base)];
    if (images.length === 0) continue;
    const made = new MadeByPlace(file === base ? madeOfBase : render(lines, base ? [file, base] : [file]));
    for (const image of images) yield* valuesOccurrences(file, image, made.using(image), read);
    for (const image of images) found.add(image);
  }
  const madeOf = Map.groupBy(madeOfBase, ({ line }) => line);
  for (const [position, line] of lines.entries()) {
    yield* templateOccurrences(line, madeOf.get(line) ?? [], mentioned[position] ?? [], found);
  }
}

function definesOf(facts: readonly HelmFact[]): ReadonlyMap<string, DefineFact> {
  return new Map(facts.flatMap((fact) => (fact.is === 'define' ? [[fact.name, fact] as const] : [])));
}

function chartOf(
  chart: { readonly path: string; readonly fact: ChartFact } | undefined,
  facts: readonly { readonly fact: HelmFact }[],
): Pick<Chart, 'appVersion' | 'subcharts'> {
  const appVersion = chart?.fact.appVersion;
  const names = facts.flatMap(({ fact }) => (fact.is === 'dependency' ? [fact.alias ?? fact.name.text] : []));
  return {
    appVersion: chart && appVersion ? { ...appVersion, at: locate(chart.path, appVersion.place) } : null,
    subcharts: new Set(names),
  };
}

/** An image of the values as the templates make it, or, where they cannot be run, as its parts suggest. */
function* valuesOccurrences(
  file: Values,
  image: ValuesImage,
  made: readonly Made[],
  chart: Chart,
): Iterable<Linked> {
  const using = made.filter(({ runs }) => runs.some(({ at }) => at?.path === file.path));
  const rendered = usable(using).filter(({ text }) =>
    isNamed(text, image.tag !== null || image.digest !== null),
  );
  const common = {
    is: 'occurrence' as const,
    at: image.at,
    text: image.repository.text,
    address: image.path === '' ? 'image' : image.path,
    usage: 'deployed' as const,
  };
  for (const { runs, line } of rendered) {
    yield { ...common, ...partsOf(runs), via: [lineAt(line), ...elsewhere(runs, file.path)] };
  }
  if (rendered.length === 0) yield { ...common, ...suggested(file, image, using.length > 0, chart) };
}

function suggested(file: Values, image: ValuesImage, isUsed: boolean, chart: Chart) {
  const line = chart.lines[chart.mentions.find(image.path) ?? -1];
  const registry = globalRegistry(file);
  const whole = registry && image.registry ? { ...image, registry } : image;
  const [first = ''] = image.path.split('.');
  const subchart = chart.subcharts.has(first) ? first : undefined;
  // A template that was run and took no `appVersion` leaves the tag empty.
  const openTag = image.leavesTagOpen && subchart === undefined && !isUsed ? chart.appVersion : null;
  const runs = runsOf(whole, openTag);
  const parts = partsOf(runs);
  const because =
    subchart !== undefined
      ? `The tag is left to the chart "${subchart}".`
      : isUsed
        ? 'The values leave its tag empty, and the template puts nothing in its place.'
        : 'The chart states no appVersion.';
  const isOpen = image.leavesTagOpen && openTag === null && !parts.unresolved;
  return {
    ...parts,
    ...(isOpen ? { unresolved: { part: 'version' as const, because } } : {}),
    via: [...(line ? [lineAt(line)] : []), ...elsewhere(runs, file.path)],
  };
}

/** `global.imageRegistry` takes the place of every image's own registry, by a convention that most charts follow. */
function globalRegistry({ path, root }: Values) {
  const global = child(root, 'global');
  return global ? textAt({ path, root: global }, ['imageRegistry']) : null;
}

/** An `image:` without action is literal; one whose values are images was yielded with them; all else is unresolved. */
function* templateOccurrences(
  line: Line,
  made: readonly Made[],
  mentions: readonly string[],
  found: FoundImages,
): Iterable<Linked> {
  const { text, place } = line.fact;
  const common = {
    is: 'occurrence' as const,
    at: lineAt(line),
    text,
    address: `image:${text.slice(0, 80)}`,
    usage: 'deployed' as const,
  };
  if (!text.includes('{{')) {
    const written = { at: locate(line.path, place), verbatim: true };
    yield { ...common, ...partsOf([{ ...written, text }]), via: [] };
    return;
  }
  if (made.some(({ runs }) => runs.some((run) => found.holds(run)))) return;
  const rendered = usable(made).filter((each) => isNamed(each.text, false));
  for (const { runs } of rendered) yield { ...common, ...partsOf(runs), via: elsewhere(runs, line.path) };
  if (rendered.length > 0 || line.fact.isArgument) return;
  if (mentions.some((each) => found.isNear(each))) return;
  const because =
    'It is made of values that do not show in the chart, or by templates that are not followed.';
  const parts = imageParts(text, () => undefined);
  yield { ...common, ...parts, unresolved: { part: 'name', because }, slots: [], via: [] };
}

function lineAt({ path, fact }: Line): Location {
  return locate(path, fact.place);
}

/** The places of runs in other files, each once. */
function elsewhere(runs: readonly Run[], path: string): readonly Location[] {
  const places = runs.flatMap(({ at }) => (at && at.path !== path ? [at] : []));
  return places.filter((at, index) => places.findIndex((each) => sameLine(each, at)) === index);
}

function sameLine(one: Location, other: Location): boolean {
  return one.path === other.path && one.line === other.line;
}
