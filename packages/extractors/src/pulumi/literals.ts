import {
  callLiteral,
  type Literal,
  type MapEntry,
  type MapNode,
  type Node,
  resolve,
  type ScalarNode,
  type Span,
  type TextPart,
  textLiteral,
} from '@fineprint/core';

/** A value of a program in YAML (https://www.pulumi.com/docs/iac/languages-sdks/yaml/yaml-language-reference/). */
export function nodeLiteral(node: Node): Literal {
  const value = resolve(node);
  const { start, end } = value;
  if (value.is === 'scalar') return scalarLiteral(value);
  if (value.is === 'list') return { is: 'list', items: value.items.map(nodeLiteral), start, end };
  const call = calledFunction(value);
  if (call) return call;
  return { is: 'map', entries: value.entries.map(entryOf), start, end };
}

function entryOf({ key, value }: MapNode['entries'][number]): MapEntry {
  return { key: key.text, value: nodeLiteral(value) };
}

/** `fn::name: arguments` is a call. */
function calledFunction({ entries, start, end }: MapNode): Literal | null {
  const [first] = entries;
  if (!first || entries.length > 1 || !/^fn::/i.test(first.key.text)) return null;
  return callLiteral(first.key.text.slice(4).toLowerCase(), [nodeLiteral(first.value)], { start, end });
}

function scalarLiteral(scalar: ScalarNode): Literal {
  const { text, plain, isNull, start, end } = scalar;
  if (isNull) return { is: 'word', text: 'null', start, end };
  if (plain && /^(?:true|false)$/.test(text)) return { is: 'word', text, start, end };
  if (!text.includes('$')) return textLiteral(text, scalar, scalar.verbatim);
  return { is: 'text', parts: partsOf(scalar), start, end };
}

function partsOf(scalar: ScalarNode): readonly TextPart[] {
  const { text } = scalar;
  const parts: TextPart[] = [];
  let done = 0;
  const run = (to: number) => {
    if (to > done)
      parts.push({
        is: 'run',
        text: text.slice(done, to),
        verbatim: scalar.verbatim,
        ...spanOf(scalar, done, to),
      });
  };
  for (let at = text.indexOf('$'); at >= 0; at = text.indexOf('$', at)) {
    if (text.startsWith('$${', at)) {
      run(at);
      parts.push({ is: 'run', text: '${', verbatim: false, ...spanOf(scalar, at, at + 3) });
      done = at + 3;
    } else if (text[at + 1] === '{') {
      run(at);
      const close = text.indexOf('}', at);
      const end = close < 0 ? text.length : close;
      parts.push({ is: 'hole', value: readAccess(scalar, at + 2, end) });
      done = Math.min(end + 1, text.length);
    }
    at = Math.max(at + 1, done);
  }
  run(text.length);
  return parts;
}

const step = /\.?(?<name>[A-Za-z_][\w:-]*)|\[(?<index>\d{1,9})\]|\["(?<key>[^"\]]{0,200})"\]/y;

/** `name.property[0]["key"]`. */
function readAccess(scalar: ScalarNode, start: number, end: number): Literal {
  const { text } = scalar;
  let value: Literal | null = null;
  let at = start;
  while (at < end) {
    step.lastIndex = at;
    const groups = step.exec(text)?.groups;
    if (!groups || step.lastIndex > end) return { is: 'opaque', ...spanOf(scalar, start, end) };
    const span = spanOf(scalar, at, step.lastIndex);
    const key = groups.name ?? groups.key ?? groups.index ?? '';
    if (!value) value = { is: 'name', name: key, ...span };
    else
      value = {
        is: 'member',
        of: value,
        key: textLiteral(key, span, false),
        ...spanOf(scalar, start, step.lastIndex),
      };
    at = step.lastIndex;
  }
  return value ?? { is: 'opaque', ...spanOf(scalar, start, end) };
}

function spanOf(scalar: ScalarNode, start: number, end: number): Span {
  if (!scalar.verbatim) return { start: scalar.start, end: scalar.end };
  return { start: scalar.start + start, end: scalar.start + end };
}
