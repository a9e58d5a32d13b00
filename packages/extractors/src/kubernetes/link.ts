import {
  imageParts,
  isSymbolic,
  type Linked,
  type Location,
  locate,
  type Occurrence,
  problem,
  type Span,
  type Tree,
  type UnitFiles,
  type Written,
} from '@fineprint/core';
import type { ImageFact, ManifestFact, Piece } from './facts.ts';

/** Makes occurrences of the images that one file names. */
export function* linkManifest(unit: UnitFiles<ManifestFact>, tree: Tree<ManifestFact>): Iterable<Linked> {
  yield { is: 'unit', kind: 'kubernetes-manifests' };
  for (const { path, facts } of unit.files) {
    const isTemplate = isInChart(path, tree);
    for (const fact of facts) {
      const text = textOf(fact);
      // What a chart's template has to be filled with is known from the chart's values.
      if (isTemplate && isSymbolic(text)) continue;
      yield* occurrence(path, fact, text);
    }
  }
}

function* occurrence(path: string, fact: ImageFact, text: string): Iterable<Linked> {
  const parts = imageParts(text, (span) => writtenAt(path, fact.pieces, span));
  const at = locate(path, fact.place);
  if (parts.unresolved && !isSymbolic(text)) {
    yield problem('reference-invalid', `"${text}" is no image reference: ${parts.unresolved.because}.`, at);
  }
  yield {
    is: 'occurrence',
    ...parts,
    ...unresolvedIn(fact, parts.unresolved),
    at,
    text: fact.text,
    address: fact.address,
    usage: 'deployed',
    via: [],
  };
}

function unresolvedIn(
  { isCompletedByChart }: ImageFact,
  unresolved: Occurrence['unresolved'],
): Pick<Occurrence, 'unresolved'> {
  if (unresolved) return { unresolved: { ...unresolved, because: sentence(unresolved.because) } };
  if (isCompletedByChart)
    return { unresolved: { part: 'version', because: 'Its tag is left to the chart.' } };
  return {};
}

/** The reason why a text is invalid is a clause. */
function sentence(because: string): string {
  return because.endsWith('.') ? because : `${because.slice(0, 1).toUpperCase()}${because.slice(1)}.`;
}

function textOf({ pieces }: ImageFact): string {
  return pieces.map(({ text }) => text).join('');
}

/** Whether a file is a template of a chart: below `templates/` beside a `Chart.yaml`. */
function isInChart(path: string, tree: Tree<ManifestFact>): boolean {
  for (let at = path.indexOf('templates/'); at >= 0; at = path.indexOf('templates/', at + 1)) {
    if ((at === 0 || path[at - 1] === '/') && tree.has(`${path.slice(0, at)}Chart.yaml`)) return true;
  }
  return false;
}

/** Where a range of a reference was written: inside one piece, or nowhere in particular. */
function writtenAt(path: string, pieces: readonly Piece[], { start, end }: Span): Written | undefined {
  let from = 0;
  for (const { text, place, verbatim } of pieces) {
    const to = from + text.length;
    if (start >= from && end <= to) {
      return place
        ? { at: partOf(path, { text, place, verbatim }, start - from, end - from), verbatim }
        : undefined;
    }
    from = to;
  }
  return undefined;
}

function partOf(path: string, { place, verbatim }: Piece, start: number, end: number): Location {
  if (!place) return locate(path);
  if (!verbatim) return locate(path, place);
  const { line, column } = place;
  return locate(path, {
    start: place.start + start,
    end: place.start + end,
    line,
    column: column + start,
    endLine: line,
    endColumn: column + end,
  });
}
