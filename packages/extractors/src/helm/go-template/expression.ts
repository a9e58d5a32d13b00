import type { Expression, Loop } from './syntax.ts';

const token =
  /\s*(?:(?<quoted>"(?:[^"\\\n]|\\.)*")|`(?<raw>[^`]*)`|(?<number>-?\d[\w.]*)|(?<field>\.[A-Za-z_]\w*)|(?<variable>\$\w*)|(?<word>[A-Za-z_]\w*)|(?<mark>:=|[.|(),=]))/y;
const deepest = 40;
const longestText = 10_000;

interface Token {
  readonly is: 'text' | 'number' | 'field' | 'variable' | 'word' | 'mark';
  readonly text: string;
  /** Whether white space stands before it: `.a .b` are two operands, `.a.b` is one. */
  readonly isApart: boolean;
}

/** Reads a pipeline; `null` where it is none that is understood. */
export function parseExpression(text: string): Expression | null {
  const tokens = tokensOf(text);
  if (!tokens) return null;
  const reader = new Reader(tokens);
  const expression = reader.pipeline(0);
  return reader.isAtEnd() ? expression : null;
}

/** Reads what follows `range` or `with`: a pipeline, maybe with variables before it. */
export function parseLoop(text: string): Loop | null {
  const declared = /^(?<names>\$\w+(?:\s*,\s*\$\w+)?)\s*:=/.exec(text.trim());
  const names = declared?.groups?.names?.split(',').map((name) => name.trim().slice(1)) ?? [];
  const over = parseExpression(text.trim().slice(declared?.[0].length ?? 0));
  return over && { names, over };
}

function tokensOf(text: string): readonly Token[] | null {
  const tokens: Token[] = [];
  if (text.length > longestText) return null;
  const end = text.trimEnd().length;
  for (let at = 0; at < end; at = token.lastIndex) {
    token.lastIndex = at;
    const groups = token.exec(text)?.groups;
    if (!groups) return null;
    const isApart = /\s/.test(text[at] ?? '');
    const { quoted, raw, number, field, variable, word, mark } = groups;
    if (quoted !== undefined) tokens.push({ is: 'text', text: unquoted(quoted), isApart });
    else if (raw !== undefined) tokens.push({ is: 'text', text: raw, isApart });
    else if (number !== undefined) tokens.push({ is: 'number', text: number, isApart });
    else if (field !== undefined) tokens.push({ is: 'field', text: field.slice(1), isApart });
    else if (variable !== undefined) tokens.push({ is: 'variable', text: variable.slice(1), isApart });
    else if (word !== undefined) tokens.push({ is: 'word', text: word, isApart });
    else tokens.push({ is: 'mark', text: mark ?? '', isApart });
  }
  return tokens;
}

function unquoted(text: string): string {
  return text
    .slice(1, -1)
    .replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped === 't' ? '\t' : escaped));
}

class Reader {
  #at = 0;
  readonly #tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  isAtEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  pipeline(depth: number): Expression | null {
    let value = this.#command(depth, null);
    while (value && this.#takes('|')) value = this.#command(depth, value);
    return value;
  }

  #command(depth: number, piped: Expression | null): Expression | null {
    const next = this.#tokens[this.#at];
    const after = piped ? [piped] : [];
    if (next?.is === 'word' && !constants.has(next.text)) {
      this.#at += 1;
      const given = this.#operands(depth);
      return given && { is: 'call', name: next.text, given: [...given, ...after] };
    }
    const operands = this.#operands(depth);
    // Methods such as `.Capabilities.APIVersions.Has "x"` take what follows them.
    if (!operands || operands.length + after.length !== 1) {
      return operands && operands.length > 0 ? { is: 'call', name: '', given: operands } : null;
    }
    return operands[0] ?? null;
  }

  #operands(depth: number): readonly Expression[] | null {
    const operands: Expression[] = [];
    for (let next = this.#tokens[this.#at]; next; next = this.#tokens[this.#at]) {
      if (next.is === 'mark' && next.text !== '(' && next.text !== '.') break;
      const operand = this.#operand(next, depth);
      if (!operand) return null;
      operands.push(this.#fields(operand));
    }
    return operands;
  }

  #operand(next: Token, depth: number): Expression | null {
    this.#at += 1;
    if (next.is === 'mark') {
      if (next.text === '.') return { is: 'dot' };
      const inner = depth < deepest ? this.pipeline(depth + 1) : null;
      return inner && this.#takes(')') ? inner : null;
    }
    if (next.is === 'variable') return { is: 'variable', name: next.text };
    if (next.is === 'field') return { is: 'field', of: { is: 'dot' }, name: next.text };
    if (next.is === 'word') return constants.get(next.text) ?? { is: 'call', name: next.text, given: [] };
    return { is: 'text', text: next.text };
  }

  #fields(of: Expression): Expression {
    let value = of;
    for (
      let next = this.#tokens[this.#at];
      next?.is === 'field' && !next.isApart;
      next = this.#tokens[this.#at]
    ) {
      value = { is: 'field', of: value, name: next.text };
      this.#at += 1;
    }
    return value;
  }

  #takes(mark: string): boolean {
    const next = this.#tokens[this.#at];
    const isThere = next?.is === 'mark' && next.text === mark;
    if (isThere) this.#at += 1;
    return isThere;
  }
}

const constants: ReadonlyMap<string, Expression> = new Map<string, Expression>([
  ['true', { is: 'truth', value: true }],
  ['false', { is: 'truth', value: false }],
  ['nil', { is: 'nothing' }],
]);
