import { parseBlock } from './block.ts';
import { bracketed, commandArguments, entriesOf } from './collection.ts';
import type { Cursor } from './cursor.ts';
import type { RubyExpression } from './syntax.ts';
import { keywords, openingKeywords, type Token } from './token.ts';

/** Reads an expression: operands with the operators between them. `isInArguments` keeps a `do` for the call outside. */
export function parseExpression(cursor: Cursor, isInArguments = false): RubyExpression {
  const start = cursor.token?.start ?? cursor.end;
  const read = cursor.nested(() => binary(cursor, start, isInArguments));
  return read ?? { is: 'opaque', start, end: cursor.end };
}

function binary(cursor: Cursor, start: number, isInArguments: boolean): RubyExpression {
  const first = postfix(cursor, isInArguments);
  const operator = cursor.isMark('+') ? 'sum' : cursor.isMark('||') || cursor.isName('or') ? 'choice' : null;
  if (operator) {
    cursor.skip();
    cursor.skipNewlines();
    const rest = parseExpression(cursor, isInArguments);
    const operands = rest.is === operator ? [first, ...rest.operands] : [first, rest];
    return { is: operator, operands, start, end: cursor.end };
  }
  if (cursor.isMark('?')) return ternary(cursor, start, isInArguments);
  if (!cursor.isMark(...operators)) return first;
  cursor.skip();
  cursor.skipNewlines();
  const rest = parseExpression(cursor, isInArguments);
  // `a == b ? c : d` is one of the last two.
  return rest.is === 'alternative' ? rest : { is: 'opaque', start, end: cursor.end };
}

const operators = [
  '-',
  '*',
  '/',
  '%',
  '**',
  '==',
  '!=',
  '<',
  '>',
  '<=',
  '>=',
  '&&',
  '|',
  '&',
  '^',
  '=~',
  '<<',
  '..',
  '...',
];

function ternary(cursor: Cursor, start: number, isInArguments: boolean): RubyExpression {
  cursor.skip();
  cursor.skipNewlines();
  const yes = parseExpression(cursor, isInArguments);
  cursor.skipNewlines();
  if (cursor.isMark(':')) cursor.skip();
  cursor.skipNewlines();
  const no = parseExpression(cursor, isInArguments);
  return { is: 'alternative', operands: [yes, no], start, end: cursor.end };
}

/** Reads an operand with the calls and indexes behind it: `config.vm.box`, `list[0]`, `name "x", key: 1 do … end`. */
function postfix(cursor: Cursor, isInArguments: boolean): RubyExpression {
  let expression = primary(cursor, isInArguments);
  for (;;) {
    const { start } = expression;
    if (cursor.continuesBelow) cursor.skipNewlines();
    const { token } = cursor;
    if (cursor.isMark('.', '&.', '::') && cursor.next) {
      cursor.skip();
      cursor.skipNewlines();
      if (cursor.isMark('(')) {
        // `handler.(message)` calls what the variable holds.
        bracketed(cursor, ')');
        expression = { is: 'opaque', start, end: cursor.end };
      } else expression = call(cursor, expression, start, isInArguments);
    } else if (cursor.isMark('[') && token && !token.spaced) {
      const [key] = bracketed(cursor, ']');
      expression = {
        is: 'index',
        of: expression,
        key: key ?? { is: 'opaque', start, end: cursor.end },
        start,
        end: cursor.end,
      };
    } else return expression;
  }
}

function primary(cursor: Cursor, isInArguments: boolean): RubyExpression {
  const { token } = cursor;
  const start = token?.start ?? cursor.end;
  if (!token || token.is === 'newline') return { is: 'opaque', start, end: start };
  switch (token.is) {
    case 'string':
      return strings(cursor, token);
    case 'symbol':
    case 'number':
      cursor.skip();
      return { is: token.is, text: token.text, start, end: token.end };
    case 'words':
      cursor.skip();
      return {
        is: 'array',
        items: token.parts.map((part) => ({ is: 'string', parts: [part], start: part.start, end: part.end })),
        start,
        end: token.end,
      };
    case 'name':
    case 'constant':
      if (!keywords.has(token.text)) return call(cursor, null, start, isInArguments);
      if (!openingKeywords.has(token.text)) return skipped(cursor, token);
      cursor.keywordBody(token.text);
      return { is: 'opaque', start, end: cursor.end };
    case 'label':
      return { is: 'hash', entries: entriesOf(cursor, isInArguments), start, end: cursor.end };
    case 'mark':
      return marked(cursor, token, isInArguments);
  }
}

function skipped(cursor: Cursor, { start, end }: Token): RubyExpression {
  cursor.skip();
  return { is: 'opaque', start, end };
}

/** Strings that stand side by side are one. */
function strings(cursor: Cursor, first: Token): RubyExpression {
  const parts = [...first.parts];
  cursor.skip();
  for (let { token } = cursor; token?.is === 'string'; { token } = cursor) {
    parts.push(...token.parts);
    cursor.skip();
  }
  return { is: 'string', parts, start: first.start, end: cursor.end };
}

function marked(cursor: Cursor, token: Token, isInArguments: boolean): RubyExpression {
  const { start } = token;
  switch (token.text) {
    case '[':
      return { is: 'array', items: bracketed(cursor, ']'), start, end: cursor.end };
    case '(': {
      const [inner] = bracketed(cursor, ')');
      return inner ?? { is: 'opaque', start, end: cursor.end };
    }
    case '{': {
      cursor.skip();
      const entries = entriesOf(cursor, false, '}');
      return { is: 'hash', entries, start, end: cursor.end };
    }
    // Signs, splats and `->` say nothing of the value that follows.
    case '-':
    case '!':
    case '*':
    case '**':
    case '&':
    case '->':
      cursor.skip();
      if (token.text === '->') skipParameters(cursor);
      if (token.text === '->') parseBlock(cursor);
      else parseExpression(cursor, isInArguments);
      return { is: 'opaque', start, end: cursor.end };
    // What closes or parts something stays for whoever opened it.
    case ',':
    case ')':
    case ']':
    case '}':
      return { is: 'opaque', start, end: start };
    default:
      return skipped(cursor, token);
  }
}

/** The parameters of a lambda: `->(a, b) { … }`, `-> a, b do … end`. */
function skipParameters(cursor: Cursor): void {
  if (cursor.isMark('(')) bracketed(cursor, ')');
  else
    while (cursor.token?.is === 'name' && !cursor.isName('do')) {
      cursor.skip();
      if (cursor.isMark(',')) cursor.skip();
    }
}

/** A name with its arguments, in parentheses or not, and its block. */
function call(
  cursor: Cursor,
  receiver: RubyExpression | null,
  start: number,
  isInArguments: boolean,
): RubyExpression {
  const name = cursor.token?.text ?? '';
  cursor.skip();
  const { token } = cursor;
  let args: readonly RubyExpression[] = [];
  if (cursor.isMark('(') && token && !token.spaced) args = bracketed(cursor, ')');
  else if (token && beginsArgument(token, cursor.next)) args = commandArguments(cursor);
  const own = cursor.isMark('{') || (cursor.isName('do') && !isInArguments) ? parseBlock(cursor) : null;
  return { is: 'call', receiver, name, args, block: own, start, end: cursor.end };
}

/** Whether a token begins the argument of a call without parentheses: `mod 'x'`, not `a - b` or `a if b`. */
function beginsArgument(token: Token, next: Token | undefined): boolean {
  if (!token.spaced) return false;
  switch (token.is) {
    case 'newline':
      return false;
    case 'name':
      return !keywords.has(token.text);
    case 'mark':
      if (token.text === '[' || token.text === '(' || token.text === '->') return true;
      return /^(?:::|-|\*|\*\*|&|!)$/.test(token.text) && next !== undefined && !next.spaced;
    default:
      return true;
  }
}
