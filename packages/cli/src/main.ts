import { version } from './version.ts';

/** Runs the command line and answers the exit code; what is not needed for `--version` is not even loaded. */
export async function main(args: readonly string[]): Promise<number> {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosed);
  if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
    process.stdout.write(`fineprint ${version}\n`);
    return 0;
  }
  const { run } = await import('./run.ts');
  const code = await run(args, process);
  // A look-up of a name that nobody answers cannot be called off, and would keep the process for as long as it likes.
  if (args.includes('--online')) await leave(code);
  return code;
}

/** Ends the process once all that was written is on its way. */
async function leave(code: number): Promise<void> {
  for (const stream of [process.stdout, process.stderr])
    await new Promise<void>((resolve) => stream.write('', () => resolve()));
  process.exit(code);
}

/** Who reads on may stop early (`fineprint scan | head`): that is no failure, and files are still written. */
function ignoreClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
