import { type CallLiteral, callLiteral, type Declared } from '../literals/index.ts';
import type { SyntaxProblem } from '../span.ts';
import { readArguments, readBraces } from './brackets.ts';
import { closeOf, isAt, spanFrom, type TokenCursor } from './cursor.ts';
import { declarationsOf } from './declarations.ts';
import { type Imports, importsOf } from './imports.ts';
import type { ProgramLanguage } from './language.ts';
import { readTokens, type Tokens } from './tokens.ts';

/** A program as far as its literals are read: no syntax tree, but calls, constants and imports. */
export interface Program {
  readonly tokens: Tokens;
  readonly language: ProgramLanguage;
  readonly imports: Imports;
  readonly declared: ReadonlyMap<string, Declared>;
  readonly problems: readonly SyntaxProblem[];
  readonly budget: { left: number };
}

// Ten times what the longest of honest programs needs.
const mostReads = 500_000;

/** Reads a program. */
export function parseProgram(text: string, language: ProgramLanguage): Program {
  const problems: SyntaxProblem[] = [];
  const tokens = readTokens({ text, language, at: 0, depth: 0, problems }, false);
  const budget = { left: mostReads };
  const imports = importsOf(tokens, language);
  let declared: Program['declared'] | undefined;
  return {
    tokens,
    language,
    imports,
    problems,
    budget,
    // Most programs import nothing that is read.
    get declared() {
      declared ??= declarationsOf(tokens, language, budget);
      return declared;
    },
  };
}

/** Lists the calls whose dotted name is asked for, in order: `new k8s.helm.v3.Chart(…)`, `cluster.addHelmChart(…)`. */
export function* callsOf(program: Program, isWanted: (callee: string) => boolean): Iterable<CallLiteral> {
  const { list } = program.tokens;
  for (let index = 0; index < list.length; index += 1) {
    const path = pathAt(program, index);
    if (!path) continue;
    if (isWanted(path.callee)) {
      const call = readCallAt(program, index, path);
      if (call) yield call;
    }
    index = path.end - 1;
  }
}

interface CalleePath {
  readonly callee: string;
  /** Index of the token behind the name. */
  readonly end: number;
}

const longestPath = 20;

/** The dotted name that begins at a token; `().` stands before one that is picked of a call. */
function pathAt({ tokens: { list } }: Program, index: number): CalleePath | null {
  if (list[index]?.is !== 'word') return null;
  const names = [list[index]?.text ?? ''];
  let end = index + 1;
  while (names.length < longestPath && isDot(list[end]?.text) && list[end + 1]?.is === 'word') {
    names.push(list[end + 1]?.text ?? '');
    end += 2;
  }
  const isPicked = isDot(list[index - 1]?.text);
  return { callee: `${isPicked ? '().' : ''}${names.join('.')}`, end };
}

function isDot(text: string | undefined): boolean {
  return text === '.' || text === '?.';
}

function readCallAt(program: Program, start: number, { callee, end }: CalleePath): CallLiteral | null {
  const { tokens, language, budget } = program;
  const open = afterGenerics(program, end);
  const cursor: TokenCursor = { tokens, language, at: open, depth: 0, budget };
  if (!isAt(cursor, '(')) return null;
  const close = closeOf(cursor, open);
  cursor.at += 1;
  const args = readArguments(cursor, close);
  const all = language === 'csharp' && isAt(cursor, '{') ? [...args, readBraces(cursor)] : args;
  return callLiteral(callee, all, spanFrom(cursor, start));
}

const longestGenerics = 40;

function afterGenerics({ tokens: { list } }: Program, at: number): number {
  if (list[at]?.text !== '<') return at;
  for (let close = at; close < at + longestGenerics; close += 1)
    if (list[close]?.text === '>' && list[close + 1]?.text === '(') return close + 1;
  return at;
}
