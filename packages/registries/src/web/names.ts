import type { CheckedAddress } from './egress.ts';
import { openLanes } from './lanes.ts';

// The system looks up no more at a time, and what waits for it would seem to be silent.
const atATime = 4;

/**
 * Looks up each host once, a few at a time. Where nobody has answered about any name, only the first ones are waited
 * for: a scan without a network waits once.
 */
export function openNames(
  lookUp: (url: URL) => Promise<CheckedAddress>,
): (url: URL) => Promise<CheckedAddress> {
  const known = new Map<string, Promise<CheckedAddress>>();
  const lane = openLanes(atATime);
  let silence: CheckedAddress | null = null;
  let isHeard = false;
  const ask = async (url: URL) => {
    if (silence !== null && !isHeard) return silence;
    const found = await lookUp(url);
    if (found.is === 'refused' && found.by === 'silence') silence = found;
    else isHeard = true;
    return found;
  };
  return (url) => {
    const asked = known.get(url.host) ?? lane(() => ask(url));
    known.set(url.host, asked);
    return asked;
  };
}
