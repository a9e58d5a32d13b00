import { run } from '../../packages/cli/src/run.ts';

/** What a command printed, and how it ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in this process, with an environment of its own. */
export async function fineprint(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  terminal: { readonly isTTY: true; readonly columns: number } | null = null,
): Promise<Ended> {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const code = await run(args, {
    env: { SOURCE_DATE_EPOCH: '1790000000', ...env },
    stdout: { ...terminal, write: (text) => stdout.push(text) },
    stderr: { write: (text) => stderr.push(text) },
  });
  return { code, stdout: stdout.join(''), stderr: stderr.join('') };
}
