import type { Node } from 'jsonc-parser';
import type { SyntaxProblem } from '../span.ts';
import type { HclExpression } from './ast.ts';
import { Char, maxDepth } from './characters.ts';
import type { Origin } from './cursor.ts';
import { parseTemplate } from './template.ts';

/** A JSON value as an expression: its strings, object keys too, are templates. */
export class JsonValue {
  readonly problems: SyntaxProblem[] = [];
  readonly expression: HclExpression;
  readonly #text: string;

  constructor(text: string, node: Node) {
    this.#text = text;
    this.expression = this.#expressionOf(node);
  }

  #expressionOf(node: Node): HclExpression {
    const span = { start: node.offset, end: node.offset + node.length };
    switch (node.type) {
      case 'string':
        return this.#template(node);
      case 'number':
        return { is: 'number', text: this.#text.slice(span.start, span.end), ...span };
      case 'boolean':
        return { is: 'bool', value: node.value === true, ...span };
      case 'array':
        return { is: 'tuple', items: (node.children ?? []).map((item) => this.#expressionOf(item)), ...span };
      case 'object':
        return { is: 'object', items: (node.children ?? []).flatMap((item) => this.#item(item)), ...span };
      default:
        return { is: 'null', ...span };
    }
  }

  #item(node: Node) {
    const [key, value] = node.children ?? [];
    if (key === undefined || value === undefined) return [];
    const start = node.offset;
    const end = node.offset + node.length;
    return [{ key: this.#template(key), value: this.#expressionOf(value), start, end }];
  }

  #template(node: Node): HclExpression {
    const { value, origin, contentSpan } = jsonString(this.#text, node);
    const parsed =
      origin === undefined
        ? parseTemplate(this.#text, contentSpan, undefined, 'json')
        : parseTemplate(value, { start: 0, end: value.length }, origin, 'json');
    this.problems.push(...parsed.problems);
    return { ...parsed.expression, start: node.offset, end: node.offset + node.length };
  }
}

/** Decodes a JSON string node; `origin` says where the decoded characters stand, where they are not the text's own. */
export function jsonString(text: string, node: Node) {
  const start = node.offset + 1;
  const nodeEnd = node.offset + node.length;
  const end = nodeEnd > start && text.charCodeAt(nodeEnd - 1) === Char.quote ? nodeEnd - 1 : nodeEnd;
  const contentSpan = { start, end };
  const raw = text.slice(start, end);
  if (!raw.includes('\\')) return { value: raw, origin: undefined, contentSpan };
  return { ...decoded(text, start, end), contentSpan };
}

const escapes = new Map([
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);
const unicodeEscape = /\\u(?<hex>[0-9a-fA-F]{4})/y;

function decoded(
  text: string,
  start: number,
  end: number,
): { readonly value: string; readonly origin: Origin } {
  const offsets = new Uint32Array(end - start + 1);
  const units: string[] = [];
  let at = start;
  while (at < end) {
    offsets[units.length] = at;
    if (text.charCodeAt(at) !== Char.backslash) {
      units.push(text.charAt(at++));
      continue;
    }
    unicodeEscape.lastIndex = at;
    const hex = unicodeEscape.exec(text)?.groups?.hex;
    const letter = text.charAt(at + 1);
    units.push(
      hex === undefined ? (escapes.get(letter) ?? letter) : String.fromCharCode(Number.parseInt(hex, 16)),
    );
    at += hex === undefined ? 2 : 6;
  }
  offsets[units.length] = end;
  return { value: units.join(''), origin: { source: text, offsets: offsets.slice(0, units.length + 1) } };
}

/** Finds where JSON nests too deep, or -1: the JSON parser recurses, so depth is counted before. */
export function jsonDepthExceededAt(text: string): number {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === Char.backslash) at++;
      else if (code === Char.quote || code === Char.newline) inString = false;
    } else if (code === Char.quote) inString = true;
    else if (code === Char.openBrace || code === Char.openBracket) {
      if (++depth > maxDepth) return at;
    } else if (code === Char.closeBrace || code === Char.closeBracket) depth = Math.max(0, depth - 1);
  }
  return -1;
}
