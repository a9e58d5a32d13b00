import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import { maxDepth } from '../characters.ts';
import { jsonDepthExceededAt, jsonString } from '../json-value.ts';
import { slicePieces } from '../text.ts';
import {
  boolValue,
  failure,
  type HclTextPiece,
  type HclValue,
  listValue,
  nullValue,
  numberValue,
  objectValue,
  type StringValue,
  stringValue,
  unknownValue,
} from '../value.ts';
import { reasonOfParts } from './unknown-part.ts';

/**
 * Sees the structure in a value: what `jsonencode` was given, or a string's JSON, whose strings keep their origin. Unknown
 * parts inside a JSON string stay unknown parts of that string. Any other value is its own structure.
 */
export function structureOf(value: HclValue): HclValue {
  if (value.is !== 'string' && value.is !== 'unknown') return value;
  if (value.structure !== undefined) return value.structure;
  if (value.is === 'unknown' && value.pieces.every((piece) => piece.form === 'unknown')) return value;
  const { text, pieces } = value;
  return value.is === 'unknown'
    ? decodeJson(withoutQuotes(pieces), pieces, value.reason)
    : decodeJson(text, pieces);
}

/** The source of an expression that is not known may hold quotes, which close no string of the JSON around it. */
function withoutQuotes(pieces: readonly HclTextPiece[]): string {
  return pieces.map(({ text, form }) => (form === 'unknown' ? text.replace(jsonMarks, '_') : text)).join('');
}

const jsonMarks = /["\\\u0000-\u001f]/g;

/** Decodes JSON text made of pieces; `reason` says why some of them are unknown. */
export function decodeJson(text: string, pieces: readonly HclTextPiece[], reason?: string): HclValue {
  if (jsonDepthExceededAt(text) >= 0) return failure(`The JSON nests deeper than ${maxDepth} levels.`);
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true });
  if (root === undefined || errors.length > 0) {
    return reason === undefined ? failure('The string is no valid JSON.') : unknownValue(reason, { pieces });
  }
  return new JsonReader(text, pieces, reason).read(root);
}

class JsonReader {
  readonly #text: string;
  readonly #pieces: readonly HclTextPiece[];
  readonly #reasonOf: ((part: readonly HclTextPiece[]) => string) | undefined;
  readonly #starts: readonly number[];

  constructor(text: string, pieces: readonly HclTextPiece[], reason: string | undefined) {
    this.#text = text;
    this.#pieces = pieces;
    this.#reasonOf = reason === undefined ? undefined : reasonOfParts(pieces, reason);
    let at = 0;
    this.#starts = pieces.map((piece) => {
      const start = at;
      at += piece.text.length;
      return start;
    });
  }

  read(node: Node): HclValue {
    switch (node.type) {
      case 'object':
        return objectValue((node.children ?? []).flatMap((child) => this.#entry(child)));
      case 'array':
        return listValue((node.children ?? []).map((child) => this.read(child)));
      case 'string':
        return this.#string(node);
      case 'number': {
        const text = this.#text.slice(node.offset, node.offset + node.length);
        return numberValue(text, this.#slice(node.offset, node.offset + node.length));
      }
      case 'boolean':
        return boolValue(node.value === true);
      default:
        return nullValue;
    }
  }

  #entry(node: Node) {
    const [key, value] = node.children ?? [];
    if (key === undefined || value === undefined) return [];
    const name = this.#string(key);
    return name.is === 'string' ? [{ key: name, value: this.read(value) }] : [];
  }

  #string(node: Node): StringValue | HclValue {
    const { value, origin, contentSpan } = jsonString(this.#text, node);
    const pieces =
      origin === undefined
        ? this.#slice(contentSpan.start, contentSpan.end)
        : this.#decoded(value, origin.offsets);
    if (this.#reasonOf === undefined || pieces.every((piece) => piece.form !== 'unknown'))
      return stringValue(pieces);
    return unknownValue(this.#reasonOf(pieces), { pieces });
  }

  /** Takes runs of characters that stand for themselves together, and each escape by itself. */
  #decoded(value: string, offsets: Uint32Array): readonly HclTextPiece[] {
    const pieces: HclTextPiece[] = [];
    for (let at = 0; at < value.length; ) {
      const start = offsets[at] ?? 0;
      let end = at + 1;
      if ((offsets[end] ?? 0) - start === 1) {
        while (end < value.length && (offsets[end + 1] ?? 0) - (offsets[end] ?? 0) === 1) end++;
        pieces.push(...this.#slice(start, offsets[end] ?? 0));
      } else {
        const [written] = this.#slice(start, offsets[end] ?? 0);
        if (written !== undefined) {
          const form = written.form === 'exact' ? 'encoded' : written.form;
          pieces.push({ ...written, text: value.slice(at, end), form });
        }
      }
      at = end;
    }
    return pieces;
  }

  #slice(start: number, end: number): readonly HclTextPiece[] {
    const first = this.#pieceAt(start);
    const offset = this.#starts[first] ?? 0;
    let last = first;
    while (last < this.#pieces.length && (this.#starts[last] ?? 0) < end) last++;
    return slicePieces(this.#pieces.slice(first, last), start - offset, end - offset);
  }

  #pieceAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return Math.max(low, 0);
  }
}
