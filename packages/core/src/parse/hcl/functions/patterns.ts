import { slicePieces } from '../text.ts';
import {
  type HclTextPiece,
  type HclValue,
  nullValue,
  objectValue,
  type StringValue,
  stringValue,
} from '../value.ts';
import {
  boundedList,
  type FunctionTable,
  known,
  maxItems,
  NotEvaluated,
  Refusal,
  textAt,
} from './arguments.ts';
import { costOf, guardedPattern } from './pattern-guard.ts';
import { computed, replaceLiteral, replaceRanges } from './strings.ts';

/** https://developer.hashicorp.com/terraform/language/functions/regex, `regexall` and `replace` */
export const patternFunctions: FunctionTable = {
  replace: known(3, 3, (args) => replace(textAt(args, 0), textAt(args, 1).text, textAt(args, 2))),
  regex: known(2, 2, (args) => {
    const value = textAt(args, 1);
    const match = guardedPattern(textAt(args, 0).text, value.text, 'd').exec(value.text);
    if (match === null) throw new Refusal('The pattern does not match.');
    return matched(value, match);
  }),
  regexall: known(2, 2, (args) => {
    const value = textAt(args, 1);
    const matches = [...value.text.matchAll(guardedPattern(textAt(args, 0).text, value.text, 'dg'))];
    return boundedList(matches.map((match) => matched(value, match)));
  }),
};

/** Estimates what matching costs, for the evaluation's budget. */
export function patternWork(name: string, args: readonly HclValue[]): number {
  const [first, second] = name === 'replace' ? [args[1], args[0]] : args;
  if (!(name in patternFunctions) || first?.is !== 'string' || second?.is !== 'string') return 0;
  const isPattern = name !== 'replace' || first.text.startsWith('/');
  return isPattern ? costOf(first.text, second.text) / 10 : 0;
}

/** The whole match, or its groups as a list, or its named groups as an object. */
function matched(value: StringValue, match: RegExpExecArray): HclValue {
  const named = match.indices?.groups;
  if (named !== undefined) {
    return objectValue(
      Object.entries(named).map(([name, range]) => ({ key: computed(name), value: group(value, range) })),
    );
  }
  const [whole, ...groups] = match.indices ?? [];
  return groups.length === 0 ? group(value, whole) : boundedList(groups.map((range) => group(value, range)));
}

function group(value: StringValue, range: readonly [number, number] | undefined): HclValue {
  return range === undefined ? nullValue : stringValue(slicePieces(value.pieces, range[0], range[1]));
}

function replace(value: StringValue, search: string, replacement: StringValue): HclValue {
  const isPattern = search.length > 1 && search.startsWith('/') && search.endsWith('/');
  if (!isPattern) return replaceLiteral(value, search, replacement);
  const matches = [...value.text.matchAll(guardedPattern(search.slice(1, -1), value.text, 'dg'))];
  if (matches.length > maxItems) throw new NotEvaluated('There is too much to replace.');
  return replaceRanges(
    value,
    matches.map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      by: substituted(value, match, replacement),
    })),
  );
}

const digits = /^\d+$/;
const reference = /\$(?:(?<dollar>\$)|(?<plain>\w+)|\{(?<braced>\w+)\})/g;

/** Fills `$1` and `${name}` of a replacement; `$1x` is the group "1x", which Go leaves empty. */
function substituted(
  value: StringValue,
  match: RegExpExecArray,
  replacement: StringValue,
): readonly HclTextPiece[] {
  const pieces: HclTextPiece[] = [];
  let at = 0;
  for (const found of replacement.text.matchAll(reference)) {
    pieces.push(...slicePieces(replacement.pieces, at, found.index));
    at = found.index + found[0].length;
    const name = found.groups?.plain ?? found.groups?.braced ?? '';
    const range = digits.test(name) ? match.indices?.[Number(name)] : match.indices?.groups?.[name];
    if (found.groups?.dollar !== undefined) pieces.push(...computed('$').pieces);
    else if (range !== undefined) pieces.push(...slicePieces(value.pieces, range[0], range[1]));
  }
  pieces.push(...slicePieces(replacement.pieces, at, replacement.text.length));
  return pieces;
}
