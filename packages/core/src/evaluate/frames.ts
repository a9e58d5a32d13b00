import { decode } from '../discover/decode.ts';
import { readFileInside } from '../discover/read-file.ts';
import type { Root } from '../discover/root.ts';
import { codeFrame } from '../model/code-frame.ts';
import type { ReportFinding } from '../model/report.ts';

/**
 * Draws the code of one finding a rule, the first that somebody has to look at: reports may be made when the files are
 * no longer at hand.
 */
export function withFrames(findings: readonly ReportFinding[], root: Root): readonly ReportFinding[] {
  const drawn = new Set<string>();
  return findings.map((finding) => {
    const { rule, waiver, state, locations } = finding;
    if (drawn.has(rule) || waiver !== null || state === 'known') return finding;
    drawn.add(rule);
    const [at] = locations;
    const text = textOf(root, at.path);
    const frame = text === null ? '' : codeFrame(text, at);
    return frame === '' ? finding : { ...finding, frame };
  });
}

const maxBytes = 1_000_000;

/** Reads a scanned file again, by the same rules as the scan: what has meanwhile become a link or nothing at all has no text. */
function textOf(root: Root, path: string): string | null {
  const outcome = readFileInside(root, path, { maxBytes });
  const decoded = outcome.is === 'bytes' ? decode(outcome.bytes) : null;
  return decoded?.is === 'text' ? decoded.text : null;
}
