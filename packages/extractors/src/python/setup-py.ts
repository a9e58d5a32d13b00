import { encodedText, type FileProblem, type SourceFile, type Span } from '@fineprint/core';
import type { PythonFact } from './facts.ts';
import { readOwnRequirement, usageOfGroup } from './requirement.ts';

const keyword =
  /\b(?<name>install_requires|setup_requires|tests_require|extras_require)\b["']?\s*[=:]\s*(?=[[({])/g;

/** Reads the lists that stand in `setup.py` as they are; what the program puts together is not run. */
export function* readSetupPy(file: SourceFile): Iterable<PythonFact | FileProblem> {
  let done = 0;
  for (const match of file.text.matchAll(keyword)) {
    const name = match.groups?.name ?? '';
    // What stands in a list that was read already is no list of its own.
    if (match.index < done) continue;
    const { found, end } = literals(file.text, match.index + match[0].length);
    done = end;
    for (const { at, group } of found) {
      const text = file.text.slice(at.start, at.end);
      const use = useOf(name, group);
      const isPlain = !text.includes('\\') && !/[{}]/.test(text);
      if (!isPlain) continue;
      yield* readOwnRequirement(
        { file, address: name, ...use },
        { at, resolved: encodedText(text, at, true) },
      );
    }
  }
}

function useOf(name: string, group: string) {
  if (name === 'extras_require') return { scope: 'optional', ...usageOfGroup(group) } as const;
  if (name === 'setup_requires') return { usage: 'build' } as const;
  return usageOfGroup(name === 'tests_require' ? 'test' : '');
}

interface Literal {
  readonly at: Span;
  /** The key of a dictionary that it stands under. */
  readonly group: string;
}

const token = /#[^\n]*|(?<quote>'''|"""|['"])|[[\](){}]/g;
const closers = new Set([']', ')', '}']);

/** The strings of a list, or of a dictionary of lists, that begins here; it ends where its bracket is closed. */
function literals(text: string, start: number): { readonly found: readonly Literal[]; readonly end: number } {
  const list: Literal[] = [];
  const pattern = new RegExp(token);
  pattern.lastIndex = start;
  let depth = 0;
  let group = '';
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const [found] = match;
    if (closers.has(found)) depth -= 1;
    else if (!match.groups?.quote) depth += found.startsWith('#') ? 0 : 1;
    else {
      const from = match.index + found.length;
      const end = stringEnd(text, from, found);
      pattern.lastIndex = end + found.length;
      const isKey = /^\s*:/.test(text.slice(end + found.length, end + found.length + 20));
      if (isKey) group = text.slice(from, end);
      // A string after an operator or in a call is a piece of something else.
      else if (!isOperand(text, match.index, end + found.length))
        list.push({ at: { start: from, end }, group });
    }
    if (depth <= 0) return { found: list, end: pattern.lastIndex };
  }
  return { found: list, end: text.length };
}

function stringEnd(text: string, from: number, quote: string): number {
  for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at + 1))
    if (text[at - 1] !== '\\') return at;
  return text.length;
}

function isOperand(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(start - 20, 0), start).trimEnd();
  const after = text.slice(end, end + 20).trimStart();
  return /[+%]$/.test(before) || /^[+%.]/.test(after);
}
