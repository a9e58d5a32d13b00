import { entries, get, items, type Resolved } from '../parse/tree/index.ts';
import type { CloudFormationEvaluation } from './evaluate.ts';

// A mapping for each region, and for each kind of machine in it.
const mostNodes = 500;

/** What `Fn::FindInMap: [map, first, second, {DefaultValue}]` may find: a key that is not known may be each of them. */
export function mappedNodes(
  evaluation: CloudFormationEvaluation,
  mappings: Resolved | undefined,
  argument: Resolved,
): readonly Resolved[] {
  const [map, first, second, options] = items(argument);
  let found: readonly Resolved[] = mappings ? [mappings] : [];
  let isCertain = found.length > 0;
  for (const key of [map, first, second]) {
    const names = key ? knownNames(evaluation, key) : null;
    const next = names ? found.flatMap((each) => named(each, names)) : found.flatMap(valuesOf);
    if (!evaluation.spend({ nodes: found.length + next.length })) return [];
    isCertain &&= names !== null && next.length > 0;
    found = next.slice(0, mostNodes);
  }
  const byDefault = get(options, 'DefaultValue');
  return byDefault && !isCertain ? [...found, byDefault] : found;
}

/** The names that a key may be, or `null` where it may be any. */
function knownNames(evaluation: CloudFormationEvaluation, key: Resolved): readonly string[] | null {
  const texts = evaluation.texts(key);
  const isKnown = texts.length > 0 && texts.every(({ resolved }) => resolved.isResolved);
  return isKnown ? texts.map(({ resolved }) => resolved.text) : null;
}

function valuesOf(map: Resolved): readonly Resolved[] {
  return entries(map).map(({ value }) => value);
}

function named(map: Resolved, names: readonly string[]): readonly Resolved[] {
  return names.flatMap((name) => get(map, name) ?? []);
}
