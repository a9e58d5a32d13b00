import {
  type CallLiteral,
  type Declared,
  entries,
  type Literal,
  type LiteralEvaluation,
  literalEvaluation,
  type Node,
  plainText,
  type SourceFile,
  type Span,
  scalarOf,
  splitText,
  type TextPart,
  textOf,
} from '@fineprint/core';
import { nodeLiteral } from './literals.ts';

/** Evaluates a program's values: variables and defaults of settings are known, what resources put out is not. */
export function evaluationOf(file: SourceFile, root: Node): LiteralEvaluation {
  const declared = new Map<string, Declared>();
  const project = textOf(root, 'name');
  for (const section of ['config', 'configuration']) {
    for (const { key, value } of entries(root, section)) {
      const initial = value.is === 'map' ? (scalarOf(value, 'default') ?? scalarOf(value, 'value')) : value;
      if (initial?.is !== 'scalar') continue;
      const name = key.text.startsWith(`${project}:`) ? key.text.slice(key.text.indexOf(':') + 1) : key.text;
      declared.set(name, { value: nodeLiteral(initial), at: key });
    }
  }
  for (const { key, value } of entries(root, 'variables'))
    declared.set(key.text, { value: nodeLiteral(value), at: key });
  return literalEvaluation({ source: file.text, lookup: (name) => declared.get(name), call });
}

function call(
  { callee, args: [argument], start, end }: CallLiteral,
  evaluation: LiteralEvaluation,
): readonly Literal[] | undefined {
  const [list] = argument ? evaluation.reduce(argument) : [];
  const items = list?.value.is === 'list' ? list.value.items : [];
  const [first, second] = items;
  switch (callee) {
    case 'tojson':
    case 'secret':
      return argument && [argument];
    case 'join':
      return joined(first, second, { start, end }, evaluation);
    case 'split': {
      const [text] = second ? evaluation.texts(second) : [];
      const separator = plainText(first);
      if (!text || separator === undefined) return undefined;
      return [{ is: 'list', items: splitText(text, separator, { start, end }), start, end }];
    }
    case 'select':
      return first && second ? [{ is: 'member', of: second, key: first, start, end }] : undefined;
    default:
      return undefined;
  }
}

/** `fn::join: [separator, [parts]]`. */
function joined(
  separator: Literal | undefined,
  list: Literal | undefined,
  { start, end }: Span,
  evaluation: LiteralEvaluation,
): readonly Literal[] | undefined {
  const [reduced] = list ? evaluation.reduce(list) : [];
  if (!separator || reduced?.value.is !== 'list') return undefined;
  const parts = reduced.value.items.flatMap((value, index): readonly TextPart[] => {
    const part = { is: 'hole', value } as const;
    return index === 0 ? [part] : [{ is: 'hole', value: separator }, part];
  });
  return [{ is: 'text', parts, start, end }];
}
