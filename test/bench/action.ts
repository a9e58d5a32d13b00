import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Measured, Runnable } from './measure.ts';
import { writeTree } from './tree.ts';

const project = resolve(import.meta.dirname, '..', '..');

/** What is measured of the action: the scan that it makes, and itself on two events, as a runner starts it. */
export interface ActionRuns extends Readonly<Record<'scan' | 'push' | 'pull request', Runnable>> {}

/** Makes a repository of `files` files, whose pull request changes one in a hundred, and says what to run on it. */
export function actionRuns(scratch: string, files: number): ActionRuns {
  const workspace = join(scratch, 'workspace');
  mkdirSync(workspace);
  writeTree(workspace, files);
  const git = (...args: readonly string[]) => execFileSync('git', ['-C', workspace, ...identity, ...args]);
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '-m', 'base');
  const base = String(git('rev-parse', 'HEAD')).trim();
  for (let index = 0; index < files / 100; index += 1)
    writeFileSync(join(workspace, `new-${index}.Dockerfile`), `FROM docker.io/library/redis:7.${index}.0\n`);
  git('add', '--all');
  git('commit', '--quiet', '-m', 'change');
  const head = String(git('rev-parse', 'HEAD')).trim();
  // What a runner checks out is the merge, whose first parent is the base.
  const merge = String(git('commit-tree', `${head}^{tree}`, '-p', base, '-p', head, '-m', 'merge')).trim();
  git('checkout', '--quiet', '--detach', merge);
  // What is fetched comes packed.
  git('repack', '-adq');
  const repo = { full_name: 'owner/repository', default_branch: 'main' };
  const pull = { number: 1, base: { sha: base, repo }, head: { sha: head, repo } };
  const common = { scratch, workspace, commit: merge };
  return {
    scan: {
      args: [
        join(project, 'packages/cli/bin/fineprint.js'),
        'scan',
        workspace,
        '--no-cache',
        '--quiet',
      ].concat(['--policy', 'default', '--fail-on', 'none', '-o', `json=${join(scratch, 'scan.json')}`]),
    },
    push: started('push', { ref: 'refs/heads/main', before: '0'.repeat(40), repository: repo }, common),
    'pull request': started('pull_request', { pull_request: pull, repository: repo }, common),
  };
}

const identity = [
  '-c',
  'user.name=bench',
  '-c',
  'user.email=bench@example.com',
  '-c',
  'commit.gpgsign=false',
];

function started(
  name: string,
  event: unknown,
  {
    scratch,
    workspace,
    commit,
  }: { readonly scratch: string; readonly workspace: string; readonly commit: string },
): Runnable {
  const at = (file: string) => join(scratch, `${name}-${file}`);
  writeFileSync(at('event.json'), JSON.stringify(event));
  for (const file of ['summary', 'output']) writeFileSync(at(file), '');
  mkdirSync(at('temp'));
  return {
    args: [join(project, 'packages/action/dist/main.js')],
    env: {
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: name,
      GITHUB_EVENT_PATH: at('event.json'),
      GITHUB_OUTPUT: at('output'),
      GITHUB_REPOSITORY: 'owner/repository',
      GITHUB_SHA: commit,
      GITHUB_STEP_SUMMARY: at('summary'),
      GITHUB_WORKSPACE: workspace,
      RUNNER_TEMP: at('temp'),
      INPUT_POLICY: 'default',
      'INPUT_FAIL-ON': 'none',
    },
  };
}

/** Rows of a table: each run, its time, and how often the scan alone would fit into it. */
export function actionRows(measured: ReadonlyMap<keyof ActionRuns, Measured>): readonly string[] {
  const scan = measured.get('scan')?.medianMs ?? 0;
  const names = {
    scan: '`fineprint scan`, one report',
    push: 'the action on a push',
    'pull request': 'the action on a pull request, compared with its base',
  };
  return [...measured].map(
    ([run, { medianMs, peakMiB }]) =>
      `| ${names[run]} | ${medianMs.toFixed(0)} | ${(medianMs / scan).toFixed(2)} | ${peakMiB.toFixed(0)} |`,
  );
}
