import type { Span, SyntaxProblem } from '../span.ts';
import { hashComment } from './comment.ts';
import { type Entry, MAX_DEPTH, type MapNode, type Node, type ScalarNode } from './node.ts';
import { nothing } from './scalars.ts';
import { skipBlanks, skipSpace, TomlFailure, tomlScalar, tomlString } from './toml-values.ts';

/** How a table came to be, which decides what may add to it (https://toml.io/en/v1.1.0#table). */
type Origin = 'implicit' | 'header' | 'dotted' | 'inline';

interface Table {
  readonly node: MapNode & { end: number };
  readonly entries: Entry[];
  readonly members: Map<string, Table | Table[] | 'value'>;
  origin: Origin;
}

/** Beyond this many, further problems of one text say nothing new. */
const MAX_PROBLEMS = 1000;

/** Reads the statements of one TOML text into a tree of its tables. */
export class TomlReader {
  readonly problems: SyntaxProblem[] = [];
  private readonly text: string;
  private readonly root: Table;
  private table: Table;
  private at = 0;

  constructor(text: string) {
    this.text = text;
    this.root = newTable(0, 'header');
    this.table = this.root;
  }

  read(): MapNode {
    if (this.text.charCodeAt(0) === 0xfeff) this.at = 1;
    for (this.at = skipSpace(this.text, this.at); this.at < this.text.length; ) {
      const start = this.at;
      try {
        if (this.text[start] === '[') this.header();
        else this.keyValue(this.table, 0);
        this.lineEnd();
      } catch (cause) {
        if (!(cause instanceof TomlFailure)) throw cause;
        const eol = this.text.indexOf('\n', Math.max(start, cause.at));
        this.at = eol < 0 ? this.text.length : eol;
        this.problem(cause.message, { start: Math.min(cause.at, this.at), end: this.at });
      }
      this.at = skipSpace(this.text, this.at);
    }
    this.root.node.end = this.text.length;
    return this.root.node;
  }

  private lineEnd(): void {
    this.at = skipBlanks(this.text, this.at);
    const char = this.text[this.at];
    const isEnd =
      char === undefined ||
      char === '\n' ||
      char === '#' ||
      (char === '\r' && this.text[this.at + 1] === '\n');
    if (!isEnd) throw new TomlFailure('Something stands after the end of a statement.', this.at);
  }

  private header(): void {
    const start = this.at;
    const isArray = this.text[start + 1] === '[';
    this.at += isArray ? 2 : 1;
    const keys = this.keys();
    const closer = isArray ? ']]' : ']';
    if (!this.text.startsWith(closer, this.at))
      throw new TomlFailure('The name of a table is not closed.', this.at);
    this.at += closer.length;
    const last = keys.at(-1);
    if (!last) return;
    let parent = this.root;
    for (const key of keys.slice(0, -1)) parent = this.step(parent, key, 'implicit');
    this.table = isArray ? this.nextOfArray(parent, last, start) : this.named(parent, last);
    this.table.node.end = this.at;
  }

  private named(parent: Table, key: ScalarNode): Table {
    const known = parent.members.get(key.text);
    const isNew = known === undefined;
    const table = this.step(parent, key, 'header');
    if (!isNew && (Array.isArray(known) || table.origin !== 'implicit')) {
      this.problem(`The table "${key.text}" is defined twice.`, key);
    }
    table.origin = 'header';
    return table;
  }

  private nextOfArray(parent: Table, key: ScalarNode, start: number): Table {
    const known = parent.members.get(key.text);
    const table = newTable(start, 'header');
    if (Array.isArray(known)) {
      known.push(table);
      const list = parent.entries.findLast((entry) => entry.key.text === key.text)?.value;
      if (list?.is === 'list') arrays.get(list)?.push(table.node);
      return table;
    }
    if (known !== undefined) this.problem(`"${key.text}" is no array of tables.`, key);
    const nodes: Node[] = [table.node];
    const list = { is: 'list', items: nodes, tag: undefined, start, end: this.at } as const;
    arrays.set(list, nodes);
    parent.members.set(key.text, [table]);
    parent.entries.push({ key, value: list });
    return table;
  }

  /** Goes into the table of a key, which is made if there is none. */
  private step(parent: Table, key: ScalarNode, origin: Origin): Table {
    const known = parent.members.get(key.text);
    const table = Array.isArray(known) ? known.at(-1) : known;
    if (table !== undefined && table !== 'value') {
      const isClosed = table.origin === 'inline' || (origin === 'dotted' && table.origin !== 'dotted');
      if (isClosed) this.problem(`The table "${key.text}" is complete already.`, key);
      return table;
    }
    if (table === 'value') this.problem(`"${key.text}" is a value already, not a table.`, key);
    const made = newTable(key.start, origin);
    made.node.end = key.end;
    parent.members.set(key.text, made);
    parent.entries.push({ key, value: made.node });
    return made;
  }

  private keyValue(table: Table, depth: number): void {
    const keys = this.keys();
    if (this.text[this.at] !== '=') throw new TomlFailure('A "=" is missing after a key.', this.at);
    this.at = skipBlanks(this.text, this.at + 1);
    let parent = table;
    for (const key of keys.slice(0, -1)) parent = this.step(parent, key, 'dotted');
    const key = keys.at(-1);
    if (!key) return;
    if (parent.members.has(key.text))
      this.problem(`The key "${key.text}" is repeated; the last one counts.`, key, 'duplicate-key');
    const inline = this.text[this.at] === '{' ? newTable(this.at, 'inline') : undefined;
    const value = inline ? this.inlineTable(inline, depth + 1) : this.value(depth + 1);
    parent.members.set(key.text, inline ?? 'value');
    parent.entries.push({ key, value });
    parent.node.end = Math.max(parent.node.end, this.at);
  }

  private keys(): readonly ScalarNode[] {
    const keys: ScalarNode[] = [];
    do {
      if (keys.length > 0) this.at++;
      this.at = skipBlanks(this.text, this.at);
      keys.push(this.key());
      this.at = skipBlanks(this.text, this.at);
      if (keys.length >= MAX_DEPTH)
        throw new TomlFailure(`A key nests deeper than ${MAX_DEPTH} levels.`, this.at);
    } while (this.text[this.at] === '.');
    return keys;
  }

  private key(): ScalarNode {
    const { text, at } = this;
    if (text[at] === '"' || text[at] === "'") {
      if (text.startsWith('"""', at) || text.startsWith("'''", at))
        throw new TomlFailure('A key is no multi-line string.', at);
      const { node, end } = tomlString(text, at);
      this.at = end;
      return node;
    }
    BARE_KEY.lastIndex = at;
    if (!BARE_KEY.test(text)) throw new TomlFailure('A key is expected here.', at);
    this.at = BARE_KEY.lastIndex;
    return { ...nothing(at), text: text.slice(at, this.at), end: this.at, isNull: false, verbatim: true };
  }

  private value(depth: number): Node {
    if (depth > MAX_DEPTH) throw new TomlFailure(`This nests deeper than ${MAX_DEPTH} levels.`, this.at);
    const char = this.text[this.at];
    if (char === '[') return this.array(depth);
    if (char === '{') return this.inlineTable(newTable(this.at, 'inline'), depth);
    const { node, end } =
      char === '"' || char === "'" ? tomlString(this.text, this.at) : tomlScalar(this.text, this.at);
    this.at = end;
    return { ...node, comment: hashComment(this.text, end) };
  }

  private array(depth: number): Node {
    const start = this.at;
    const nodes: Node[] = [];
    this.at = skipSpace(this.text, this.at + 1);
    while (this.text[this.at] !== ']') {
      nodes.push(this.value(depth + 1));
      this.separator(']');
    }
    this.at++;
    return { is: 'list', items: nodes, tag: undefined, start, end: this.at };
  }

  private inlineTable(table: Table, depth: number): Node {
    if (depth > MAX_DEPTH) throw new TomlFailure(`This nests deeper than ${MAX_DEPTH} levels.`, this.at);
    this.at = skipSpace(this.text, this.at + 1);
    while (this.text[this.at] !== '}') {
      this.keyValue(table, depth);
      this.separator('}');
    }
    this.at++;
    table.node.end = this.at;
    return table.node;
  }

  private separator(closer: string): void {
    this.at = skipSpace(this.text, this.at);
    if (this.text[this.at] === closer) return;
    if (this.text[this.at] !== ',') throw new TomlFailure(`A "," or "${closer}" is expected here.`, this.at);
    this.at = skipSpace(this.text, this.at + 1);
  }

  private problem(message: string, { start, end }: Span, code?: SyntaxProblem['code']): void {
    if (this.problems.length > MAX_PROBLEMS) return;
    this.problems.push({ message, start, end, ...(code ? { code } : {}) });
    if (this.problems.length < MAX_PROBLEMS) return;
    this.problems.push({
      message: 'After so many problems the rest is not read.',
      start: this.at,
      end: this.text.length,
    });
    this.at = this.text.length;
  }
}

const BARE_KEY = /[\w-]+/y;

/** The growing items of each array of tables. */
const arrays = new WeakMap<Node, Node[]>();

function newTable(start: number, origin: Origin): Table {
  const entries: Entry[] = [];
  const node = {
    is: 'map',
    entries,
    tag: undefined,
    merges: false,
    repeats: true,
    branching: false,
    start,
    end: start,
  } as const;
  return { node, entries, members: new Map(), origin };
}
