import type { Cursor } from './cursor.ts';
import type { RubyBlock } from './syntax.ts';

/** `do |a, b| … end` or `{ |a| … }`; `null` where none begins. */
export function parseBlock(cursor: Cursor): RubyBlock | null {
  if (!cursor.isMark('{') && !cursor.isName('do')) return null;
  const opened = cursor.token;
  cursor.skip();
  cursor.skipNewlines();
  const parameters = cursor.isMark('|') ? blockParameters(cursor) : [];
  const body = cursor.statements();
  if (cursor.isMark('}') || cursor.isName('end')) cursor.skip();
  else if (opened)
    cursor.problems.push({ message: `"${opened.text}" is not ended.`, start: opened.start, end: opened.end });
  return { parameters, body };
}

function blockParameters(cursor: Cursor): readonly string[] {
  const parameters: string[] = [];
  cursor.skip();
  while (!cursor.isOver && !cursor.isMark('|') && !cursor.isNewline) {
    if (cursor.token?.is === 'name') parameters.push(cursor.token.text);
    cursor.skip();
  }
  if (cursor.isMark('|')) cursor.skip();
  return parameters;
}
