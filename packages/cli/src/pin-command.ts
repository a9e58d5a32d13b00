import {
  discover,
  openReadCache,
  openRoot,
  type ResolvedOccurrence,
  type Root,
  withoutCommands,
} from '@fineprint/core';
import { type PinPlan, planPins } from '@fineprint/pin';
import { paint } from '@fineprint/report';
import { type ColorChoice, usesColor } from './color.ts';
import { exitCodes } from './exit-code.ts';
import { changesAsDiff } from './pin/diff.ts';
import { staysBy } from './pin/stays.ts';
import { leftInWords, pinnedInWords, unreadInWords } from './pin/words.ts';
import { writeChanges } from './pin/write.ts';
import { progressOn } from './progress.ts';
import { chosenExtractors, scanMeans } from './run-scan.ts';
import { refuseWhatCannotBeScanned, type ScanningOptions } from './scan-as-asked.ts';
import type { Surroundings } from './surroundings.ts';
import { UsageError } from './usage-error.ts';

/** The options of `pin`, as commander hands them over. */
export interface PinOptions extends ScanningOptions {
  readonly write?: boolean;
  readonly update?: boolean;
  readonly minAge?: number;
  readonly lock?: boolean;
  readonly color: ColorChoice;
}

/** Plans the edits that pin what is not pinned, shows them as a diff, and makes them where that is asked for. */
export async function pinCommand(path: string, options: PinOptions, process: Surroundings): Promise<number> {
  refuseWhatCannotBeScanned(path, options);
  const root = openRoot(path);
  if (options.lock) return (await import('./pin/lock.ts')).lockCommand(root, options, process);
  const plan = await planned(root, options, process);
  if (options.write) writeChanges(root, plan.changes);
  const colors = paint(usesColor(options.color, process.stdout, process.env));
  process.stdout.write(changesAsDiff(plan.changes, colors));
  if (options.quiet) return exitCodes.clean;
  const { write: isWritten = false, online: isOnline = false, only = [] } = options;
  const said = [
    ...pinnedInWords(plan, { isWritten, isOnline, only }),
    ...leftInWords(plan.left),
    ...unreadInWords(plan),
  ];
  for (const line of said) process.stderr.write(`${withoutCommands(line)}\n`);
  return exitCodes.clean;
}

async function planned(root: Root, options: PinOptions, process: Surroundings): Promise<PinPlan> {
  refuseWhatNeedsRegistries(options);
  const meant = new Set<string>(chosenExtractors(options.only ?? []).map(({ id }) => id));
  const { means, close } = await scanMeans(root, {
    policies: options.policy ?? [],
    exclude: options.exclude ?? [],
    // All is read, whatever is pinned: an edit may not change what another format says.
    only: [],
    cache: openReadCache(null, '', Date.now()),
    env: process.env,
    ...(options.online ? { online: { keepsAnswers: options.cache, minAgeDays: options.minAge ?? 0 } } : {}),
  });
  const progress = progressOn(process.stderr, process.env, options.quiet ?? false);
  try {
    if (options.online) progress.ask();
    const { policy } = means;
    return await planPins(discover(root, { exclude: [...policy.exclude, ...means.exclude] }), {
      ...means,
      kinds: new Map(means.kinds.map((kind) => [kind.id, kind])),
      usage: policy.usage,
      updates: options.update ?? false,
      isMeant: ({ ecosystem }: ResolvedOccurrence) => meant.has(ecosystem),
      stays: staysBy(policy),
    });
  } finally {
    progress.clear();
    close();
  }
}

function refuseWhatNeedsRegistries({ online, update, minAge = 0 }: PinOptions): void {
  const option = update ? '--update' : minAge > 0 ? '--min-age' : null;
  if (option !== null && !online)
    throw new UsageError(`${option} is about what registries say today: give --online, too.`);
}
