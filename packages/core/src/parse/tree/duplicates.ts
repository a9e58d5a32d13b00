import type { SyntaxProblem } from '../span.ts';
import { isMergeKey, resolve } from './access.ts';
import type { Entry, Node, ScalarNode } from './node.ts';

/** Below this size comparing each with each is faster than a set. */
const SMALL = 8;

/** Says which keys of a mapping are repeated; a merge key may be. */
export function repeatProblems(entries: readonly Entry[]): readonly SyntaxProblem[] {
  return repeatedKeys(entries)
    .filter((key) => !isMergeKey(key))
    .map(({ text, start, end }) => ({
      code: 'duplicate-key',
      message: `The key "${text}" is repeated; the last one counts.`,
      start,
      end,
    }));
}

/**
 * Says which merge keys have something else than mappings. An item that merges nothing but a list stands for that
 * list's items in Woodpecker: https://woodpecker-ci.org/docs/usage/advanced-usage#sequence-merging
 */
export function mergeProblems(entries: readonly Entry[], isItem: boolean): readonly SyntaxProblem[] {
  const [only, second] = entries;
  if (isItem && only && !second && resolve(only.value).is === 'list') return [];
  return entries
    .filter(({ key, value }) => isMergeKey(key) && !isMergeable(value))
    .map(({ key: { start, end } }) => ({ message: 'A merge key takes only mappings.', start, end }));
}

function isMergeable(value: Node): boolean {
  const merged = resolve(value);
  const sources = merged.is === 'list' ? merged.items.map(resolve) : [merged];
  return sources.every(
    (source) => source.is === 'map' || (source.is === 'scalar' && (source.templated || source.isNull)),
  );
}

/** Lists the keys that an earlier entry of the same mapping has already. */
function repeatedKeys(entries: readonly Entry[]): readonly ScalarNode[] {
  if (entries.length < 2) return [];
  if (entries.length <= SMALL) return repeatedAmongFew(entries);
  const seen = new Set<string>();
  return entries.flatMap(({ key }) => {
    if (seen.has(key.text)) return [key];
    seen.add(key.text);
    return [];
  });
}

function repeatedAmongFew(entries: readonly Entry[]): readonly ScalarNode[] {
  let repeated: ScalarNode[] | undefined;
  for (let at = 1; at < entries.length; at++) {
    const key = entries[at]?.key;
    for (let earlier = 0; key && earlier < at; earlier++) {
      if (entries[earlier]?.key.text !== key.text) continue;
      repeated ??= [];
      repeated.push(key);
      break;
    }
  }
  return repeated ?? [];
}
