import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A command as a whole process: milliseconds of each run, and peak memory in MiB. */
export interface Measured {
  readonly medianMs: number;
  readonly minMs: number;
  readonly peakMiB: number;
}

/** A command to run, with what must be done before each run. */
export interface Runnable {
  readonly args: readonly string[];
  readonly before?: () => void;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs commands in turns, so that whatever else the machine does falls on all of them; throws if one fails. */
export function measureInTurns(
  commands: Readonly<Record<string, Runnable>>,
  runs: number,
  memoryFile: string,
): Readonly<Record<string, Measured>> {
  const times: Record<string, number[]> = {};
  const peaks: Record<string, number> = {};
  for (let run = 0; run <= runs; run += 1) {
    for (const [name, command] of Object.entries(commands)) {
      command.before?.();
      const elapsed = runOnce(name, command, memoryFile);
      // The first round warms the page cache and the compile cache.
      if (run === 0) continue;
      times[name] = [...(times[name] ?? []), elapsed];
      peaks[name] = Math.max(peaks[name] ?? 0, Number(readFileSync(memoryFile, 'utf8')) / 1024);
    }
  }
  return Object.fromEntries(
    Object.entries(times).map(([name, all]) => {
      const sorted = all.toSorted((a, b) => a - b);
      return [
        name,
        { medianMs: sorted[sorted.length >> 1] ?? 0, minMs: sorted[0] ?? 0, peakMiB: peaks[name] ?? 0 },
      ];
    }),
  );
}

function runOnce(name: string, { args, env }: Runnable, memoryFile: string): number {
  const start = process.hrtime.bigint();
  const memory = new URL('memory.ts', import.meta.url).href;
  const { status, stderr } = spawnSync(process.execPath, ['--import', memory, ...args], {
    env: { ...process.env, FINEPRINT_BENCH_MEMORY: memoryFile, ...env },
    maxBuffer: 1 << 30,
  });
  const elapsed = Number(process.hrtime.bigint() - start) / 1e6;
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
  return elapsed;
}
