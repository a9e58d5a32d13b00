import { exitCodes } from './exit-code.ts';
import { inSystemWords } from './system-error.ts';
import { version } from './version.ts';

/** Runs the command line and answers the exit code; what is not needed for `--version` is not even loaded. */
export async function main(args: readonly string[]): Promise<number> {
  for (const name of ['stdout', 'stderr'] as const) process[name].on('error', unwritten(name));
  if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
    process.stdout.write(`fineprint ${version}\n`);
    return 0;
  }
  if (args.includes('--online')) limitNameService();
  const { run } = await import('./run.ts');
  const code = await run(args, process);
  if (args.includes('--online')) await leave(code);
  return code;
}

/**
 * A look-up of a name cannot be called off, and the process ends only after it: where no name server answers it is short
 * (resolv.conf(5), by glibc). Node looks up two names at a time, of which a few dead ones would keep all others waiting.
 */
function limitNameService(): void {
  process.env.RES_OPTIONS ??= 'timeout:1 attempts:1';
  process.env.UV_THREADPOOL_SIZE ??= '64';
}

/** Ends the process once all that was written is on its way, whatever connections are still open. */
async function leave(code: number): Promise<void> {
  for (const stream of [process.stdout, process.stderr])
    await new Promise<void>((resolve) => stream.write('', () => resolve()));
  process.exit(code);
}

/**
 * Who reads on may stop early (`fineprint scan | head`): that is no failure. Anything else (a full disk) is told and is the
 * result, whatever the verdict was; files are still written.
 */
function unwritten(name: 'stdout' | 'stderr'): (error: NodeJS.ErrnoException) => void {
  return (error) => {
    if (error.code === 'EPIPE') return;
    if (name === 'stdout')
      process.stderr.write(`Standard output cannot be written: ${inSystemWords(error)}.\n`);
    process.once('exit', (code) => {
      if (code !== exitCodes.defect) process.exitCode = exitCodes.usage;
    });
  };
}
