import { dict, has, item, length, merged } from './collections.ts';
import { and, chosen, compared, equality, kindIs, negated, picked } from './logic.ts';
import { dictionary, field, isTrue, nothing, plain, type Result, textOf, truth } from './result.ts';
import { changed, concatenated, printf, replaced, split, stretch, tested, withoutPart } from './texts.ts';

/** What a function of a template makes of its arguments, if it is known here; arguments that are unknown come as such. */
export function call(name: string, given: readonly Result[]): Result | undefined {
  return functions.get(name)?.(given);
}

type TemplateFunction = (given: readonly Result[]) => Result | undefined;

// Those of https://helm.sh/docs/chart_template_guide/function_list/ that charts make image references with.
const functions: ReadonlyMap<string, TemplateFunction> = new Map<string, TemplateFunction>([
  ['default', ([fallback, value]) => chosen([value ?? nothing, fallback ?? nothing])],
  ['coalesce', chosen],
  ['or', chosen],
  ['and', and],
  ['not', ([value]) => negated(value)],
  ['empty', ([value]) => negated(value)],
  ['ternary', ([yes, no, condition]) => picked(condition, yes, no)],
  ['required', ([, value]) => value],
  ['fail', () => textOf('')],
  ['eq', ([first, ...others]) => equality(first, others)],
  ['ne', ([first, ...others]) => negated(equality(first, others))],
  ['gt', ([one, other]) => compared(one, other, (a, b) => a > b)],
  ['ge', ([one, other]) => compared(one, other, (a, b) => a >= b)],
  ['lt', ([one, other]) => compared(one, other, (a, b) => a < b)],
  ['le', ([one, other]) => compared(one, other, (a, b) => a <= b)],
  ['printf', printf],
  ['print', (given) => concatenated(given)],
  // What surrounds a text in YAML is no part of it.
  ...['quote', 'squote', 'toString', 'nindent', 'indent', 'toYaml', 'int', 'int64', 'deepCopy'].map(
    (same): [string, TemplateFunction] => [same, (given) => given.at(-1)],
  ),
  [
    'trim',
    ([value]) => stretch(value, (text) => [text.length - text.trimStart().length, text.trimEnd().length]),
  ],
  ['trimPrefix', ([part, value]) => withoutPart(part, value, true)],
  ['trimSuffix', ([part, value]) => withoutPart(part, value, false)],
  ['trunc', ([count, value]) => stretch(value, (text) => [0, Math.min(Number(plain(count)), text.length)])],
  ['replace', ([old, by, value]) => replaced(value, plain(old), plain(by))],
  ['lower', ([value]) => changed(value, (text) => text.toLowerCase())],
  ['upper', ([value]) => changed(value, (text) => text.toUpperCase())],
  ['hasPrefix', ([part, value]) => tested(part, value, (text, start) => text.startsWith(start))],
  ['hasSuffix', ([part, value]) => tested(part, value, (text, end) => text.endsWith(end))],
  ['contains', ([part, value]) => tested(part, value, (text, inner) => text.includes(inner))],
  ['kindIs', ([kind, value]) => kindIs(plain(kind), value)],
  ['typeIs', ([kind, value]) => kindIs(plain(kind), value)],
  ['dict', dict],
  ['list', (items) => ({ is: 'list', items })],
  ['tuple', (items) => ({ is: 'list', items })],
  [
    'compact',
    ([list]) =>
      list?.is === 'list'
        ? { is: 'list', items: list.items.filter((each) => isTrue(each) !== false) }
        : undefined,
  ],
  [
    'append',
    ([list, last]) =>
      list?.is === 'list' && last ? { is: 'list', items: [...list.items, last] } : undefined,
  ],
  // What is put out after it has been used changes nothing that counts.
  ['unset', ([map]) => map],
  ['first', ([list]) => (list?.is === 'list' ? (list.items[0] ?? nothing) : undefined)],
  ['last', ([list]) => (list?.is === 'list' ? (list.items.at(-1) ?? nothing) : undefined)],
  ['index', ([value, ...keys]) => keys.reduce<Result | undefined>(item, value)],
  ['get', ([value, key]) => item(value, key ?? nothing) ?? textOf('')],
  [
    'hasKey',
    ([value, key]) => (value?.is === 'map' ? truth(field(value, plain(key)) !== undefined) : undefined),
  ],
  ['len', ([value]) => length(value)],
  ['has', ([value, list]) => has(value, list)],
  ['splitList', ([separator, value]) => listOf(split(separator, value))],
  ['split', ([separator, value]) => numbered(split(separator, value))],
  ['join', ([separator, list]) => (list?.is === 'list' ? between(plain(separator), list.items) : undefined)],
  ['merge', merged],
  ['mergeOverwrite', (given) => merged([...given].reverse())],
]);

function listOf(items: readonly Result[] | undefined): Result | undefined {
  return items && { is: 'list', items };
}

/** `split` gives its parts as `_0`, `_1` and so on. */
function numbered(items: readonly Result[] | undefined): Result | undefined {
  return items && dictionary(items.map((item, index) => [`_${index}`, item]));
}

function between(separator: string, items: readonly Result[]): Result | undefined {
  return concatenated(items.flatMap((item, index) => (index === 0 ? [item] : [textOf(separator), item])));
}
