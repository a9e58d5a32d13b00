import { decode, openRoot, readFileInside } from '@fineprint/core';

const maxBytes = 1_000_000;

/**
 * Reads scanned files again for their code frames, by the same rules as the scan: what has meanwhile become a link,
 * a FIFO or nothing at all has no text.
 */
export function sourceReader(root: string): (path: string) => string | null {
  const opened = openRoot(root);
  return (path) => {
    const outcome = readFileInside(opened, path, { maxBytes });
    const decoded = outcome.is === 'bytes' ? decode(outcome.bytes) : null;
    return decoded?.is === 'text' ? decoded.text : null;
  };
}
