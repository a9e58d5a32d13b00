import { PolicyError } from '@fineprint/policy';
import { escapeMarkdown, workflowCommand } from '@fineprint/report';
import { exitCodes, type Surroundings, UsageError, version } from 'fineprint';
import type { ApiLimits } from './api/client.ts';
import { readEvent } from './event.ts';
import { lazyGitHub } from './github.ts';
import { readInputs } from './inputs.ts';
import { addSummary, asPlainLog, setOutputs } from './runner-files.ts';
import { scanForEvent } from './scan-for-event.ts';
import { writeResults } from './write-results.ts';

/**
 * Scans what is checked out as the event asks, and writes report files, job summary, annotations and outputs; then tells
 * GitHub what it was asked to tell, which changes nothing of the result. Gives the exit code of the step. Limits are how long
 * GitHub is waited for.
 */
export async function runAction(
  surroundings: Surroundings,
  limits: Partial<ApiLimits> = {},
): Promise<number> {
  try {
    return await scanAndTell(surroundings, limits);
  } catch (cause) {
    return failed(cause, surroundings);
  }
}

async function scanAndTell({ env, stdout }: Surroundings, limits: Partial<ApiLimits>): Promise<number> {
  const inputs = readInputs(env);
  const now = Date.now;
  const github = lazyGitHub(inputs.token, { env, now, limits });
  const workspace = env.GITHUB_WORKSPACE || '.';
  const event = readEvent(env);
  const print = (text: string) => stdout.write(text);
  try {
    const server =
      inputs.server === null
        ? null
        : (await import('./report-server/job-server.ts')).jobServer(inputs, { env, print });
    const occasion = { event, github, workspace, env, now, server: server?.server ?? null };
    const found = await scanForEvent(inputs, occasion).catch(async (cause: unknown) => {
      // What a comment said of an earlier commit would be taken for an answer about this one.
      if (inputs.comment !== 'never') {
        const { tellNotScanned } = await import('./tell/tell-github.ts');
        const said = await tellNotScanned(notScanned(cause), { inputs, event, github, env, now });
        if (said !== null) print(asPlainLog(said));
      }
      throw cause;
    });
    const scan =
      server === null
        ? found
        : await (await import('./report-server/send-scan.ts')).withSent(found, server, {
            inputs,
            event,
            env,
          });
    await writeResults(scan, inputs, { env, print });
    if (inputs.comment !== 'never' || inputs.submitsDependencies) {
      const { tellGitHub } = await import('./tell/tell-github.ts');
      const told = await tellGitHub(scan, { inputs, event, github, env, now });
      if (told.length > 0) print(asPlainLog(told.join('\n')));
    }
    return scan.code;
  } finally {
    github.close();
  }
}

/** The scan could not be made: what is wrong with inputs, policy or checkout is told to the user; the rest is ours. */
function failed(cause: unknown, { env, stdout }: Surroundings): number {
  const isForUser = isUsersOwn(cause);
  const { message, stack = message } = cause instanceof Error ? cause : new Error(String(cause));
  const story = isForUser
    ? message
    : `This is a defect of Fineprint ${version}, not of what it scanned. Please report it with these lines:\n${stack}`;
  stdout.write(asPlainLog(story));
  stdout.write(workflowCommand('error', { title: 'Fineprint' }, headlineOf(cause)));
  addSummary(env.GITHUB_STEP_SUMMARY, notScanned(cause));
  setOutputs(env.GITHUB_OUTPUT, { result: 'error' });
  return isForUser ? exitCodes.usage : exitCodes.defect;
}

function isUsersOwn(cause: unknown): cause is UsageError | PolicyError {
  return cause instanceof UsageError || cause instanceof PolicyError;
}

function headlineOf(cause: unknown): string {
  if (!isUsersOwn(cause)) return 'A defect of Fineprint ended the scan; the log tells more.';
  return cause.message.split('\n', 1)[0] ?? '';
}

/** What summary and comment say in place of a result. */
function notScanned(cause: unknown): string {
  return `## ✗ Fineprint could not scan\n\n${escapeMarkdown(headlineOf(cause))}\n`;
}
