import type { Span } from '../span.ts';
import type { ScalarNode } from './node.ts';

/** Makes the null scalar of a place where nothing is written. */
export function nothing(at: number): ScalarNode {
  return {
    is: 'scalar',
    text: '',
    style: 'plain',
    plain: true,
    isNull: true,
    verbatim: false,
    templated: false,
    tag: undefined,
    comment: undefined,
    start: at,
    end: at,
  };
}

/** Makes what an alias that cannot be followed stands for: a value that is not known. */
export function unknownTarget(name: string, span: Span): ScalarNode {
  return {
    ...nothing(span.start),
    text: `*${name}`,
    end: span.end,
    plain: false,
    isNull: false,
    templated: true,
  };
}
