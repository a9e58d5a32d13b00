import { parseJson, type SyntaxTree } from '@fineprint/core';

/**
 * Parses a template. Its strings may go over several lines, unlike those of JSON
 * (https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax#multi-line-strings).
 */
export function parseTemplate(text: string): SyntaxTree {
  const tree = parseJson(text);
  if (tree.problems.length === 0) return tree;
  const joined = parseJson(withoutLineEnds(text));
  return joined.problems.length < tree.problems.length ? joined : tree;
}

/** Blanks the line ends within strings; every offset stays what it was. */
function withoutLineEnds(text: string): string {
  const kept: string[] = [];
  let done = 0;
  for (let at = 0; at < text.length; ) {
    const end = text[at] === '"' ? stringEnd(text, at) : at;
    if (end > at) {
      kept.push(text.slice(done, at), text.slice(at, end).replace(/[\r\n]/g, ' '));
      done = end;
    }
    at = end > at ? end : afterComment(text, at);
  }
  return kept.join('') + text.slice(done);
}

function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

function afterComment(text: string, at: number): number {
  const close = text.startsWith('//', at) ? '\n' : text.startsWith('/*', at) ? '*/' : null;
  if (close === null) return at + 1;
  const end = text.indexOf(close, at + 2);
  return end < 0 ? text.length : end;
}
