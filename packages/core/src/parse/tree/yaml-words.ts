import { SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import type { ScalarStyle } from './node.ts';

/** Names a style of the parser. */
export function styleOf(style: ScalarEvent['style']): ScalarStyle {
  switch (style) {
    case SCALAR_STYLE.SINGLE_QUOTED:
      return 'single-quoted';
    case SCALAR_STYLE.DOUBLE_QUOTED:
      return 'double-quoted';
    case SCALAR_STYLE.LITERAL_BLOCK:
      return 'literal';
    case SCALAR_STYLE.FOLDED_BLOCK:
      return 'folded';
    default:
      return 'plain';
  }
}

/** Tells the null words of the core schema (https://yaml.org/spec/1.2.2/#1032-tag-resolution). */
export function isNullWord(text: string): boolean {
  return (
    text.length <= 4 && (text === '' || text === '~' || text === 'null' || text === 'Null' || text === 'NULL')
  );
}
