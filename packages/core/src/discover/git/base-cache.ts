import type { BaseCache, Unpacked } from './pack.ts';

const maxBytes = 64_000_000;

/** Keeps the objects that were used last as bases of deltas: of many versions of one file, most share them. */
export function openBaseCache(): BaseCache {
  const kept = new Map<string, Unpacked>();
  let bytes = 0;
  return {
    get(key) {
      const found = kept.get(key);
      if (found) {
        kept.delete(key);
        kept.set(key, found);
      }
      return found;
    },
    keep(key, unpacked) {
      if (kept.has(key) || unpacked.bytes.length > maxBytes / 4) return;
      kept.set(key, unpacked);
      bytes += unpacked.bytes.length;
      for (const [oldest, { bytes: freed }] of kept) {
        if (bytes <= maxBytes) break;
        kept.delete(oldest);
        bytes -= freed.length;
      }
    },
  };
}
