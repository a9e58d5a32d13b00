import { statSync } from 'node:fs';
import { join } from 'node:path';
import { discover, openRoot, type ResolvedOccurrence, type Root } from '@fineprint/core';
import { type FileChange, type PinPlan, planPins, refusalOf } from '@fineprint/pin';
import { exitCodes } from './exit-code.ts';
import { writeWhole } from './output.ts';
import { changesAsDiff } from './pin/diff.ts';
import { leftInWords, pinnedInWords } from './pin/words.ts';
import { scanMeans } from './run-scan.ts';
import type { ScanningOptions } from './scan-as-asked.ts';
import { refuseWhatCannotBeScanned } from './scan-as-asked.ts';
import type { Surroundings } from './surroundings.ts';
import { UsageError } from './usage-error.ts';

/** The options of `pin`, as commander hands them over. */
export interface PinOptions extends ScanningOptions {
  readonly write?: boolean;
}

/** Plans the edits that pin what is not pinned, shows them as a diff, and makes them where that is asked for. */
export async function pinCommand(path: string, options: PinOptions, process: Surroundings): Promise<number> {
  refuseWhatCannotBeScanned(path, options);
  const root = openRoot(path);
  const plan = await planned(root, options, process);
  process.stdout.write(changesAsDiff(plan.changes));
  if (options.write) writeAll(root, plan.changes);
  if (options.quiet) return exitCodes.clean;
  for (const line of pinnedInWords(plan, options.write ?? false)) process.stderr.write(`${line}\n`);
  for (const line of leftInWords(plan.left)) process.stderr.write(`${line}\n`);
  return exitCodes.clean;
}

async function planned(root: Root, options: PinOptions, process: Surroundings): Promise<PinPlan> {
  const { means, close } = await scanMeans(root, {
    policies: options.policy ?? [],
    exclude: options.exclude ?? [],
    only: options.only ?? [],
    cache: null,
    env: process.env,
    ...(options.online ? { online: { keepsAnswers: options.cache } } : {}),
  });
  try {
    const { policy } = means;
    return await planPins(discover(root, { exclude: [...policy.exclude, ...means.exclude] }), {
      extractors: means.extractors,
      kinds: new Map(means.kinds.map((kind) => [kind.id, kind])),
      cache: means.cache,
      lookup: means.lookup,
      usage: policy.usage,
      stays: ({ key, unit, pin }: ResolvedOccurrence) =>
        pin !== null && policy.unitPin(key, unit) === pin
          ? 'The policy wants no more of this in a part that others reuse: whoever uses it chooses.'
          : null,
    });
  } finally {
    close();
  }
}

/** Writes all files or, where one of them is not the one that was read any more, none. */
function writeAll(root: Root, changes: readonly FileChange[]): void {
  const refused = changes.flatMap((change) => {
    const because = refusalOf(root, change);
    return because === null ? [] : [`${change.path}: ${because}`];
  });
  if (refused.length > 0)
    throw new UsageError(`Nothing was written, because not all files can be:\n  ${refused.join('\n  ')}`);
  for (const { path, after } of changes) {
    const file = join(root.directory, path);
    writeWhole(file, after, statSync(file).mode & 0o7777);
  }
}
