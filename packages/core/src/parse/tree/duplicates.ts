import type { Entry, ScalarNode } from './node.ts';

/** Below this size comparing each with each is faster than a set. */
const SMALL = 8;

/** Lists the keys that an earlier entry of the same mapping has already. */
export function repeatedKeys(entries: readonly Entry[]): readonly ScalarNode[] {
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
