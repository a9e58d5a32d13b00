import { mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { exitCodes, run, type Surroundings } from 'fineprint';
import { readInputs } from './inputs.ts';
import { addSummary, asPlainLog, setOutputs } from './runner-files.ts';

/** Runs the scanner on a push as the inputs say: report files, job summary, outputs, and the exit code of the step. */
export async function runAction({ env, stdout, stderr }: Surroundings): Promise<number> {
  const { path, policies, failOn, isStrict } = readInputs(env);
  const directory = join(env.RUNNER_TEMP || tmpdir(), 'fineprint');
  mkdirSync(directory, { recursive: true });
  const files = {
    'report-path': join(directory, 'report.json'),
    'sbom-path': join(directory, 'sbom.cdx.json'),
    'sarif-path': join(directory, 'report.sarif'),
  };
  const summary = join(directory, 'summary.md');
  const args = [
    'scan',
    resolve(env.GITHUB_WORKSPACE || '.', path ?? '.'),
    ...policies.flatMap((policy) => ['--policy', policy]),
    ...(failOn === null ? [] : ['--fail-on', failOn]),
    ...(isStrict ? ['--strict'] : []),
    '--color=always',
    '--no-cache',
    '--output=text',
    `--output=json=${files['report-path']}`,
    `--output=cyclonedx=${files['sbom-path']}`,
    `--output=sarif=${files['sarif-path']}`,
    `--output=markdown=${summary}`,
  ];
  const log: string[] = [];
  const code = await run(args, {
    env,
    stdout: { write: (text) => log.push(text) },
    stderr: { write: (text) => log.push(text) },
  });
  stdout.write(asPlainLog(log.join('')));
  if (code === exitCodes.usage || code === exitCodes.defect) {
    setOutputs(env.GITHUB_OUTPUT, { result: 'error' });
    stderr.write('::error title=Fineprint::The scan could not be made; the log says why.\n');
    return code;
  }
  addSummary(env.GITHUB_STEP_SUMMARY, readFileSync(summary, 'utf8'));
  const { error, warning, note } = JSON.parse(readFileSync(files['report-path'], 'utf8')).summary.findings;
  setOutputs(env.GITHUB_OUTPUT, {
    result: code === exitCodes.clean ? 'pass' : 'fail',
    'findings-total': String(error + warning + note),
    ...files,
  });
  return code;
}
