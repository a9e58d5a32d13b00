import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runAction } from '../../../packages/action/src/run-action.ts';
import { root } from '../../contracts/sources.ts';
import { actionFile, inputEnvironment, unexpectedInputs } from './action-file.ts';
import type { Job } from './job.ts';
import { jobEnvironment } from './job.ts';
import { readPairs, readSummary } from './step-files.ts';
import { type Annotation, readLog, type StepLog } from './step-log.ts';

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
  /** Files that were made beside those of the runner, relative to the home directory of the job. */
  readonly written: readonly string[];
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
  const file = (name: string) => join(directory, `${name}_command`);
  for (const name of fileCommands) writeFileSync(file(name), '');
  const paths = Object.fromEntries(fileCommands.map((name) => [name, file(name)]));
  const { env, contexts } = jobEnvironment(job, directory, paths);
  const before = new Set(filesUnder(directory));
  const step = { ...env, ...inputEnvironment(inputs, contexts) };
  const { exitCode, printed } =
    how === 'in-process' ? await inProcess(step, job.answerMs) : await asProcess(step, how, job.workspace);

  const warning = unexpectedInputs(inputs);
  const told = warning === null ? printed : `::warning::${warning}\n${printed}`;
  const log = readLog(told.split(/\r\n|\r|\n/), [job.token], job.workspace);
  const written = filesUnder(directory).filter((path) => !before.has(path));
  const texts = [...fileCommands.map(file), ...written.map((path) => join(directory, path))];
  const raw = [printed, ...texts.map((path) => readFileSync(path, 'utf8'))].join('\n');
  if (raw.includes(job.token)) throw new Error('The token of the job is in what the step wrote.');
  return { ...outcomeOf(exitCode, log, file), exitCode, log: log.lines, masks: log.masks, written, raw };
}

type Outcome = Omit<Step, 'exitCode' | 'log' | 'masks' | 'written' | 'raw'>;

/** What the runner makes of the log and of the files that the step wrote. */
function outcomeOf(exitCode: number, log: StepLog, file: (name: string) => string): Outcome {
  const pairs = (name: string) => readPairs(readFileSync(file(name), 'utf8'));
  const { summary, error } = readSummary(readFileSync(file('step_summary')));
  const outputs = pairs('output');
  const errors = [outputs.error, pairs('env').error, pairs('state').error, error];
  return {
    conclusion: exitCode === 0 && log.refused.length === 0 && outputs.error === null ? 'success' : 'failure',
    annotations: log.annotations,
    dropped: log.dropped,
    outputs: { ...log.outputs, ...outputs.pairs },
    summary,
    complaints: [
      ...log.refused,
      ...errors.filter((each) => each !== null),
      ...(log.stopped ? ['Commands stayed stopped.'] : []),
    ],
  };
}

function filesUnder(directory: string): readonly string[] {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => relative(directory, join(parentPath, name))).sort();
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
