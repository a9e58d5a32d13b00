import { entries, items, type Resolved, type ScalarNode, type SourceFile, type Span } from '@fineprint/core';
import type { Expression } from './facts.ts';

type Part = Extract<Expression, { is: 'template' }>['parts'][number];

/**
 * Reads a value of a legacy template as an expression of HCL, so that both are evaluated alike: {{user `name`}} becomes
 * a reference to that variable, and any other action is something that only Packer can fill in.
 */
export function legacyExpression(file: SourceFile, node: Resolved): Expression {
  const { start, end } = node;
  if (node.is === 'list')
    return { is: 'tuple', items: items(node).map((item) => legacyExpression(file, item)), start, end };
  if (node.is === 'map') {
    const found = entries(node).map(({ key, value }) => ({
      key: plainText(key),
      value: legacyExpression(file, value),
      start: key.start,
      end: value.end,
    }));
    return { is: 'object', items: found, start, end };
  }
  if (node.isNull) return { is: 'null', start, end };
  return { is: 'template', style: 'key', parts: [...partsOf(node)], start, end };
}

function plainText({ text, start, end, verbatim }: ScalarNode): Expression {
  return {
    is: 'template',
    style: 'key',
    parts: [{ is: 'literal', value: text, exact: verbatim, start, end }],
    start,
    end,
  };
}

function* partsOf(scalar: ScalarNode): Iterable<Part> {
  const { text } = scalar;
  // Characters after an escape stand elsewhere than their offset says, so the place is the whole string.
  const spanOf = (from: number, to: number): Span =>
    scalar.verbatim
      ? { start: scalar.start + from, end: scalar.start + to }
      : { start: scalar.start, end: scalar.end };
  const literal = (from: number, to: number): Part => {
    const { start, end } = spanOf(from, to);
    return { is: 'literal', value: text.slice(from, to), exact: scalar.verbatim, start, end };
  };
  let done = 0;
  for (let at = text.indexOf('{{'); at >= 0; at = text.indexOf('{{', done)) {
    const close = text.indexOf('}}', at + 2);
    if (close < 0) break;
    if (at > done) yield literal(done, at);
    yield {
      is: 'interpolation',
      expression: actionOf(text.slice(at, close + 2), spanOf(at, close + 2)),
      ...spanOf(at, close + 2),
    };
    done = close + 2;
  }
  if (done < text.length || text === '') yield literal(done, text.length);
}

/** The root of references that stand for an action which only Packer can fill in; the name after it is its text. */
export const actionRoot = '{{}}';

const userVariable = /^\{\{-?\s{0,20}user\s{1,20}[`"](?<name>[\w.-]{1,200})[`"]\s{0,20}-?\}\}$/;

// The directory of the template is what HCL calls `path.root`.
const templateDirectory = /^\{\{-?\s*template_dir\s*-?\}\}$/;

function actionOf(action: string, { start, end }: Span): Expression {
  const name = action.length < 300 ? userVariable.exec(action)?.groups?.name : undefined;
  const isDirectory = action.length < 50 && templateDirectory.test(action);
  const step = { is: 'attribute', name: isDirectory ? 'root' : (name ?? action), start, end } as const;
  const root = isDirectory ? 'path' : name === undefined ? actionRoot : 'user';
  return { is: 'traversal', root, rootSpan: { start, end }, steps: [step], start, end };
}
