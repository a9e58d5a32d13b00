import type { Declared, Literal } from '../literals/index.ts';
import { readExpression } from './expression.ts';
import type { ProgramLanguage } from './language.ts';
import type { Token, Tokens } from './tokens.ts';

/**
 * Finds the variables that a program gives one value: a name that is given two, in whatever scope, has no known one.
 */
export function declarationsOf(
  tokens: Tokens,
  language: ProgramLanguage,
  budget: { left: number },
): ReadonlyMap<string, Declared> {
  const found = new Map<string, Declared>();
  const ambiguous = new Set<string>();
  for (const { name, value } of assignments(tokens, language)) {
    const token = tokens.list[name];
    if (!token || budget.left < 0) continue;
    if (found.has(token.text)) ambiguous.add(token.text);
    else found.set(token.text, { value: readAt(tokens, language, value, budget), at: token });
  }
  for (const name of ambiguous) found.delete(name);
  return found;
}

function readAt(tokens: Tokens, language: ProgramLanguage, at: number, budget: { left: number }): Literal {
  return readExpression({ tokens, language, at, depth: 0, budget });
}

interface Assignment {
  /** Indexes of the name, and of where its value begins. */
  readonly name: number;
  readonly value: number;
}

function* assignments(tokens: Tokens, language: ProgramLanguage): Iterable<Assignment> {
  const { list } = tokens;
  let brackets = 0;
  for (const [index, token] of list.entries()) {
    if (token.is !== 'mark') continue;
    if (token.text === '(' || token.text === '[') brackets += 1;
    else if (token.text === ')' || token.text === ']') brackets -= 1;
    if (token.text !== '=' && token.text !== ':=') continue;
    const name = nameBefore(list, index, language, brackets);
    if (name !== undefined) yield { name, value: index + 1 };
  }
}

/** The index of the name that is given a value; undefined where a field or an argument is. */
function nameBefore(
  list: readonly Token[],
  index: number,
  language: ProgramLanguage,
  brackets: number,
): number | undefined {
  if (language === 'javascript') {
    const typed = declaredName(list, index);
    if (typed !== undefined) return typed;
  }
  const start = lineStart(list, index);
  const words = list.slice(start, index);
  if (language === 'python' && brackets > 0) return undefined;
  if (words.some(({ is, text }) => is === 'text' || text === '(' || text === '.' || text === '{')) {
    // `a.b = c`, or something that is put together.
    const isTyped = words.some(({ text }) => declares.has(text));
    if (!isTyped) return undefined;
  }
  const first = words.findIndex(({ is, text }) => is === 'word' && !declares.has(text));
  if (first < 0) return undefined;
  if (language === 'csharp') return words.length > 1 && words.at(-1)?.is === 'word' ? index - 1 : undefined;
  return start + first;
}

const declares: ReadonlySet<string> = new Set([
  'const',
  'let',
  'var',
  'export',
  'readonly',
  'private',
  'public',
  'protected',
  'internal',
  'static',
  'declare',
]);

const longestLine = 24;
const keywords: ReadonlySet<string> = new Set(['const', 'let', 'var', 'readonly']);

/** `const name: { [key: string]: string } =`: the type may hold brackets of all sorts. */
function declaredName(list: readonly Token[], index: number): number | undefined {
  for (let at = index - 1; at > index - longestLine && at >= 0; at -= 1) {
    const token = list[at];
    if (!token || token.text === ';' || token.text === '=>' || token.text === '=') return undefined;
    if (keywords.has(token.text)) return list[at + 1]?.is === 'word' ? at + 1 : undefined;
    if (token.isFirst) return undefined;
  }
  return undefined;
}

function lineStart(list: readonly Token[], index: number): number {
  for (let at = index - 1; at > index - longestLine && at >= 0; at -= 1) {
    const token = list[at];
    if (token?.text === ';' || token?.text === '{' || token?.text === '}') return at + 1;
    if (token?.isFirst || token === undefined) return Math.max(at, 0);
  }
  return index;
}
