import type { Span, SyntaxProblem } from '@fineprint/core';

/** A field of an entry: a value, or a list of names with values. */
export interface YarnField {
  readonly value: string;
  readonly items: (readonly [name: string, value: string])[];
}

/** An entry of `yarn.lock`: what asks for it, and what it is. */
export interface YarnEntry {
  readonly keys: readonly string[];
  readonly at: Span;
  readonly fields: Map<string, YarnField>;
}

/** The entries of a `yarn.lock`, and the lines that are none. */
export interface YarnLock {
  readonly entries: readonly YarnEntry[];
  readonly problems: readonly SyntaxProblem[];
}

/**
 * Reads `yarn.lock` of any version: both forms (`version "1.2.3"` until Yarn 1, YAML since) stand in lines whose
 * indentation says what belongs to what, and nothing else of YAML is ever written there.
 */
export function parseYarnLock(text: string): YarnLock {
  const reader = new YarnReader();
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  while (start < text.length) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    const line = text.slice(start, text[end - 1] === '\r' ? end - 1 : end);
    const content = line.trimStart();
    const indent = line.length - content.length;
    if (content !== '' && !content.startsWith('#')) {
      if (indent === 0) reader.entry(content, start);
      else reader.field(content, indent, start + indent);
    }
    start = end + 1;
  }
  return reader;
}

class YarnReader implements YarnLock {
  readonly entries: YarnEntry[] = [];
  readonly problems: SyntaxProblem[] = [];
  private current: YarnEntry | null = null;
  private last: YarnField | null = null;

  /** A line at the margin: YAML writes a key longer than 1,024 characters as `? key`, with a line `:` after it. */
  entry(content: string, start: number): void {
    if (content === ':') return;
    const offset = content.startsWith('? ') ? 2 : 0;
    const key = content.slice(offset).replace(/:$/, '');
    this.last = null;
    this.current = null;
    if (offset === 0 && !content.endsWith(':')) {
      const message = 'This line begins no entry of a lockfile of Yarn.';
      this.problems.push({ message, start, end: start + content.length });
      return;
    }
    const at = { start: start + offset, end: start + offset + key.length };
    this.current = { keys: keysOf(key), at, fields: new Map() };
    this.entries.push(this.current);
  }

  field(content: string, indent: number, start: number): void {
    const pair = pairOf(content);
    if (!pair) {
      const message = 'This line says nothing of a package.';
      this.problems.push({ message, start, end: start + content.length });
    } else if (indent > 2) this.last?.items.push(pair);
    else if (this.current) {
      this.last = { value: pair[1], items: [] };
      this.current.fields.set(pair[0], this.last);
    }
  }
}

/** `"a@^1", b@^2` and, since Yarn 2, `"a@npm:^1, a@npm:^2"`. */
function keysOf(key: string): readonly string[] {
  return key
    .split(',')
    .map((part) => part.trim().replace(/^"|"$/g, ''))
    .filter((part) => part !== '');
}

// A name may hold a colon that no space follows.
const bareWord = /^[^\s:]+(?::[^\s:]+)*/;

/** `name value`, `name: value` or `name:`, each in quotes where it has to be. */
function pairOf(content: string): [string, string] | null {
  const quoted = content.startsWith('"');
  const close = quoted ? content.indexOf('"', 1) : -1;
  if (quoted && close < 0) return null;
  const word = quoted ? content.slice(1, close) : (bareWord.exec(content)?.[0] ?? '');
  if (word === '') return null;
  const rest = content
    .slice(quoted ? close + 1 : word.length)
    .replace(/^:/, '')
    .trim();
  return [word, rest.startsWith('"') ? unquoted(rest) : rest];
}

function unquoted(text: string): string {
  return text.replace(/^"|"$/g, '').replace(/\\(["\\])/g, '$1');
}
