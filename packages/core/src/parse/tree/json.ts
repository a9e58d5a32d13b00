import type { SyntaxProblem } from '../span.ts';
import { lineComment, trimmed } from './comment.ts';
import { repeatProblems } from './duplicates.ts';
import { type Comment, type Entry, MAX_DEPTH, type Node, type ScalarNode, type SyntaxTree } from './node.ts';
import { nothing } from './scalars.ts';

interface Frame {
  readonly is: 'map' | 'list';
  readonly start: number;
  readonly entries: Entry[];
  readonly items: Node[];
  key: ScalarNode | undefined;
  /** Whether a `:` stood after the key. */
  colon: boolean;
  /** Whether a `,` must come before the next member. */
  full: boolean;
}

/** Reads JSON with comments and trailing commas; what cannot be read is a problem and the rest is kept. */
export function parseJson(text: string): SyntaxTree {
  const reader = new Reader(text);
  const root = reader.read();
  return { documents: [{ root, start: 0, end: text.length, templated: false }], problems: reader.problems };
}

class Reader {
  readonly problems: SyntaxProblem[] = [];
  private readonly text: string;
  private readonly frames: Frame[] = [];
  private root: Node | undefined;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  read(): Node {
    if (this.text.charCodeAt(0) === 0xfeff) this.at = 1;
    while (this.at < this.text.length) this.step();
    if (this.frames.length > 0) this.problem('The text ends inside of an object or array.', this.text.length);
    while (this.frames.length > 0) this.close(this.text.length);
    if (!this.root) this.problem('There is no value in this text.', 0);
    return this.root ?? nothing(this.at);
  }

  private step(): void {
    const char = this.text[this.at];
    if (char === ' ' || char === '\n' || char === '\r' || char === '\t') this.at++;
    else if (char === '"') this.string();
    else if (char === ',') this.comma();
    else if (char === ':') this.colon();
    else if (char === '{' || char === '[') this.open(char === '{' ? 'map' : 'list');
    else if (char === '}' || char === ']') this.closeAs(char === '}' ? 'map' : 'list');
    else if (char === '/') this.comment();
    else this.word();
  }

  private open(is: Frame['is']): void {
    this.frames.push({
      is,
      start: this.at,
      entries: [],
      items: [],
      key: undefined,
      colon: false,
      full: false,
    });
    this.at++;
    if (this.frames.length <= MAX_DEPTH) return;
    const start = this.at - 1;
    this.frames.pop();
    this.at = afterBrackets(this.text, start);
    this.problem(`This nests deeper than ${MAX_DEPTH} levels.`, start, this.at);
    this.add({ ...nothing(start), end: this.at, plain: false, isNull: false, templated: true });
  }

  private closeAs(is: Frame['is']): void {
    const index = this.frames.findLastIndex((frame) => frame.is === is);
    this.at++;
    if (index < 0) {
      this.problem(`Nothing is open that "${is === 'map' ? '}' : ']'}" closes.`, this.at - 1);
      return;
    }
    if (index < this.frames.length - 1) this.problem('An object or array inside is not closed.', this.at - 1);
    while (this.frames.length > index) this.close(this.at);
  }

  private close(end: number): void {
    const frame = this.frames.pop();
    if (!frame) return;
    this.finishKey(frame);
    const { is, start, entries, items } = frame;
    const span = { start, end, tag: undefined };
    if (is === 'list') {
      this.add({ is, items, ...span });
      return;
    }
    const repeated = repeatProblems(entries);
    for (const problem of repeated) this.tell(problem);
    const repeats = repeated.length > 0;
    this.add({ is, entries, merges: false, repeats, branching: false, ...span });
  }

  private finishKey(frame: Frame): void {
    const { key } = frame;
    if (!key) return;
    this.problem(`The key "${key.text}" has no value.`, key.start, key.end);
    frame.entries.push({ key, value: nothing(key.end) });
    frame.key = undefined;
  }

  private colon(): void {
    const frame = this.frames.at(-1);
    if (frame?.key && !frame.colon) frame.colon = true;
    else this.problem('A ":" stands where none belongs.', this.at);
    this.at++;
  }

  private comma(): void {
    const frame = this.frames.at(-1);
    if (frame) this.finishKey(frame);
    if (!frame?.full) this.problem('A "," stands where none belongs.', this.at);
    if (frame) frame.full = false;
    this.at++;
  }

  private add(node: Node): void {
    const frame = this.frames.at(-1);
    if (!frame) {
      if (this.root) this.problem('A second value stands after the end of the first.', node.start, node.end);
      else this.root = node;
      return;
    }
    if (frame.is === 'map' && frame.key) {
      if (!frame.colon) this.problem('A ":" is missing before this value.', node.start);
      frame.entries.push({ key: frame.key, value: node });
      frame.key = undefined;
      frame.colon = false;
      frame.full = true;
      return;
    }
    if (frame.full) this.problem('A "," is missing before this.', node.start);
    frame.full = false;
    if (frame.is === 'list') {
      frame.items.push(node);
      frame.full = true;
    } else if (node.is === 'scalar') {
      if (node.plain) this.problem('A key must stand in quotes.', node.start, node.end);
      frame.key = node;
    } else this.problem('This value has no key.', node.start, node.end);
  }

  private string(): void {
    const { text } = this;
    const start = this.at + 1;
    let end = start;
    let escaped = false;
    for (
      let char = text.charCodeAt(end);
      end < text.length && char !== 0x22 && char !== 0x0a;
      char = text.charCodeAt(end)
    ) {
      if (char === 0x5c) escaped = true;
      end += char === 0x5c ? 2 : 1;
    }
    end = Math.min(end, text.length);
    const closed = text[end] === '"';
    this.at = closed ? end + 1 : end;
    if (!closed) this.problem('A string is not closed on its line.', start - 1, end);
    const raw = text.slice(start, end);
    const value = escaped ? this.unescaped(raw, start) : raw;
    this.add({
      ...nothing(start),
      text: value,
      end,
      style: 'double-quoted',
      plain: false,
      isNull: false,
      verbatim: closed && value === raw,
      comment: this.trailing(),
    });
  }

  private unescaped(raw: string, start: number): string {
    return raw.replace(ESCAPE, (written, hex: string | undefined, offset: number) => {
      if (hex) return String.fromCharCode(Number.parseInt(hex, 16));
      const plain = ESCAPES.get(written[1] ?? '');
      if (plain !== undefined) return plain;
      this.problem(`"${written}" is no escape of JSON.`, start + offset, start + offset + written.length);
      return written;
    });
  }

  private word(): void {
    const { text } = this;
    const start = this.at;
    while (this.at < text.length && !isDelimiter(text.charCodeAt(this.at))) this.at++;
    const word = text.slice(start, this.at);
    if (!isLiteral(word)) this.problem('This is no value of JSON.', start, this.at);
    const comment = this.trailing();
    this.add({
      ...nothing(start),
      text: word,
      end: this.at,
      isNull: word === 'null',
      verbatim: true,
      comment,
    });
  }

  private trailing(): Comment | undefined {
    if (this.text[this.at] === '\n') return undefined;
    LINE_REST.lastIndex = this.at;
    const match = LINE_REST.exec(this.text);
    if (!match) return undefined;
    const start = LINE_REST.lastIndex;
    if (match[0].endsWith('//')) return lineComment(this.text, start);
    const end = this.text.indexOf('*/', start);
    return end < 0 ? undefined : trimmed(this.text, start, end);
  }

  private comment(): void {
    const { text, at } = this;
    const isBlock = text[at + 1] === '*';
    if (!isBlock && text[at + 1] !== '/') {
      this.problem('This is no value of JSON.', at);
      this.at++;
      return;
    }
    const end = text.indexOf(isBlock ? '*/' : '\n', at + 2);
    if (end < 0 && isBlock) this.problem('A comment is not closed.', at, text.length);
    this.at = end < 0 ? text.length : end + (isBlock ? 2 : 1);
  }

  private problem(message: string, start: number, end = Math.min(start + 1, this.text.length)): void {
    this.tell({ message, start: Math.min(start, end), end });
  }

  private tell(problem: SyntaxProblem): void {
    if (this.problems.length < MAX_PROBLEMS) this.problems.push(problem);
  }
}

/** Beyond this many, further problems of one text say nothing new. */
const MAX_PROBLEMS = 1000;
const LINE_REST = /[ \t,\]}]*(?:\/\/|\/\*)/y;
const ESCAPE = /\\(?:u([\dA-Fa-f]{4})|[\s\S])/g;
const ESCAPES = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

function isLiteral(word: string): boolean {
  return word === 'true' || word === 'false' || word === 'null' || NUMBER.test(word);
}

function isDelimiter(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
  return (
    code === 0x22 ||
    code === 0x2c ||
    code === 0x2f ||
    code === 0x3a ||
    code === 0x5b ||
    code === 0x5d ||
    code === 0x7b ||
    code === 0x7d
  );
}

/** Passes a value by its brackets alone, outside of strings. */
function afterBrackets(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (char === '"') {
      for (at++; at < text.length && text[at] !== '"' && text[at] !== '\n'; at++) if (text[at] === '\\') at++;
    } else if (char === '{' || char === '[') depth++;
    else if ((char === '}' || char === ']') && --depth === 0) return at + 1;
  }
  return text.length;
}
