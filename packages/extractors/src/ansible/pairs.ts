import { entries, type ListNode, type MapNode } from '@fineprint/core';

/** A mapping as the list of its keys and values, as loops take it. */
export function pairsOf(map: MapNode): ListNode {
  const { start, end } = map;
  const pairs = entries(map).map(({ key, value }): MapNode => {
    const named = (text: string) => ({ ...key, text, verbatim: false });
    const both = [
      { key: named('key'), value: key },
      { key: named('value'), value },
    ];
    return { ...map, start: key.start, end: value.end, entries: both, merges: false, repeats: false };
  });
  return { is: 'list', items: pairs, tag: undefined, start, end };
}

/** The mapping that `combine` makes: what a later one says wins. */
export function mergedMaps(maps: readonly MapNode[]): MapNode {
  const [first] = maps;
  const all = new Map(maps.flatMap((map) => entries(map).map((entry) => [entry.key.text, entry] as const)));
  const { start, end } = first ?? { start: 0, end: 0 };
  return {
    is: 'map',
    entries: [...all.values()],
    tag: undefined,
    start,
    end,
    merges: false,
    repeats: false,
    branching: false,
  };
}
