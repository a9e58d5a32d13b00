import { parseExpression, parseLoop } from './expression.ts';
import type { Branch, TemplateNode } from './syntax.ts';

/** What stands between `{{` and `}}`, with its place; trimmed, and without the marks that trim what is around it. */
export interface Action {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly trimsBefore: boolean;
  readonly trimsAfter: boolean;
}

/** Finds the actions of a template; a `}}` in a quoted text ends none. One that is never closed is left out. */
export function* actionsOf(text: string): Iterable<Action> {
  for (let start = text.indexOf('{{'); start >= 0; ) {
    const end = endOfAction(text, start + 2);
    if (end === null) return;
    const trimsBefore = text[start + 2] === '-';
    const trimsAfter = text[end - 3] === '-' && end - 3 > start + 2;
    const inner = text.slice(start + (trimsBefore ? 3 : 2), end - (trimsAfter ? 3 : 2)).trim();
    yield { text: inner, start, end, trimsBefore, trimsAfter };
    start = text.indexOf('{{', end);
  }
}

const commentMark = /-?\s*\/\*/y;

function endOfAction(text: string, from: number): number | null {
  commentMark.lastIndex = from;
  if (commentMark.test(text)) {
    const close = text.indexOf('*/', from);
    const end = close < 0 ? -1 : text.indexOf('}}', close);
    return end < 0 ? null : end + 2;
  }
  let quote = '';
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (quote !== '') {
      if (character === '\\' && quote === '"') at += 1;
      // A quote that is never closed on its line is a mistake; it must not swallow the rest of the file.
      else if (character === quote || (character === '\n' && quote === '"')) quote = '';
    } else if (character === '"' || character === '`') quote = character;
    else if (character === '}' && text[at + 1] === '}') return at + 2;
  }
  return null;
}

const deepest = 40;

/** Parses a template, or the body of a named one up to its own `end`; `null` where it is not understood. */
export function parseTemplate(text: string): readonly TemplateNode[] | null {
  const parts = partsOf(text);
  return new TemplateParser(parts).body(0)?.nodes ?? null;
}

type Part = { readonly is: 'text'; readonly text: string } | { readonly is: 'action'; readonly text: string };

function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let at = 0;
  let isTrimmed = false;
  const addText = (end: number, trimsEnd: boolean) => {
    const start = isTrimmed ? text.slice(at, end).trimStart() : text.slice(at, end);
    const kept = trimsEnd ? start.trimEnd() : start;
    if (kept !== '') parts.push({ is: 'text', text: kept });
  };
  for (const action of actionsOf(text)) {
    addText(action.start, action.trimsBefore);
    if (!action.text.startsWith('/*')) parts.push({ is: 'action', text: action.text });
    at = action.end;
    isTrimmed = action.trimsAfter;
  }
  addText(text.length, false);
  return parts;
}

interface Body {
  readonly nodes: readonly TemplateNode[];
  /** The `else …` or `end` that closes it; empty at the end of the text. */
  readonly close: string;
}

const wordThenRest = /^(?<word>[a-z]+)\b\s*(?<rest>.*)$/s;
const assignment = /^\$(?<name>\w+)\s*(?<sign>:?=)(?<rest>.*)$/s;

class TemplateParser {
  #at = 0;
  readonly #parts: readonly Part[];

  constructor(parts: readonly Part[]) {
    this.#parts = parts;
  }

  body(depth: number): Body | null {
    const nodes: TemplateNode[] = [];
    if (depth > deepest) return null;
    while (this.#at < this.#parts.length) {
      const part = this.#parts[this.#at];
      this.#at += 1;
      if (part === undefined) break;
      if (part.is === 'text') nodes.push(part);
      else {
        const { word = '', rest = '' } = wordThenRest.exec(part.text)?.groups ?? {};
        if (word === 'end' || word === 'else') return { nodes, close: part.text };
        const node = this.#node(word, rest, part.text, depth);
        if (!node) return null;
        nodes.push(node);
      }
    }
    return { nodes, close: '' };
  }

  #node(word: string, rest: string, text: string, depth: number): TemplateNode | null {
    if (word === 'if' || word === 'with') return this.#choice(word, rest, depth);
    if (word === 'range') return this.#range(rest, depth);
    if (word === 'define' || word === 'block' || word === 'break' || word === 'continue') return null;
    const { name, sign, rest: assigned = '' } = assignment.exec(text)?.groups ?? {};
    const expression = parseExpression(
      name === undefined ? text.replace(/^template\b/, 'include') : assigned,
    );
    if (!expression) return null;
    return name === undefined
      ? { is: 'output', expression, source: text }
      : { is: 'set', name, isNew: sign === ':=', expression };
  }

  #choice(word: 'if' | 'with', first: string, depth: number): TemplateNode | null {
    const branches: Branch[] = [];
    for (let condition: string | null = first; ; ) {
      const parsed = condition === null ? null : parseExpression(condition);
      const body = this.body(depth + 1);
      if (!body || (condition !== null && !parsed)) return null;
      branches.push({ condition: parsed, body: body.nodes });
      if (!body.close.startsWith('else')) return { is: 'choice', word, branches };
      condition = /^else\s+(?:if|with)\b(?<rest>.*)$/s.exec(body.close)?.groups?.rest ?? null;
    }
  }

  #range(rest: string, depth: number): TemplateNode | null {
    const loop = parseLoop(rest);
    const body = this.body(depth + 1);
    // What `else` says holds for nothing at all.
    if (body?.close.startsWith('else') && !this.body(depth + 1)) return null;
    return loop && body && { is: 'range', loop, body: body.nodes };
  }
}
