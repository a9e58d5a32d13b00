import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runAction } from '../../../packages/action/src/run-action.ts';
import { root } from '../../contracts/sources.ts';
import { actionFile, inputEnvironment, unexpectedInputs } from './action-file.ts';
import type { Job } from './job.ts';
import { jobEnvironment } from './job.ts';
import { readPairs, readSummary } from './step-files.ts';
import { type Annotation, readLog } from './step-log.ts';

/** What came of a step, as GitHub and the next steps see it. */
export interface Step {
  readonly conclusion: 'success' | 'failure';
  readonly exitCode: number;
  readonly annotations: readonly Annotation[];
  readonly dropped: number;
  readonly outputs: Readonly<Record<string, string>>;
  /** The job summary that is shown; `null` if there is none, or it was too large. */
  readonly summary: string | null;
  readonly log: readonly string[];
  readonly masks: readonly string[];
  /** What was printed, before anything is masked, and every file the runner reads: what a secret could be in. */
  readonly raw: string;
  /** What the runner complained about: commands or files that it refused, commands that stayed stopped. */
  readonly complaints: readonly string[];
}

/** Where the step runs: in this process, or as the runner does it, from source or from the committed build. */
export type How = 'in-process' | 'source' | 'build';

const fileCommands = ['output', 'env', 'state', 'path', 'step_summary'] as const;

/** Runs the action as the step of a job, as the runner does; throws when the token of the job is anywhere in what came of it. */
export async function runStep(
  job: Job,
  inputs: Readonly<Record<string, string>> = {},
  how: How = 'in-process',
): Promise<Step> {
  const directory = mkdtempSync(join(job.temp, 'step-'));
  const files = Object.fromEntries(fileCommands.map((name) => [name, join(directory, `${name}_command`)]));
  for (const path of Object.values(files)) writeFileSync(path, '');
  const { env, contexts } = jobEnvironment(job, directory, files);
  const step = { ...env, ...inputEnvironment(inputs, contexts) };
  const { exitCode, printed } =
    how === 'in-process' ? await inProcess(step, job.answerMs) : await asProcess(step, how, job.workspace);

  const bytes = (name: string) => {
    const path = files[name] ?? '';
    return existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  };
  const warning = unexpectedInputs(inputs);
  const log = readLog(
    [...(warning === null ? [] : [`::warning::${warning}`]), ...printed.split(/\r\n|\r|\n/)],
    [job.token],
    job.workspace,
  );
  const [outputs, variables, state] = ['output', 'env', 'state'].map((name) =>
    readPairs(bytes(name).toString('utf8')),
  );
  const { summary, error } = readSummary(bytes('step_summary'));
  const raw = [
    printed,
    ...fileCommands.map((name) => bytes(name).toString('utf8')),
    ...reportsIn(directory),
  ].join('\n');
  if (raw.includes(job.token)) throw new Error('The token of the job is in what the step wrote.');
  const complaints = [
    ...log.refused,
    ...[outputs?.error, variables?.error, state?.error, error].filter((each) => typeof each === 'string'),
    ...(log.stopped ? ['Commands stayed stopped.'] : []),
  ];
  return {
    conclusion: exitCode === 0 && log.refused.length === 0 && !outputs?.error ? 'success' : 'failure',
    exitCode,
    annotations: log.annotations,
    dropped: log.dropped,
    outputs: { ...log.outputs, ...outputs?.pairs },
    summary,
    log: log.lines,
    masks: log.masks,
    raw,
    complaints,
  };
}

function reportsIn(directory: string): readonly string[] {
  const temp = join(directory, '_temp');
  const files = readdirSync(temp, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'));
}

interface Ended {
  readonly exitCode: number;
  readonly printed: string;
}

// What is asked again is asked at once: who waits here waits for nothing.
const pauses = { pausesMs: 100, pauseMs: 10 };

async function inProcess(env: Readonly<Record<string, string>>, answerMs?: number): Promise<Ended> {
  const limits = { ...pauses, ...(answerMs !== undefined && { answerMs }) };
  const printed: string[] = [];
  const write = (text: string) => printed.push(text);
  const exitCode = await runAction({ env, stdout: { write }, stderr: { write } }, limits);
  return { exitCode, printed: printed.join('') };
}

// Nothing of the action waits as long as this; a step that hangs must end as a failure, not as a stuck test.
const hangMs = 100_000;

/** Starts `runs.main` with the workspace as working directory; both streams are read for commands, as the runner does. */
function asProcess(env: Readonly<Record<string, string>>, how: How, workspace: string): Promise<Ended> {
  const script = how === 'build' ? actionFile.runs.main : 'packages/action/src/main.ts';
  mkdirSync(workspace, { recursive: true });
  const child = spawn(process.execPath, [join(root, script)], {
    cwd: workspace,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: hangMs,
    killSignal: 'SIGKILL',
  });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === null) reject(new Error(`The step was ended by ${signal}.\n${Buffer.concat(chunks)}`));
      else resolve({ exitCode: code, printed: Buffer.concat(chunks).toString('utf8') });
    });
  });
}
