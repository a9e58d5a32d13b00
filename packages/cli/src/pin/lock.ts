import {
  contentLockName,
  discover,
  type Edit,
  openReadCache,
  type Root,
  readFileInside,
  withoutCommands,
} from '@fineprint/core';
import { type FileChange, type LockPlan, planLock } from '@fineprint/pin';
import { paint } from '@fineprint/report';
import { usesColor } from '../color.ts';
import { contentLockOf } from '../content-lock.ts';
import { exitCodes } from '../exit-code.ts';
import type { PinOptions } from '../pin-command.ts';
import { progressOn } from '../progress.ts';
import { scanMeans } from '../run-scan.ts';
import type { Surroundings } from '../surroundings.ts';
import { UsageError } from '../usage-error.ts';
import { changesAsDiff } from './diff.ts';
import { linesOf } from './hunks.ts';
import { leftInWords } from './words.ts';
import { writeChanges } from './write.ts';

/** Plans the lock of contents, shows what changes in it as a diff, and writes it where that is asked for. */
export async function lockCommand(root: Root, options: PinOptions, process: Surroundings): Promise<number> {
  if (root.file !== null)
    throw new UsageError(`${contentLockName} is kept for a directory; "${root.file}" is a file.`);
  if (options.update || options.minAge !== undefined)
    throw new UsageError(
      `${options.update ? '--update' : '--min-age'} chooses what is pinned; --lock keeps what is asked for as it is today.`,
    );
  const plan = await planned(root, options, process);
  const change = await changeOf(root, plan);
  const changes = change === null ? [] : [change];
  if (options.write) writeChanges(root, changes);
  const colors = paint(usesColor(options.color, process.stdout, process.env));
  process.stdout.write(changesAsDiff(changes, colors));
  if (options.quiet) return exitCodes.clean;
  for (const line of lockInWords(plan, change, options.write ?? false))
    process.stderr.write(`${withoutCommands(line)}\n`);
  for (const line of leftInWords(plan.left)) process.stderr.write(`${withoutCommands(line)}\n`);
  return exitCodes.clean;
}

async function planned(root: Root, options: PinOptions, process: Surroundings): Promise<LockPlan> {
  const before = await contentLockOf(root);
  const { exclude = [], only = [] } = options;
  const { means, close } = await scanMeans(root, {
    policies: options.policy ?? [],
    exclude,
    only,
    cache: openReadCache(null, '', Date.now()),
    env: process.env,
    ...(options.online ? { online: { keepsAnswers: options.cache } } : {}),
  });
  const progress = progressOn(process.stderr, process.env, options.quiet ?? false);
  try {
    if (options.online) progress.ask();
    const { policy } = means;
    return await planLock(discover(root, { exclude: [...policy.exclude, ...exclude] }), before, {
      ...means,
      kinds: new Map(means.kinds.map((kind) => [kind.id, kind])),
      usage: policy.usage,
      isPartial: only.length > 0 || exclude.length > 0,
    });
  } finally {
    progress.clear();
    close();
  }
}

/** The file as it would be, or `null` where it is that already, or there is nothing to keep. */
async function changeOf(root: Root, { entries }: LockPlan): Promise<FileChange | null> {
  const { writeContentLock } = await import('@fineprint/core/content-lock');
  const outcome = readFileInside(root, contentLockName);
  const before = outcome.is === 'bytes' ? outcome.bytes : null;
  if (before === null && entries.length === 0) return null;
  const textBefore = before?.toString('utf8') ?? '';
  // Git may have given it the line ends of the machine.
  const textAfter = writeContentLock(entries, textBefore.includes('\r\n') ? '\r\n' : '\n');
  const after = Buffer.from(textAfter);
  if (before?.equals(after)) return null;
  const edits = lineEdits(textBefore, textAfter);
  return { path: contentLockName, before, after, edits, textBefore, textAfter };
}

/** The edits that make one lock of another: no two lines of a lock are the same, and both are sorted. */
function lineEdits(before: string, after: string): readonly Edit[] {
  const wanted = linesOf(after);
  const places = new Map(wanted.map((line, index) => [line, index]));
  const edits: Edit[] = [];
  let next = 0;
  let at = 0;
  const write = (end: number, until: number) => {
    const text = wanted.slice(next, until).join('');
    if (end > at || text !== '') edits.push({ path: contentLockName, start: at, end, text });
  };
  for (const line of linesOf(before)) {
    const place = places.get(line) ?? -1;
    // A line that stood elsewhere is written anew.
    if (place < next) write(at + line.length, next);
    else {
      write(at, place);
      next = place + 1;
    }
    at += line.length;
  }
  write(at, wanted.length);
  return edits;
}

function* lockInWords(
  { entries, left }: LockPlan,
  change: FileChange | null,
  isWritten: boolean,
): Iterable<string> {
  const count = entries.length === 1 ? 'one component' : `${entries.length} components`;
  if (entries.length === 0 && change === null && left.length > 0)
    yield `Nothing is known that ${contentLockName} could keep.`;
  else if (entries.length === 0 && left.length === 0)
    yield 'There is nothing here whose content needs a lock.';
  else if (change === null) yield `${contentLockName} is up to date for ${count}.`;
  else yield `${contentLockName} ${isWritten ? 'has' : 'would have'} the content of ${count}.`;
  if (change !== null && !isWritten) yield 'Nothing was written; --write does it.';
}
