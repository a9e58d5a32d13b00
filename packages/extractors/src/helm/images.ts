import {
  imageParts,
  type Linked,
  type Location,
  locate,
  type Tree,
  type UnitFiles,
  wholeImageParts,
} from '@fineprint/core';
import { type DigestRules, withDigestPlace } from './digest-place.ts';
import type { HelmFact } from './facts.ts';
import {
  type ChartFiles,
  chartFiles,
  globals,
  parentOf,
  passedOn,
  type Subchart,
  subchartsOf,
} from './family.ts';
import type { Run } from './go-template/result.ts';
import { mentionsIn } from './mentions.ts';
import { PathIndex } from './path-index.ts';
import { FoundImages, MadeByPlace } from './places.ts';
import { type Line, type Made, renderer } from './rendering.ts';
import { placesAt } from './shown.ts';
import { isNamed, partsOf, usable } from './usable.ts';
import { child, runsOf, textAt, type Values, type ValuesImage, valuesImages } from './values-images.ts';

/** A chart, read for its images. */
interface Chart {
  readonly base: Values | undefined;
  readonly lines: readonly Line[];
  /** What the lines mention, at their positions. */
  readonly mentions: PathIndex;
  readonly appVersion: Run | null;
  /** Names of the charts that it depends on. */
  readonly subcharts: ReadonlySet<string>;
  readonly rules: DigestRules;
}

/** Makes occurrences of a chart's images: those of its values, joined with the templates that use them, and literal ones. */
export function* imageOccurrences(unit: UnitFiles<HelmFact>, tree: Tree<HelmFact>): Iterable<Linked> {
  const files = chartFiles(unit);
  const { lines, base, dependencies } = files;
  const parent = parentOf(unit.path, tree);
  const make = maker(files, subchartsOf(unit.path, dependencies, tree), parent);
  const mentioned = lines.map(({ fact }) => make.mentionsOf(fact));
  const mentions = new PathIndex();
  for (const [position, paths] of mentioned.entries()) for (const path of paths) mentions.add(path, position);
  const subcharts = new Set(dependencies.map(({ name, alias }) => alias ?? name.text));
  const rules = digestRules(files);
  const chart = { base, lines, mentions, appVersion: appVersionOf(files), subcharts, rules };

  const madeOfBase = make.all(base ? [base] : []);
  const found = new FoundImages();
  for (const file of files.values) {
    const images = [...valuesImages(file, file === base ? undefined : base)];
    if (images.length === 0) continue;
    const layers = file === base || !base ? [file] : [file, base];
    const made = new MadeByPlace(file === base ? madeOfBase : make.all(layers));
    const alone = parent ? new MadeByPlace(make.alone(layers)) : made;
    for (const image of images) {
      const using = made.using(image);
      yield* valuesOccurrences(file, image, using.length > 0 ? using : alone.using(image), chart);
    }
    for (const image of images) found.add(image);
  }
  // What stands in the values of the chart around this one is found there.
  for (const image of parent?.files.base ? valuesImages(parent.files.base, undefined) : [])
    found.addPlace(image);
  const madeOf = Map.groupBy(madeOfBase, ({ line }) => line);
  for (const [position, line] of lines.entries()) {
    yield* templateOccurrences(line, madeOf.get(line) ?? [], mentioned[position] ?? [], found);
  }
}

/** Makes what the lines of a chart and of its subcharts become with values; the names of templates are common to all. */
function maker(files: ChartFiles, subcharts: readonly Subchart[], parent: ReturnType<typeof parentOf>) {
  const family = [parent?.files, ...subcharts.map((subchart) => subchart.files), files];
  const defines = new Map(family.flatMap((each) => [...(each?.defines ?? [])]));
  const above = parent?.files.base ? passedOn([parent.files.base], parent.name) : [];
  const own = renderer({ chart: files.chart, defines });
  const others = subcharts.map((subchart) => ({
    ...subchart,
    render: renderer({
      chart: subchart.files.chart,
      defines: new Map([...defines, ...subchart.files.defines]),
    }),
  }));
  return {
    mentionsOf: mentionsIn(defines),
    /** As the chart would be without the one around it, whose values may take the place of its own. */
    alone: (values: readonly Values[]): readonly Made[] => own(files.lines, [...globals(above), ...values]),
    all: (values: readonly Values[]): readonly Made[] => [
      ...own(files.lines, [...above, ...values]),
      ...others.flatMap(({ name, files: { lines, base }, render }) =>
        render(lines, [...passedOn(values, name), ...(base ? [base] : [])]),
      ),
    ],
  };
}

function digestRules({ lines, defines, dependencies, values, shown }: ChartFiles): DigestRules {
  const texts = [...lines.map(({ fact }) => fact.text), ...[...defines.values()].map(({ body }) => body)];
  return {
    shown: placesAt(values, shown),
    // Templates of a library chart do, by custom.
    speaksOfDigests: dependencies.length > 0 || texts.some((text) => /digest/i.test(text)),
  };
}

function appVersionOf({ chart }: ChartFiles): Run | null {
  const appVersion = chart?.fact.appVersion;
  return chart && appVersion ? { ...appVersion, at: locate(chart.path, appVersion.place) } : null;
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
    const parts = withDigestPlace(partsOf(runs), image, chart.rules);
    yield { ...common, ...parts, via: [lineAt(line), ...elsewhere(runs, file.path)] };
  }
  if (rendered.length > 0) return;
  const parts = suggested(file, image, using.length > 0, chart);
  yield { ...common, ...withDigestPlace(parts, image, chart.rules) };
}

function suggested(file: Values, image: ValuesImage, isUsed: boolean, chart: Chart) {
  const line = chart.lines[chart.mentions.find(image.path) ?? -1];
  const registry = globalRegistry(file) ?? (chart.base ? globalRegistry(chart.base) : null);
  const whole = registry && image.registry ? { ...image, registry } : image;
  const [first = ''] = image.path.split('.');
  const subchart = chart.subcharts.has(first) ? first : undefined;
  // A template that was run and took no `appVersion` leaves the tag empty.
  const isOwn = subchart === undefined && !isUsed && !image.leavesNameOpen;
  const openTag = image.leavesTagOpen && isOwn ? chart.appVersion : null;
  const runs = runsOf(whole, openTag);
  const parts = partsOf(runs);
  const isOpen = image.leavesTagOpen && openTag === null && !parts.unresolved;
  const unresolved = image.leavesNameOpen
    ? {
        part: 'name' as const,
        because: 'A template puts a registry and a path before it, and cannot be run.',
      }
    : isOpen
      ? { part: 'version' as const, because: whyOpen(subchart, isUsed) }
      : parts.unresolved;
  return {
    ...parts,
    ...(unresolved ? { unresolved } : {}),
    via: [...(line ? [lineAt(line)] : []), ...elsewhere(runs, file.path)],
  };
}

function whyOpen(subchart: string | undefined, isUsed: boolean): string {
  if (subchart !== undefined) return `The tag is left to the chart "${subchart}".`;
  return isUsed
    ? 'The values leave its tag empty, and the template puts nothing in its place.'
    : 'The chart states no appVersion.';
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
    yield { ...common, ...partsOf([{ ...written, text }], wholeImageParts), via: [] };
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
