import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from 'fineprint/program';
import { load } from 'js-yaml';
import * as z from 'zod';

const commit = z.strictObject({
  days: z.int().nonnegative(),
  says: z.string(),
  was: z.record(z.string(), z.union([z.literal('absent'), z.record(z.string(), z.string())])).default({}),
});

const decision = z.strictObject({
  days: z.int().nonnegative(),
  by: z.string(),
  rule: z.string(),
  component: z.string(),
  outcome: z.enum(['approved', 'approved-until', 'rejected', 'needs-information', 'false-positive']),
  until: z.int().positive().optional(),
  reason: z.string(),
});

const portfolio = z.strictObject({
  repositories: z.record(z.string(), z.strictObject({ group: z.string(), commits: z.array(commit).min(1) })),
  decisions: z.array(decision),
});

/** A commit of an invented repository: how many days ago it was made, and what it did to files. */
export type DemoCommit = z.infer<typeof commit>;

/** What a reviewer of an invented portfolio decided. */
export type DemoDecision = z.infer<typeof decision>;

/** Invented repositories, what they were, and what was decided about them. */
export type Portfolio = z.infer<typeof portfolio>;

/** Where the invented repositories lie: in the checkout of Fineprint, they are no part of its packages. */
export const repositoriesFolder = fileURLToPath(new URL('../../../../test/repos', import.meta.url));

/** Reads what the demonstration shows. Throws a `UsageError` where it is not there. */
export function readPortfolio(folder: string): Portfolio {
  const file = join(folder, 'portfolio.yaml');
  if (!existsSync(file))
    throw new UsageError(
      'The demonstration shows the invented repositories of Fineprint’s own, which are not installed: run it in a clone of Fineprint.',
    );
  return portfolio.parse(load(readFileSync(file, 'utf8')));
}

/**
 * Undoes a commit: answers what its files held before it, and `null` for one that was not there. Throws where it does not
 * fit what they hold.
 */
export function undone(
  { says, was }: DemoCommit,
  read: (path: string) => string,
): ReadonlyMap<string, string | null> {
  return new Map(
    Object.entries(was).map(([path, edits]) => {
      if (edits === 'absent') return [path, null];
      let text = read(path);
      for (const [now, before] of Object.entries(edits)) {
        if (!text.includes(now)) throw new Error(`"${says}" does not fit ${path}: it has no "${now}".`);
        text = text.replaceAll(now, before);
      }
      return [path, text];
    }),
  );
}
