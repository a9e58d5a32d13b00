import { type DocumentShape, MAX_SHAPES } from './classify.ts';
import { shape } from './classify-yaml.ts';

/** Judges a JSON text by the keys of its top-level object, or of each object of its top-level array. */
export function jsonShapes(text: string, base = 0): readonly DocumentShape[] {
  const start = skip(text, 0);
  if (text[start] !== '[') return [shapeAt(text, start, base, true).shape];
  const shapes: DocumentShape[] = [];
  for (let at = skip(text, start + 1); at < text.length && shapes.length < MAX_SHAPES; ) {
    const char = text[at];
    if (char === ']') break;
    if (char === '{' || char === '[') {
      const found = shapeAt(text, at, base, false);
      if (char === '{') shapes.push(found.shape);
      at = found.end;
    } else at = past(text, at);
    at = skip(text, at);
  }
  return shapes;
}

function shapeAt(
  text: string,
  start: number,
  base: number,
  isWhole: boolean,
): { shape: DocumentShape; end: number } {
  const keys = new Set<string>();
  const known = new Map<string, string>();
  let depth = 0;
  let key: string | undefined;
  let at = start;
  while (at < text.length) {
    const char = text[at];
    if (char === '{' || char === '[') depth++;
    else if (char === '}' || char === ']') depth--;
    if (depth <= 0 && at > start) break;
    if (depth === 1 && key === undefined && (char === '"' || !isPunctuation(char))) {
      const end = char === '"' ? afterString(text, at) : afterWord(text, at);
      const colon = skip(text, end);
      if (text[colon] === ':') {
        key = unquoted(text.slice(at, end));
        keys.add(key);
        at = skip(text, colon + 1);
        if ((key === 'apiVersion' || key === 'kind') && !isPunctuation(text[at])) {
          known.set(
            key,
            unquoted(text.slice(at, text[at] === '"' ? afterString(text, at) : afterWord(text, at))),
          );
        }
        key = undefined;
        if (text[at] === '"') at = afterString(text, at);
        continue;
      }
      at = Math.max(end, at + 1);
      continue;
    }
    at = past(text, at);
  }
  const end = Math.min(at + 1, text.length);
  return {
    shape: shape(keys, known, isWhole ? base : base + start, base + (isWhole ? text.length : end)),
    end,
  };
}

/** Passes one string, comment or character. */
function past(text: string, at: number): number {
  if (text[at] === '"') return afterString(text, at);
  if (text[at] === '/') return Math.max(skip(text, at), at + 1);
  return at + 1;
}

/** Passes blanks and comments. */
function skip(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code <= 0x20 || code === 0xfeff) at++;
    else if (code === 0x2f && text[at + 1] === '/') at = until(text, '\n', at);
    else if (code === 0x2f && text[at + 1] === '*') at = Math.min(until(text, '*/', at + 2) + 2, text.length);
    else break;
  }
  return at;
}

function until(text: string, needle: string, from: number): number {
  const found = text.indexOf(needle, from);
  return found < 0 ? text.length : found;
}

function afterString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at++;
    else if (code === 0x22) return at + 1;
    else if (code === 0x0a) return at;
  }
  return text.length;
}

function afterWord(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '"' && !isPunctuation(text[at])) at++;
  return at;
}

function unquoted(text: string): string {
  if (!text.startsWith('"')) return text;
  const inner = text.slice(1, text.endsWith('"') && text.length > 1 ? -1 : undefined);
  return inner;
}

function isPunctuation(char: string | undefined): boolean {
  return (
    char === undefined ||
    char === '{' ||
    char === '}' ||
    char === '[' ||
    char === ']' ||
    char === ',' ||
    char === ':' ||
    char === '/' ||
    char === '#' ||
    char.trim() === ''
  );
}
