import { asText } from '../convert.ts';
import { sliceText } from '../text.ts';
import {
  boolValue,
  type HclTextPiece,
  type HclValue,
  listValue,
  type StringValue,
  stringValue,
  unknownValue,
} from '../value.ts';
import {
  boundedList,
  type FunctionTable,
  integerAt,
  known,
  maxItems,
  NotEvaluated,
  ofAnything,
  Refusal,
  textAt,
  textsAt,
} from './arguments.ts';

const many = 1_000;
const wordStart = /(?<![\p{L}\p{N}_'’])\p{L}/gu;

/** https://developer.hashicorp.com/terraform/language/functions#string-functions */
export const stringFunctions: FunctionTable = {
  lower: known(1, 1, (args) => mapped(textAt(args, 0), (text) => text.toLowerCase())),
  upper: known(1, 1, (args) => mapped(textAt(args, 0), (text) => text.toUpperCase())),
  title: known(1, 1, (args) =>
    computed(textAt(args, 0).text.replace(wordStart, (letter) => letter.toUpperCase())),
  ),
  trim: known(2, 2, (args) => trimmed(textAt(args, 0), textAt(args, 1).text)),
  trimprefix: known(2, 2, (args) => withoutPrefix(textAt(args, 0), textAt(args, 1).text)),
  trimsuffix: known(2, 2, (args) => withoutSuffix(textAt(args, 0), textAt(args, 1).text)),
  trimspace: known(1, 1, ([value]) => trimmedSpace(textAt([value ?? computed('')], 0))),
  chomp: known(1, 1, (args) => chomped(textAt(args, 0))),
  indent: known(2, 2, (args) => indented(integerAt(args, 0), textAt(args, 1))),
  substr: known(3, 3, (args) => substring(textAt(args, 0), integerAt(args, 1), integerAt(args, 2))),
  strrev: known(1, 1, (args) => computed(characters(textAt(args, 0).text).toReversed().join(''))),
  startswith: known(2, 2, (args) => boolValue(textAt(args, 0).text.startsWith(textAt(args, 1).text))),
  endswith: known(2, 2, (args) => boolValue(textAt(args, 0).text.endsWith(textAt(args, 1).text))),
  strcontains: known(2, 2, (args) => boolValue(textAt(args, 0).text.includes(textAt(args, 1).text))),
  split: known(2, 2, (args) => split(textAt(args, 0).text, textAt(args, 1))),
  join: ofAnything(1, many, joined),
};

/** Makes a string that a function computed. */
export function computed(text: string): StringValue {
  return stringValue(text === '' ? [] : [{ text, form: 'computed', place: undefined, via: [] }]);
}

/** Replaces every occurrence of a literal; what stays keeps its origin. */
export function replaceLiteral(value: StringValue, search: string, replacement: StringValue): HclValue {
  const starts: number[] = [];
  if (search === '') {
    if (value.text.length > maxItems) throw new NotEvaluated('The string is too long.');
    for (let at = 0; at <= value.text.length; at++) starts.push(at);
  } else {
    for (let at = value.text.indexOf(search); at >= 0; at = value.text.indexOf(search, at + search.length))
      starts.push(at);
  }
  return replaceRanges(
    value,
    starts.map((start) => ({ start, end: start + search.length, by: replacement.pieces })),
  );
}

/** A range of a string and what takes its place. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly by: readonly HclTextPiece[];
}

/** Replaces ranges, given in order. */
export function replaceRanges(value: StringValue, ranges: readonly Replacement[]): HclValue {
  if (ranges.length > maxItems) throw new NotEvaluated('There is too much to replace.');
  const cuts = cutter(value.pieces);
  const pieces: HclTextPiece[] = [];
  let at = 0;
  for (const { start, end, by } of ranges) {
    pieces.push(...cuts(at, start), ...by);
    at = end;
  }
  pieces.push(...cuts(at, value.text.length));
  return stringValue(pieces);
}

/** Cuts ranges that only move forward, each piece once. */
function cutter(pieces: readonly HclTextPiece[]) {
  let index = 0;
  let offset = 0;
  return (start: number, end: number): readonly HclTextPiece[] => {
    const cut: HclTextPiece[] = [];
    for (let piece = pieces[index]; piece !== undefined; piece = pieces[index]) {
      const part = sliceText(stringValue([piece]), Math.max(start - offset, 0), end - offset);
      if (start < end) cut.push(...part.pieces);
      if (offset + piece.text.length > end) break;
      offset += piece.text.length;
      index++;
    }
    return cut;
  };
}

function mapped(value: StringValue, change: (text: string) => string): HclValue {
  const pieces = value.pieces.map((piece): HclTextPiece => {
    const text = change(piece.text);
    return text === piece.text
      ? piece
      : { ...piece, text, form: piece.form === 'exact' ? 'encoded' : piece.form };
  });
  return stringValue(pieces);
}

function trimmed(value: StringValue, cutset: string): HclValue {
  const cut = new Set(cutset);
  const all = [...value.text];
  let first = 0;
  let last = all.length;
  while (first < last && cut.has(all[first] ?? '')) first++;
  while (last > first && cut.has(all[last - 1] ?? '')) last--;
  const start = all.slice(0, first).join('').length;
  return sliceText(value, start, start + all.slice(first, last).join('').length);
}

function withoutPrefix(value: StringValue, prefix: string): HclValue {
  return value.text.startsWith(prefix) ? sliceText(value, prefix.length, value.text.length) : value;
}

function withoutSuffix(value: StringValue, suffix: string): HclValue {
  return value.text.endsWith(suffix) ? sliceText(value, 0, value.text.length - suffix.length) : value;
}

function trimmedSpace(value: StringValue): HclValue {
  const start = value.text.length - value.text.trimStart().length;
  return sliceText(value, start, Math.max(start, value.text.trimEnd().length));
}

function chomped(value: StringValue): HclValue {
  let end = value.text.length;
  while (end > 0 && (value.text[end - 1] === '\n' || value.text[end - 1] === '\r')) end--;
  return sliceText(value, 0, end);
}

function indented(width: number, value: StringValue): HclValue {
  if (width < 0 || width > 1_000) throw new Refusal('The width is out of range.');
  return replaceLiteral(value, '\n', computed(`\n${' '.repeat(width)}`));
}

const ascii = /^[\x20-\x7e]*$/;

/** Terraform counts what a reader sees as one character. */
function characters(text: string): readonly string[] {
  if (ascii.test(text)) return [...text];
  // Made when it is needed: it loads the tables of ICU.
  const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
  return [...segmenter.segment(text)].map((segment) => segment.segment);
}

function substring(value: StringValue, offset: number, length: number): HclValue {
  const all = characters(value.text);
  const from = Math.min(offset < 0 ? Math.max(0, all.length + offset) : offset, all.length);
  const to = length < 0 ? all.length : Math.min(from + length, all.length);
  const start = all.slice(0, from).join('').length;
  return sliceText(value, start, start + all.slice(from, to).join('').length);
}

function split(separator: string, value: StringValue): HclValue {
  if (value.text === '') return listValue([value]);
  const parts = separator === '' ? [...value.text] : value.text.split(separator);
  if (parts.length > maxItems) throw new NotEvaluated('There are too many parts.');
  const cuts = cutter(value.pieces);
  let at = 0;
  return boundedList(
    parts.map((part) => {
      const pieces = cuts(at, at + part.length);
      at += part.length + separator.length;
      return stringValue(pieces);
    }),
  );
}

function joined(args: readonly HclValue[]): HclValue {
  const separator = textAt(args, 0);
  const pieces: HclTextPiece[] = [];
  let reason: string | undefined;
  let isFirst = true;
  for (const list of args.slice(1)) {
    if (list.is !== 'list') return list.is === 'unknown' ? unknownValue(list.reason) : refuse();
    reason ??= list.missing;
    for (const item of list.items) {
      const text = asText(item);
      if (text === undefined) return refuse();
      if (text.is === 'unknown') reason ??= text.reason;
      if (!isFirst) pieces.push(...separator.pieces);
      isFirst = false;
      pieces.push(...text.pieces);
    }
  }
  if (textsLength(pieces) > 1_000_000) throw new NotEvaluated('The string is too long.');
  return reason === undefined ? stringValue(pieces) : unknownValue(reason, { pieces });
}

function textsLength(pieces: readonly HclTextPiece[]): number {
  let length = 0;
  for (const piece of pieces) length += piece.text.length;
  return length;
}

function refuse(): never {
  throw new Refusal('Only lists of strings can be joined.');
}

/** Sorts strings by code point, as Terraform does. */
export function sortedTexts(args: readonly HclValue[]): readonly StringValue[] {
  return textsAt(args, 0).toSorted((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
}
