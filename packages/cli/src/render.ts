import { lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import type { Report } from '@fineprint/core';
import { rules } from '@fineprint/policy';
import { type FormatName, formats } from '@fineprint/report';

/** How a report should look. */
export interface Look {
  readonly color: boolean;
  readonly width: number;
  readonly showWaived: boolean;
}

/** Makes the function that renders a report in a format; code frames come from the scanned files themselves. */
export async function renderer(
  report: Report,
  root: string,
  look: Look,
): Promise<(format: FormatName) => Promise<Iterable<string>>> {
  const source = sourceReader(root);
  const described = rules.map(({ id, title, defaultLevel }) => ({
    id,
    title,
    defaultLevel,
    documentation: `packages/policy/src/rules/${id}/README.md`,
  }));
  return async (format) => (await formats[format]()).render(report, { ...look, rules: described, source });
}

const maxBytes = 1_000_000;

/** Reads a scanned file again for its code frame; only what is still a regular file inside the root. */
function sourceReader(root: string): (path: string) => string | null {
  const real = realpathSync(root);
  const directory = statSync(real).isDirectory() ? real : dirname(real);
  return (path) => {
    const file = join(directory, path);
    const stats = lstatSync(file, { throwIfNoEntry: false });
    if (!stats?.isFile() || stats.size > maxBytes || !realpathSync(file).startsWith(directory + sep))
      return null;
    return readFileSync(file, 'utf8');
  };
}
