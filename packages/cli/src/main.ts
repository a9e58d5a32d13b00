import { version } from './version.ts';

/** Runs the command line and answers the exit code; what is not needed for `--version` is not even loaded. */
export async function main(args: readonly string[]): Promise<number> {
  if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
    process.stdout.write(`fineprint ${version}\n`);
    return 0;
  }
  const { run } = await import('./run.ts');
  return run(args, process);
}
