import type { SyntaxProblem } from '../span.ts';
import type { RubyStatement } from './syntax.ts';
import type { Token } from './token.ts';

// Honest files nest a few blocks.
const deepest = 150;

/** Reads statements, which expressions hold in their blocks. */
export interface StatementReader {
  readonly statements: (cursor: Cursor) => readonly RubyStatement[];
  readonly keywordBody: (cursor: Cursor, keyword: string) => RubyStatement;
}

/** A place in the tokens of a file. */
export class Cursor {
  at = 0;
  readonly problems: SyntaxProblem[] = [];
  readonly #tokens: readonly Token[];
  readonly #reader: StatementReader;
  #depth = 0;

  constructor(tokens: readonly Token[], reader: StatementReader) {
    this.#tokens = tokens;
    this.#reader = reader;
  }

  get token(): Token | undefined {
    return this.#tokens[this.at];
  }

  get next(): Token | undefined {
    return this.#tokens[this.at + 1];
  }

  get isOver(): boolean {
    return this.at >= this.#tokens.length;
  }

  get isNewline(): boolean {
    return this.token?.is === 'newline';
  }

  /** Where the token before ends. */
  get end(): number {
    return this.#tokens[this.at - 1]?.end ?? 0;
  }

  isMark(...marks: readonly string[]): boolean {
    return this.token?.is === 'mark' && marks.includes(this.token.text);
  }

  isName(name: string): boolean {
    return this.token?.is === 'name' && this.token.text === name;
  }

  skip(): void {
    this.at += 1;
  }

  skipNewlines(): void {
    while (this.isNewline) this.at += 1;
  }

  /** Whether the next line goes on with `.name`. */
  get continuesBelow(): boolean {
    if (!this.isNewline) return false;
    let at = this.at;
    while (this.#tokens[at]?.is === 'newline') at += 1;
    return this.#tokens[at]?.is === 'mark' && /^(?:\.|&\.)$/.test(this.#tokens[at]?.text ?? '');
  }

  /** Reads the statements of a block. */
  statements(): readonly RubyStatement[] {
    return this.nested((cursor) => this.#reader.statements(cursor)) ?? [];
  }

  /** Reads `if … end` and its like where an expression stands. */
  keywordBody(keyword: string): RubyStatement {
    return this.#reader.keywordBody(this, keyword);
  }

  /** Reads what is nested, unless it is nested deeper than anybody writes. */
  nested<T>(read: (cursor: Cursor) => T): T | null {
    if (this.#depth >= deepest) {
      const { start, end } = this.token ?? { start: this.end, end: this.end };
      if (this.problems.length === 0)
        this.problems.push({ message: `This is nested deeper than ${deepest}.`, start, end });
      this.at = this.#tokens.length;
      return null;
    }
    this.#depth += 1;
    const result = read(this);
    this.#depth -= 1;
    return result;
  }
}
