import { asBool, asNumber, asText, canonicalNumber } from '../convert.ts';
import { sliceText } from '../text.ts';
import { type HclTextPiece, type HclValue, type StringValue, stringValue, unknownValue } from '../value.ts';
import { boundedList, type FunctionTable, NotEvaluated, ofAnything, Refusal, textAt } from './arguments.ts';
import { jsonText } from './json-text.ts';

const many = 1_000;
const maxWidth = 10_000;
const leadingSign = /^[+-]?/;
const shortExponent = /e(?<sign>[+-])(?<digit>\d)$/;
const verb =
  /%(?<flags>[-+ #0]*)(?<width>\d{1,5}|\*)?(?:\.(?<precision>\d{1,3}))?(?:\[(?<index>\d{1,3})\])?(?<letter>[a-zA-Z%])/g;

/** https://developer.hashicorp.com/terraform/language/functions/format and `formatlist` */
export const formatFunctions: FunctionTable = {
  format: ofAnything(1, many, (args) => format(textAt(args, 0), args.slice(1))),
  formatlist: ofAnything(1, many, formatList),
};

interface Verb {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly letter: string;
}

function format(template: StringValue, args: readonly HclValue[]): HclValue {
  const pieces: HclTextPiece[] = [];
  let reason: string | undefined;
  let at = 0;
  let next = 0;
  for (const match of template.text.matchAll(verb)) {
    pieces.push(...sliceText(template, at, match.index).pieces);
    at = match.index + match[0].length;
    const found = verbOf(match.groups ?? {});
    if (found.letter === '%') {
      pieces.push(...sliceText(template, at - 1, at).pieces);
      continue;
    }
    const index = match.groups?.index === undefined ? next : Number(match.groups.index) - 1;
    next = index + 1;
    const argument = args[index];
    if (argument === undefined) throw new Refusal(`There is no argument for "${match[0]}".`);
    if (argument.is === 'unknown') reason ??= argument.reason;
    pieces.push(...(argument.is === 'unknown' ? argument.pieces : formatted(found, argument).pieces));
  }
  pieces.push(...sliceText(template, at, template.text.length).pieces);
  return reason === undefined ? stringValue(pieces) : unknownValue(reason, { pieces });
}

function verbOf(groups: Partial<Record<string, string>>): Verb {
  if (groups.width === '*') throw new NotEvaluated('A width from an argument is not evaluated.');
  const width = Math.min(Number(groups.width ?? 0), maxWidth);
  const precision = groups.precision === undefined ? undefined : Number(groups.precision);
  return { flags: groups.flags ?? '', width, precision, letter: groups.letter ?? '' };
}

function formatted(found: Verb, argument: HclValue): StringValue {
  const value = unpadded(found, argument);
  const missing = found.width - [...value.text].length;
  if (missing <= 0) return value;
  if (found.flags.includes('-')) return stringValue([...value.pieces, computedPiece(' '.repeat(missing))]);
  if (!found.flags.includes('0')) return stringValue([computedPiece(' '.repeat(missing)), ...value.pieces]);
  const sign = leadingSign.exec(value.text)?.[0] ?? '';
  return stringValue([
    computedPiece(sign + '0'.repeat(missing)),
    ...sliceText(value, sign.length, value.text.length).pieces,
  ]);
}

function unpadded({ flags, precision, letter }: Verb, argument: HclValue): StringValue {
  switch (letter) {
    case 's': {
      const text = neededText(argument);
      return precision === undefined
        ? text
        : sliceText(text, 0, [...text.text].slice(0, precision).join('').length);
    }
    case 'q':
      return computedText(JSON.stringify(neededText(argument).text));
    case 'v': {
      const text = argument.is === 'null' ? computedText('null') : asText(argument);
      if (text?.is === 'string') return text;
      return computedText(jsonText(argument));
    }
    case 't': {
      const bool = asBool(argument);
      if (bool === undefined) throw new Refusal('"%t" needs a boolean.');
      return computedText(String(bool));
    }
    default:
      return formattedNumber(flags, precision, letter, argument);
  }
}

const radixes = new Map([
  ['b', 2],
  ['o', 8],
  ['x', 16],
  ['X', 16],
]);

function formattedNumber(
  flags: string,
  precision: number | undefined,
  letter: string,
  argument: HclValue,
): StringValue {
  const given = asNumber(argument);
  if (given?.is !== 'number') throw new Refusal(`"%${letter}" needs a number.`);
  const value = Number(given.text);
  const plus = flags.includes('+') && value >= 0 ? '+' : flags.includes(' ') && value >= 0 ? ' ' : '';
  if (letter === 'd') {
    const digits = canonicalNumber(String(Math.trunc(value)));
    if (plus === '' && digits === given.text && given.pieces.length > 0) return stringValue(given.pieces);
    return computedText(plus + digits);
  }
  const radix = radixes.get(letter);
  if (radix !== undefined) {
    const digits = Math.trunc(value).toString(radix);
    return computedText(plus + (letter === 'X' ? digits.toUpperCase() : digits));
  }
  if (letter === 'f' || letter === 'F')
    return computedText(plus + value.toFixed(Math.min(precision ?? 6, 100)));
  if (letter === 'e')
    return computedText(plus + exponent(value.toExponential(Math.min(precision ?? 6, 100))));
  if (letter === 'g') return computedText(plus + canonicalNumber(given.text));
  throw new NotEvaluated(`"%${letter}" is not evaluated.`);
}

/** Go writes at least two digits: 1e+06. */
function exponent(text: string): string {
  return text.replace(shortExponent, 'e$<sign>0$<digit>');
}

function neededText(value: HclValue): StringValue {
  const text = asText(value);
  if (text?.is === 'string') return text;
  throw new Refusal('"%s" needs a string.');
}

function computedText(text: string): StringValue {
  return stringValue([computedPiece(text)]);
}

function computedPiece(text: string): HclTextPiece {
  return { text, form: 'computed', place: undefined, via: [] };
}

function formatList(args: readonly HclValue[]): HclValue {
  const [template, ...rest] = args;
  let length = 1;
  for (const argument of args) {
    if (argument.is === 'unknown') return unknownValue(argument.reason);
    if (argument.is !== 'list') continue;
    if (argument.missing !== undefined) return unknownValue(argument.missing);
    if (length !== 1 && argument.items.length !== length) throw new Refusal('The lists differ in length.');
    length = argument.items.length;
  }
  const results: HclValue[] = [];
  for (let index = 0; index < length; index++) {
    const row = rest.map((argument) => elementAt(argument, index));
    results.push(
      format(textAt([template === undefined ? computedText('') : elementAt(template, index)], 0), row),
    );
  }
  return boundedList(results);
}

function elementAt(value: HclValue, index: number): HclValue {
  return value.is === 'list' ? (value.items[index] ?? unknownValue('The list is too short.')) : value;
}
