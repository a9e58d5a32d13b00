import {
  type MapNode,
  type ScalarNode,
  type SourceFile,
  type Span,
  scalarText,
  sourceSpan,
} from '@fineprint/core';

const pair =
  /(?<=^|\s)(?<key>[A-Za-z_]\w{0,60})=(?<value>"[^"]*"|'[^']*'|(?:\{\{[^}]{0,500}\}\}|[^\s{]|\{(?!\{))*)/g;

/** `name=nginx state=present` as the mapping that it stands for; what has no `=` is the free form. */
export function argumentsOf(file: SourceFile, scalar: ScalarNode): MapNode {
  const entries = [...scalar.text.matchAll(pair)].map(({ index, groups }) => {
    const { key = '', value: written = '' } = groups ?? {};
    const isQuoted = /^["']/.test(written) && written.length > 1 && written.at(-1) === written[0];
    const from = index + key.length + 1 + (isQuoted ? 1 : 0);
    const to = from + written.length - (isQuoted ? 2 : 0);
    return {
      key: partOfScalar(file, scalar, { start: index, end: index + key.length }),
      value: partOfScalar(file, scalar, { start: from, end: to }),
    };
  });
  return { ...emptyMap(scalar), entries, repeats: true };
}

/** A mapping without entries, where arguments stand elsewhere. */
export function emptyMap({ start, end }: Span): MapNode {
  return {
    is: 'map',
    start,
    end,
    entries: [],
    tag: undefined,
    merges: false,
    repeats: false,
    branching: false,
  };
}

/** A range of a scalar's text as a scalar of its own. */
export function partOfScalar(file: SourceFile, scalar: ScalarNode, range: Span): ScalarNode {
  const text = scalar.text.slice(range.start, range.end);
  const span = sourceSpan(scalarText(file.text, scalar), range);
  const verbatim = file.text.slice(span.start, span.end) === text;
  const { start, end } = verbatim ? span : scalar;
  return { ...scalar, text, start, end, verbatim, style: verbatim ? 'plain' : scalar.style, isNull: false };
}
