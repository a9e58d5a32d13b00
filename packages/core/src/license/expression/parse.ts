import { canonicalException, canonicalLicense } from './canonical.ts';
import { type Expression, joinTerms, type LicenseLeaf } from './expression.ts';
import { type Token, tokensOf } from './tokens.ts';

/** What a text says when it is read as an SPDX license expression; `notes` name what was corrected in it. */
export type ParsedExpression =
  | { readonly is: 'expression'; readonly expression: Expression; readonly notes: readonly string[] }
  | { readonly is: 'none' }
  | { readonly is: 'no-assertion' }
  | { readonly is: 'invalid'; readonly reason: string };

/** Reads an SPDX license expression, `NONE` or `NOASSERTION`; whatever else it is given, it answers with a reason and never throws. */
export function parseExpression(text: string): ParsedExpression {
  const trimmed = text.length > maximumLength ? text : text.trim();
  if (trimmed === '') return invalid('The expression is empty.');
  if (trimmed === 'NONE') return { is: 'none' };
  if (trimmed === 'NOASSERTION') return { is: 'no-assertion' };
  if (trimmed.length > maximumLength) {
    return invalid(`The expression has ${trimmed.length} characters; ${maximumLength} is the limit.`);
  }
  const tokens = tokensOf(trimmed);
  if ('invalid' in tokens) return invalid(tokens.invalid);

  const state: State = { tokens, next: 0, depth: 0, notes: [] };
  const expression = readTerms('or', state);
  if ('invalid' in expression) return invalid(expression.invalid);
  const rest = state.tokens[state.next];
  if (rest !== undefined) return invalid(`${said(rest)} cannot stand there.`);
  return { is: 'expression', expression, notes: [...new Set(state.notes)] };
}

/** The longest expression that is read, in characters; those of whole distributions stay far below it. */
export const maximumLength = 16_384;

/** How deep parentheses may nest. */
const maximumDepth = 200;

interface State {
  readonly tokens: readonly Token[];
  readonly notes: string[];
  next: number;
  depth: number;
}

interface Invalid {
  readonly invalid: string;
}

function invalid(reason: string): ParsedExpression {
  return { is: 'invalid', reason };
}

/** AND binds tighter than OR; both are read in a loop, so that only parentheses recurse. */
function readTerms(is: 'and' | 'or', state: State): Expression | Invalid {
  const operator = is === 'or' ? 'OR' : 'AND';
  const first = readTerm(is, state);
  if ('invalid' in first) return first;
  const terms: [Expression, ...Expression[]] = [first];
  for (let token = state.tokens[state.next]; token?.is === operator; token = state.tokens[state.next]) {
    noteLowerCase(token, state);
    state.next += 1;
    const term = readTerm(is, state);
    if ('invalid' in term) return term;
    terms.push(term);
  }
  return joinTerms(is, terms);
}

function readTerm(is: 'and' | 'or', state: State): Expression | Invalid {
  return is === 'or' ? readTerms('and', state) : readFactor(state);
}

function readFactor(state: State): Expression | Invalid {
  const token = state.tokens[state.next];
  if (token === undefined) return { invalid: 'The expression ends where a licence is expected.' };
  state.next += 1;
  if (token.is === 'word') return readLicense(token.written, state);
  if (token.is === '(') return readParenthesis(state);
  return { invalid: `${said(token)} stands where a licence is expected.` };
}

function readParenthesis(state: State): Expression | Invalid {
  if (state.depth >= maximumDepth) {
    return { invalid: `Parentheses nest deeper than ${maximumDepth}.` };
  }
  state.depth += 1;
  const inner = readTerms('or', state);
  state.depth -= 1;
  if ('invalid' in inner) return inner;
  const closing = state.tokens[state.next];
  if (closing === undefined) return { invalid: 'A parenthesis is not closed.' };
  if (closing.is !== ')') return { invalid: `${said(closing)} stands where ")" is expected.` };
  state.next += 1;
  return inner;
}

function readLicense(written: string, state: State): Expression | Invalid {
  if (written === 'NONE' || written === 'NOASSERTION') {
    return { invalid: `"${written}" is no licence and cannot be part of an expression.` };
  }
  const plus = state.tokens[state.next]?.is === '+';
  if (plus) state.next += 1;
  const license = canonicalLicense(written, plus);
  if ('invalid' in license) return license;
  state.notes.push(...license.notes);
  return readException(license.leaf, state);
}

function readException(leaf: LicenseLeaf, state: State): Expression | Invalid {
  const operator = state.tokens[state.next];
  if (operator?.is !== 'WITH') return leaf;
  noteLowerCase(operator, state);
  state.next += 1;
  const name = state.tokens[state.next];
  if (name?.is !== 'word') return { invalid: 'A licence exception is expected after "WITH".' };
  if (leaf.exception !== null) {
    return { invalid: `"${leaf.id}" already carries the exception "${leaf.exception}".` };
  }
  state.next += 1;
  const exception = canonicalException(name.written);
  if ('invalid' in exception) return exception;
  state.notes.push(...exception.notes);
  return { ...leaf, exception: exception.id };
}

function noteLowerCase(operator: Token, state: State): void {
  if ('written' in operator && operator.written !== operator.is) {
    state.notes.push(`"${operator.written}" is written "${operator.is}".`);
  }
}

function said(token: Token): string {
  const written = 'written' in token ? token.written : token.is;
  return `"${written.length > 60 ? `${written.slice(0, 60)}…` : written}" at offset ${token.offset}`;
}
