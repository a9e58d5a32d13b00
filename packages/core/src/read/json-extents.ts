// Where the values of a JSON text lie (RFC 8259), found without making them: a document of many megabytes is then made one value
// at a time. Only brackets, texts and commas are heeded; whether a value is one, `JSON.parse` says of its extent.

/** Bytes of a text, without the last. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** A text that is no JSON, or none of the wanted sort; the message says where. */
export class JsonExtentError extends Error {
  override readonly name = 'JsonExtentError';
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** The value that a text is; throws a `JsonExtentError` where something follows it. */
export function wholeExtent(json: Uint8Array): Extent {
  const start = afterSpace(json, 0);
  const end = endOfValue(json, start);
  if (afterSpace(json, end) < json.length) throw unexpected(json, afterSpace(json, end));
  return { start, end };
}

/** The values of an array, in its order; throws a `JsonExtentError` where it is none. */
export function* elementsOf(json: Uint8Array, array: Extent): Generator<Extent, void> {
  let at = opened(json, array, openBracket);
  if (json[at] === closeBracket) return;
  for (;;) {
    const element = { start: at, end: endOfValue(json, at) };
    yield element;
    const next = afterSpace(json, element.end);
    if (json[next] === closeBracket) return;
    at = afterSign(json, next, comma);
  }
}

/** The names of an object, as they are written, and their values; throws a `JsonExtentError` where it is none. */
export function* membersOf(
  json: Uint8Array,
  object: Extent,
): Generator<{ readonly name: Extent; readonly value: Extent }, void> {
  let at = opened(json, object, openBrace);
  if (json[at] === closeBrace) return;
  for (;;) {
    if (json[at] !== quote) throw unexpected(json, at);
    const name = { start: at, end: endOfValue(json, at) };
    const start = afterSign(json, afterSpace(json, name.end), colon);
    const value = { start, end: endOfValue(json, start) };
    yield { name, value };
    const next = afterSpace(json, value.end);
    if (json[next] === closeBrace) return;
    at = afterSign(json, next, comma);
  }
}

/** Whether an extent is that of an array. */
export function isArray(json: Uint8Array, { start }: Extent): boolean {
  return json[start] === openBracket;
}

function opened(json: Uint8Array, { start }: Extent, sign: number): number {
  return afterSign(json, start, sign);
}

function afterSign(json: Uint8Array, at: number, sign: number): number {
  if (json[at] !== sign) throw unexpected(json, at);
  return afterSpace(json, at + 1);
}

function afterSpace(json: Uint8Array, start: number): number {
  let at = start;
  while (isSpace(json[at])) at++;
  return at;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function endOfValue(json: Uint8Array, start: number): number {
  let depth = 0;
  for (let at = start; at < json.length; at++) {
    const byte = json[at];
    if (byte === quote) {
      at = endOfText(json, at);
      if (depth === 0) return at + 1;
    } else if (byte === openBrace || byte === openBracket) depth++;
    else if (byte === closeBrace || byte === closeBracket) {
      // The end of what a number or a word stands in.
      if (depth === 0) return at;
      if (--depth === 0) return at + 1;
    } else if (depth === 0 && (byte === comma || isSpace(byte))) return at;
  }
  return json.length;
}

/** Where the quote stands that ends a text. */
function endOfText(json: Uint8Array, start: number): number {
  for (let at = start + 1; at < json.length; at++) {
    if (json[at] === quote) return at;
    if (json[at] === backslash) at++;
  }
  return json.length;
}

function unexpected(json: Uint8Array, at: number): JsonExtentError {
  const byte = json[at];
  return new JsonExtentError(
    byte === undefined
      ? 'Unexpected end of JSON input'
      : `Unexpected token '${String.fromCodePoint(byte)}' at byte ${at} of JSON`,
  );
}
