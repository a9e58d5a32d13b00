import { type PinPlanner, type ReadCache, referencesIn, type ScanMeans } from '@fineprint/core';
import { extractors } from '@fineprint/extractors';

/** Plans pins for the findings of a scan; what plans them is loaded only where a finding asks for one. */
export function pinPlanner({ kinds, policy, lookup, cache, only }: ScanMeans): PinPlanner {
  return async (request) => {
    const { provenPins } = await import('@fineprint/pin');
    const { staysBy } = await import('./pin/stays.ts');
    const means = {
      // All is read, whatever was scanned: an edit may not change what another format says.
      extractors,
      kinds: new Map(kinds.map((kind) => [kind.id, kind])),
      cache: cache && withoutTrace(cache),
      lookup,
      usage: policy.usage,
      stays: staysBy(policy),
    };
    const before = only.length === 0 ? request.before : await referencesIn(request.found, means);
    return provenPins({ ...request, before }, means);
  };
}

/** A cache that nothing is kept in: bytes that were only thought of are on no disk. */
function withoutTrace(cache: ReadCache): ReadCache {
  const nothing = () => undefined;
  return { ...cache, set: nothing, remember: nothing, stamp: nothing };
}
