import type {
  BicepDeclaration,
  BicepDeployment,
  BicepFile,
  BicepReference,
  BicepStatement,
} from './bicep.ts';
import { readBody } from './brackets.ts';
import { type BicepCursor, isAtString, readWord, skipTemplate, skipTrivia, take, tell } from './cursor.ts';
import { readExpression } from './expression.ts';
import { readString } from './strings.ts';

/**
 * Reads a Bicep or parameters file (https://learn.microsoft.com/azure/azure-resource-manager/bicep/file) as far as
 * references and values need it; what cannot be read is a problem and the rest is kept.
 */
export function parseBicep(text: string): BicepFile {
  const cursor: BicepCursor = { text, at: 0, depth: 0, problems: [] };
  const statements: BicepStatement[] = [];
  for (;;) {
    skipTrivia(cursor, true);
    if (cursor.at >= text.length) return { statements, problems: cursor.problems };
    const statement = readStatement(cursor);
    if (statement) statements.push(statement);
  }
}

function readStatement(cursor: BicepCursor): BicepStatement | null {
  const start = cursor.at;
  if (skipTemplate(cursor)) return null;
  if (take(cursor, '@')) {
    readExpression(cursor);
    return null;
  }
  const keyword = readWord(cursor);
  skipTrivia(cursor, false);
  switch (keyword) {
    case 'param':
    case 'var':
      return readDeclaration(cursor, keyword, start);
    case 'resource':
    case 'module':
      return readDeployment(cursor, keyword, start);
    case 'using':
    case 'extension':
      return readReference(cursor, keyword, start);
    case 'provider':
      return readReference(cursor, 'extension', start);
    case 'import':
      return readImport(cursor, start);
    default:
      skipStatement(cursor, start, keyword);
      return null;
  }
}

function readDeclaration(cursor: BicepCursor, is: 'param' | 'var', start: number): BicepDeclaration | null {
  const nameStart = cursor.at;
  const name = readWord(cursor);
  const nameAt = { start: nameStart, end: cursor.at };
  if (name === '') return null;
  // What stands before the `=` is a type.
  const value = skipTo(cursor, '=') ? readExpression(cursor) : null;
  return { is, name, nameAt, value, start, end: cursor.at };
}

function readDeployment(
  cursor: BicepCursor,
  is: 'resource' | 'module',
  start: number,
): BicepDeployment | null {
  const name = readWord(cursor);
  skipTrivia(cursor, false);
  if (!isAtString(cursor)) {
    tell(cursor, `A ${is} needs a name and a reference in quotes.`, { start, end: cursor.at });
    return null;
  }
  const reference = readString(cursor, readExpression);
  skipTrivia(cursor, true);
  const isExisting = cursor.text.startsWith('existing', cursor.at);
  const hasBody = skipTo(cursor, '=');
  if (!hasBody) tell(cursor, `The ${is} "${name}" has no body.`, { start, end: reference.end });
  const body = hasBody ? readBody(cursor) : ({ is: 'opaque', start, end: cursor.at } as const);
  return { is, name, reference, isExisting, body, start, end: cursor.at };
}

function readReference(cursor: BicepCursor, is: BicepReference['is'], start: number): BicepReference | null {
  const before = cursor.at;
  const reference = isAtString(cursor) ? readString(cursor, readExpression) : readName(cursor);
  if (cursor.at === before) return null;
  const end = cursor.at;
  skipTo(cursor, null);
  return { is, reference, start, end };
}

/** `import {…} from 'reference'`, `import * as x from 'reference'`; of old, `import 'reference' as x` was an extension. */
function readImport(cursor: BicepCursor, start: number): BicepReference | null {
  if (isAtString(cursor)) return readReference(cursor, 'extension', start);
  if (take(cursor, '{')) skipTo(cursor, '}');
  while (cursor.at < cursor.text.length) {
    skipTrivia(cursor, true);
    if (isAtString(cursor)) return readReference(cursor, 'import', start);
    if (readWord(cursor) === '' && !take(cursor, '*')) return null;
  }
  return null;
}

function readName(cursor: BicepCursor) {
  const start = cursor.at;
  const name = readWord(cursor);
  return { is: 'name', name, start, end: cursor.at } as const;
}

/** Passes what is left of a statement: to a character, which is taken too, or to the end of a line outside of brackets. */
function skipTo(cursor: BicepCursor, stop: string | null): boolean {
  const { text } = cursor;
  let open = 0;
  while (cursor.at < text.length) {
    skipTrivia(cursor, open > 0);
    const char = text[cursor.at];
    if (char === undefined) return false;
    if (open === 0 && (char === '\n' || char === '\r') && stop !== '}') return false;
    if (open === 0 && char === stop) {
      cursor.at += 1;
      return true;
    }
    if (isAtString(cursor)) readString(cursor, readExpression);
    else {
      if ('([{'.includes(char)) open += 1;
      else if (')]}'.includes(char)) open = Math.max(open - 1, 0);
      cursor.at += 1;
    }
  }
  return false;
}

/**
 * Passes what else may stand at the top level (https://learn.microsoft.com/azure/azure-resource-manager/bicep/file); a type
 * may go on in lines that begin with an operator.
 */
function skipStatement(cursor: BicepCursor, start: number, keyword: string): void {
  if (keyword === 'output' || keyword === 'metadata' || keyword === 'func') {
    if (skipTo(cursor, '=')) take(cursor, '>');
    readExpression(cursor);
    return;
  }
  const isStray = keyword === '' && !'|?:&='.includes(cursor.text[start] ?? '');
  skipTo(cursor, null);
  if (isStray) tell(cursor, 'This is no statement of Bicep.', { start, end: Math.max(cursor.at, start + 1) });
}
