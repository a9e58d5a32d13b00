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
