import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A command as a whole process: its milliseconds, and its peak memory in MiB. */
export interface Measured {
  readonly medianMs: number;
  readonly peakMiB: number;
}

/** A command to run. */
export interface Runnable {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs commands in turns, so that whatever else the machine does falls on all of them; throws if one fails. */
export function measureInTurns<Name extends string>(
  commands: Readonly<Record<Name, Runnable>>,
  runs: number,
  memoryFile: string,
): ReadonlyMap<Name, Measured> {
  const all = Object.entries<Runnable>(commands).map(([name, command]) => ({
    name,
    command,
    times: [] as number[],
  }));
  // The first round warms the page cache and the compile cache, and a module that is loaded first measures memory.
  // Nothing but the commands themselves runs in the rounds that count.
  const memory = ['--import', new URL('memory.js', import.meta.url).href];
  const peaks = all.map(({ name, command }) => {
    runOnce(name, command, memory, memoryFile);
    return Number(readFileSync(memoryFile, 'utf8')) / 1024;
  });
  for (let run = 0; run < runs; run += 1) {
    for (const { name, command, times } of all) times.push(runOnce(name, command, [], memoryFile));
  }
  return new Map(
    all.map(({ name, times }, index) => {
      times.sort((a, b) => a - b);
      return [name as Name, { medianMs: times[times.length >> 1] ?? 0, peakMiB: peaks[index] ?? 0 }];
    }),
  );
}

function runOnce(
  name: string,
  { args, env }: Runnable,
  before: readonly string[],
  memoryFile: string,
): number {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, [...before, ...args], {
    env: { ...process.env, FINEPRINT_BENCH_MEMORY: memoryFile, ...env },
    maxBuffer: 1 << 30,
  });
  const elapsed = Number(process.hrtime.bigint() - start) / 1e6;
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
  return elapsed;
}
