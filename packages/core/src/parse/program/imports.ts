import type { ProgramLanguage } from './language.ts';
import type { Token, Tokens } from './tokens.ts';

/** What names of a program stand for in the libraries that it imports. */
export interface Imports {
  /** By its name here: the path of the module, and what is taken of it, parted by slashes. */
  readonly names: ReadonlyMap<string, string>;
  /** Modules whose names stand for themselves here: the namespaces of C#. */
  readonly open: readonly string[];
}

/** Finds the imports of a program. */
export function importsOf({ list }: Tokens, language: ProgramLanguage): Imports {
  const names = new Map<string, string>();
  const open: string[] = [];
  for (const [index, token] of list.entries()) {
    if (token.is !== 'word') continue;
    const isStart = token.isFirst || list[index - 1]?.text === ';';
    if (language === 'javascript') {
      if (token.text === 'import' && isStart) readImport(list, index, names);
      else if (token.text === 'require') readRequire(list, index, names);
    } else if (language === 'python') {
      if (token.text === 'from' && isStart) readFrom(list, index, names);
      else if (token.text === 'import' && isStart) readPythonImport(list, index, names);
    } else if (language === 'go') {
      if (token.text === 'import' && isStart) readGoImport(list, index, names);
    } else if (token.text === 'using' && isStart) readUsing(list, index, names, open);
  }
  return { names, open };
}

// No honest import takes more names.
const longest = 400;

function textOf(token: Token | undefined): string {
  return token?.parts.map((part) => (part.is === 'run' ? part.text : '')).join('') ?? '';
}

/** `import * as a from 'm'`, `import { A, B as b } from 'm'`, `import a from 'm'`, `import a = require('m')`. */
function readImport(list: readonly Token[], start: number, names: Map<string, string>): void {
  for (let end = start + 1; end < Math.min(list.length, start + longest); end += 1) {
    if (list[end]?.text === ';' || list[end]?.text === 'import') return;
    if (list[end]?.is === 'text') {
      takeNames(list.slice(start + 1, end), textOf(list[end]), names);
      return;
    }
  }
}

/** `const a = require('m')`, `const { A, b: B } = require('m')`. */
function readRequire(list: readonly Token[], index: number, names: Map<string, string>): void {
  if (list[index + 1]?.text !== '(' || list[index + 2]?.is !== 'text' || list[index - 1]?.text !== '=')
    return;
  let start = index - 1;
  while (start > Math.max(0, index - longest) && !declares.has(list[start]?.text ?? '')) start -= 1;
  takeNames(list.slice(start + 1, index - 1), textOf(list[index + 2]), names);
}

const declares: ReadonlySet<string> = new Set(['const', 'let', 'var', 'import', ';']);

function takeNames(clause: readonly Token[], module: string, names: Map<string, string>): void {
  let isInBraces = false;
  for (const [index, { is, text }] of clause.entries()) {
    if (text === '{') isInBraces = true;
    else if (text === '}') isInBraces = false;
    if (is !== 'word' || text === 'from' || text === 'type' || text === 'as') continue;
    const separator = clause[index + 1]?.text;
    if (separator === 'as' || separator === ':') continue;
    const isRenamed = clause[index - 1]?.text === 'as' || clause[index - 1]?.text === ':';
    const original = isRenamed ? clause[index - 2]?.text : text;
    names.set(text, isInBraces && original !== 'default' ? `${module}/${original}` : module);
  }
}

/** `from m.n import a, b as c`, the names in brackets or not. */
function readFrom(list: readonly Token[], start: number, names: Map<string, string>): void {
  const { path, next } = dottedPath(list, start + 1);
  if (list[next]?.text !== 'import') return;
  const isInBrackets = list[next + 1]?.text === '(';
  for (let at = next + (isInBrackets ? 2 : 1); at < Math.min(list.length, start + longest); at += 1) {
    const token = list[at];
    if (!token || token.text === ')' || (token.isFirst && !isInBrackets)) return;
    if (token.is !== 'word' || token.text === 'as' || list[at + 1]?.text === 'as') continue;
    const original = list[at - 1]?.text === 'as' ? list[at - 2]?.text : token.text;
    names.set(token.text, `${path}/${original}`);
  }
}

/** `import m.n as a`, `import m.n`. */
function readPythonImport(list: readonly Token[], start: number, names: Map<string, string>): void {
  for (let at = start + 1; at < Math.min(list.length, start + longest); ) {
    const { path, next } = dottedPath(list, at);
    const alias = list[next]?.text === 'as' ? list[next + 1]?.text : undefined;
    const [first = ''] = path.split('/');
    if (first === '') return;
    names.set(alias ?? first, alias ? path : first);
    const end = next + (alias ? 2 : 0);
    if (list[end]?.text !== ',') return;
    at = end + 1;
  }
}

function dottedPath(list: readonly Token[], start: number): { readonly path: string; readonly next: number } {
  const parts: string[] = [];
  let at = start;
  while (list[at]?.is === 'word' && parts.length < 50) {
    parts.push(list[at]?.text ?? '');
    at += 1;
    if (list[at]?.text !== '.') break;
    at += 1;
  }
  return { path: parts.join('/'), next: at };
}

/** `import "path"`, `import ( alias "path" … )`. */
function readGoImport(list: readonly Token[], start: number, names: Map<string, string>): void {
  const isInBrackets = list[start + 1]?.text === '(';
  for (let at = start + 1; at < Math.min(list.length, start + longest); at += 1) {
    const token = list[at];
    if (!token || token.text === ')') return;
    if (token.is !== 'text') continue;
    const path = textOf(token);
    const before = list[at - 1];
    const alias = before?.is === 'word' && before.text !== 'import' ? before.text : undefined;
    names.set(alias ?? packageName(path), path);
    if (!isInBrackets) return;
  }
}

/** A module's major version at the end of its path is no part of the package's name. */
function packageName(path: string): string {
  const parts = path.split('/');
  return (/^v\d+$/.test(parts.at(-1) ?? '') ? parts.at(-2) : parts.at(-1)) ?? path;
}

/** `using A.B;` opens a namespace, `using a = A.B;` names one or a type. */
function readUsing(list: readonly Token[], start: number, names: Map<string, string>, open: string[]): void {
  const first = list[start + 1]?.text === 'static' ? start + 2 : start + 1;
  const alias = list[first + 1]?.text === '=' ? list[first]?.text : undefined;
  const { path } = dottedPath(list, alias === undefined ? first : first + 2);
  if (path === '') return;
  if (alias !== undefined) names.set(alias, path);
  else if (open.length < longest) open.push(path);
}
