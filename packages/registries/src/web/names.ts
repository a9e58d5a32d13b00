import type { CheckedAddress } from './egress.ts';
import { openLanes } from './lanes.ts';

// The system looks up no more at a time, and what waits for it would seem to be silent.
const atATime = 4;
const mostSilences = 8;

/**
 * Looks up each host once, a few at a time. Where no name has led anywhere yet, only the first are waited for: a scan
 * without a network waits once; and elsewhere only a few are.
 */
export function openNames(
  lookUp: (url: URL) => Promise<CheckedAddress>,
): (url: URL) => Promise<CheckedAddress> {
  const known = new Map<string, Promise<CheckedAddress>>();
  const lane = openLanes(atATime);
  const silences: CheckedAddress[] = [];
  let isAlive = false;
  const ask = async (url: URL) => {
    const [silence] = silences;
    if (silence && silences.length >= (isAlive ? mostSilences : 1)) return silence;
    const found = await lookUp(url);
    if (found.is === 'refused' && found.by === 'silence') silences.push(found);
    // A private address is an answer, too.
    if (found.is === 'address' || found.by === 'private') isAlive = true;
    return found;
  };
  return (url) => {
    // What a proxy resolves for HTTP, it does not for SSH.
    const key = `${url.protocol}//${url.host}`;
    const asked = known.get(key) ?? lane(() => ask(url));
    known.set(key, asked);
    return asked;
  };
}
