import {
  imageParts,
  type Linked,
  type Location,
  locate,
  parseImageReference,
  placeWithin,
  type Span,
  type UnitFiles,
  type Written,
} from '@fineprint/core';
import type { ChartFact, DefineFact, HelmFact, TemplateImageFact, Value, WrittenText } from './facts.ts';
import { child, piecesOf, textAt, type ValuesImage, valuesImages } from './values-images.ts';

/** A template line with its file. */
interface Line {
  readonly path: string;
  readonly fact: TemplateImageFact;
  /** Values paths that it mentions, itself or through named templates. */
  readonly mentions: readonly string[];
}

/** Makes occurrences of a chart's images: those of its values, joined with the templates that use them, and literal ones. */
export function* imageOccurrences(unit: UnitFiles<HelmFact>): Iterable<Linked> {
  const lines = linesOf(unit);
  const own = unit.files.find(({ path }) => /(?:^|\/)values\.ya?ml$/.test(path));
  const base = own?.facts.find((fact) => fact.is === 'values');
  const chart = unit.files.flatMap(({ path, facts }) =>
    facts.flatMap((fact) => (fact.is === 'chart' ? [{ path, fact }] : [])),
  )[0];
  const subcharts = new Set(
    unit.files.flatMap(({ facts }) =>
      facts.flatMap((fact) => (fact.is === 'dependency' ? [fact.alias ?? fact.name.text] : [])),
    ),
  );
  const found: string[] = [];
  for (const { path, facts } of unit.files) {
    for (const fact of facts) {
      if (fact.is !== 'values') continue;
      const isBase = fact === base;
      for (const image of valuesImages(fact.root, isBase ? undefined : base?.root)) {
        found.push(image.path);
        yield valuesOccurrence(path, image, { lines, chart, registry: globalRegistry(fact.root), subcharts });
      }
    }
  }
  const values = own && base ? { path: own.path, root: base.root } : undefined;
  for (const line of lines) yield* templateOccurrence(line, found, values);
}

interface Joining {
  readonly lines: readonly Line[];
  readonly chart: { readonly path: string; readonly fact: ChartFact } | undefined;
  readonly registry: WrittenText | null;
  readonly subcharts: ReadonlySet<string>;
}

/** `global.imageRegistry` takes the place of every image's own registry, by a convention that most charts follow. */
function globalRegistry(root: Value): WrittenText | null {
  const global = child(root, 'global');
  return global ? textAt(global, ['imageRegistry']) : null;
}

function valuesOccurrence(
  path: string,
  found: ValuesImage,
  { lines, chart, registry, subcharts }: Joining,
): Linked {
  const line = lines.find(({ mentions }) => mentions.some((mention) => speaksOf(mention, found.path)));
  const image = registry && found.registry ? { ...found, registry } : found;
  const subchart = subcharts.has(image.path.split('.')[0] ?? '') ? image.path.split('.')[0] : undefined;
  const openTag = image.leavesTagOpen && subchart === undefined ? (chart?.fact.appVersion ?? null) : null;
  const pieces = piecesOf(image, openTag);
  const text = pieces.map((piece) => piece.text).join('');
  const home = (piece: (typeof pieces)[number]) => (piece === openTag && chart ? chart.path : path);
  const via: Location[] = [
    ...(line ? [locate(line.path, line.fact.place)] : []),
    ...(openTag && chart ? [locate(chart.path, openTag.place)] : []),
  ];
  const isOpen =
    image.leavesTagOpen && openTag === null && parseImageReference(image.repository.text).is === 'image';
  const because =
    subchart === undefined
      ? 'The chart states no appVersion.'
      : `The tag is left to the chart "${subchart}".`;
  const parts = imageParts(text, (span) => writtenAt(pieces, span, home));
  return {
    is: 'occurrence',
    ...parts,
    ...(isOpen && !parts.unresolved ? { unresolved: { part: 'version' as const, because } } : {}),
    at: locate(path, image.place),
    text: image.repository.text,
    address: image.path === '' ? 'image' : image.path,
    usage: 'deployed',
    via,
  };
}

/** A mention of a mapping speaks of what is in it, and one of a value in it speaks of the mapping. */
function speaksOf(mention: string, path: string): boolean {
  return (
    mention === path ||
    mention.startsWith(`${path}.`) ||
    (path.startsWith(`${mention}.`) && mention !== 'global')
  );
}

/** An `image:` without action is literal; one whose values are images was yielded with them; all else is unresolved. */
function* templateOccurrence(
  { path, fact, mentions }: Line,
  found: readonly string[],
  values: { readonly path: string; readonly root: Value } | undefined,
): Iterable<Linked> {
  const { text, place } = fact;
  const common = {
    at: locate(path, place),
    text,
    address: `image:${text.slice(0, 80)}`,
    usage: 'deployed' as const,
  };
  if (!text.includes('{{')) {
    const parts = imageParts(text, ({ start, end }) => ({
      at: locate(path, placeWithin(place, start, end)),
      verbatim: true,
    }));
    yield { is: 'occurrence', ...parts, ...common, via: [] };
    return;
  }
  if (mentions.some((mention) => found.some((image) => speaksOf(mention, image)))) return;
  const [only] = mentions;
  const isPlain = mentions.length === 1 && plainAction.test(text);
  const value = isPlain && only !== undefined && values ? valueAt(values.root, only) : null;
  if (value && values) {
    // `image: {{ .Values.proxy }}`: the value itself is the image, whatever its key is called.
    const home = () => values.path;
    const parts = imageParts(value.text, (span) => writtenAt([value], span, home));
    yield { is: 'occurrence', ...parts, ...common, via: [locate(values.path, value.place)] };
    return;
  }
  yield {
    is: 'occurrence',
    ...imageParts(text, () => undefined),
    unresolved: {
      part: 'name',
      because: 'It is made of values that do not show in the chart, or by templates that are not followed.',
    },
    ...common,
    slots: [],
    via: [],
  };
}

const plainAction = /^\{\{-?\s*\.Values\.[\w.-]+\s*(?:\|\s*quote\s*)?-?\}\}$/;

function valueAt(values: Value, path: string): WrittenText | null {
  const keys = path.split('.');
  const holder = keys
    .slice(0, -1)
    .reduce<Value | undefined>((value, key) => value && child(value, key), values);
  return holder ? textAt(holder, [keys.at(-1) ?? '']) : null;
}

const mostSteps = 50;

function linesOf(unit: UnitFiles<HelmFact>): readonly Line[] {
  const defines = new Map(
    unit.files
      .flatMap(({ facts }) => facts.filter((fact): fact is DefineFact => fact.is === 'define'))
      .map((fact) => [fact.name, fact]),
  );
  return unit.files.flatMap(({ path, facts }) =>
    facts.flatMap((fact) =>
      fact.is === 'template-image' ? [{ path, fact, mentions: mentionsThrough(fact, defines) }] : [],
    ),
  );
}

/** What a line mentions by itself and through the named templates that it includes, each once. */
function mentionsThrough(
  fact: TemplateImageFact,
  defines: ReadonlyMap<string, DefineFact>,
): readonly string[] {
  const mentions = new Set(fact.mentions);
  const seen = new Set<string>();
  const pending = [...fact.includes];
  for (let name = pending.pop(); name !== undefined && seen.size < mostSteps; name = pending.pop()) {
    const define = defines.get(name);
    if (!define || seen.has(name)) continue;
    seen.add(name);
    for (const mention of define.mentions) mentions.add(mention);
    pending.push(...define.includes);
  }
  return [...mentions];
}

interface Piece {
  readonly text: string;
  readonly place: WrittenText['place'] | null;
  readonly verbatim: boolean;
}

/** Where a range of a reference is written: inside one piece that a file holds. */
function writtenAt<P extends Piece>(
  pieces: readonly P[],
  { start, end }: Span,
  home: (piece: P) => string,
): Written | undefined {
  let from = 0;
  for (const piece of pieces) {
    const to = from + piece.text.length;
    if (start >= from && end <= to && piece.place) {
      const place = piece.verbatim ? placeWithin(piece.place, start - from, end - from) : piece.place;
      return { at: locate(home(piece), place), verbatim: piece.verbatim };
    }
    from = to;
  }
  return undefined;
}
