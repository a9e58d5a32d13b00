import type { Comment } from './node.ts';

const TAB = 0x09;
const SPACE = 0x20;
const HASH = 0x23;
const COMMA = 0x2c;
const CLOSE_LIST = 0x5d;
const CLOSE_MAP = 0x7d;

/** Finds the `# remark` after a value that ends at an offset; only what closes the value may stand between. */
export function hashComment(text: string, end: number): Comment | undefined {
  let at = end;
  let code = text.charCodeAt(at);
  while (code === SPACE || code === TAB || code === COMMA || code === CLOSE_LIST || code === CLOSE_MAP) {
    code = text.charCodeAt(++at);
  }
  if (code !== HASH || at === end) return undefined;
  const before = text.charCodeAt(at - 1);
  return before === SPACE || before === TAB ? lineComment(text, at + 1) : undefined;
}

/** Reads a remark from behind its mark to the end of the line, without the blanks around it. */
export function lineComment(text: string, start: number): Comment {
  let end = start;
  for (let code = text.charCodeAt(end); end < text.length && code !== 0x0a && code !== 0x0d; ) {
    code = text.charCodeAt(++end);
  }
  return trimmed(text, start, end);
}

/** Makes a remark of a range, without the blanks around it. */
export function trimmed(text: string, start: number, end: number): Comment {
  const raw = text.slice(start, end);
  const from = start + raw.length - raw.trimStart().length;
  const words = raw.trim();
  return { text: words, start: words ? from : start, end: words ? from + words.length : start };
}
