import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildInto } from '../../packages/cli/build.ts';
import { type Measured, measureInTurns } from './measure.ts';
import { writeTree } from './tree.ts';

// npm run bench -- action: the action as a whole process, from its start to its end, beside a scan of the same 1,000 files.

const project = resolve(import.meta.dirname, '..', '..');
const program = join(project, 'packages/cli/bin/fineprint.js');
const runs = Number(process.env.FINEPRINT_BENCH_RUNS ?? 7);
const most = 2;
const scratch = mkdtempSync(join(tmpdir(), 'fineprint-bench-action-'));

try {
  const action = join(scratch, 'action');
  await buildInto(action, { main: 'packages/action/src/main.ts' });
  const { base, head, merge } = pullRequest(join(scratch, 'work'));
  const side = (sha: string) => ({ sha, repo: { full_name: 'o/r' } });
  const repository = { default_branch: 'main' };
  const step = (name: string, payload: object) => ({
    args: [join(action, 'main.js')],
    env: environment(name, payload, merge),
  });
  const measured = measureInTurns(
    {
      scan: { args: [program, 'scan', join(scratch, 'work'), '--no-cache', '--quiet', '--fail-on', 'none'] },
      push: step('push', { ref: 'refs/heads/main', before: '0'.repeat(40), repository }),
      change: step('pull_request', { pull_request: { number: 1, base: side(base), head: side(head) } }),
    },
    runs,
    join(scratch, 'memory'),
  );
  process.stdout.write(
    '| 1,000 files | ms | ÷ scan | peak MiB |\n| --- | --- | --- | --- |\n' +
      row('scan as text', measured.get('scan'), measured) +
      row('action on a push', measured.get('push'), measured) +
      row('action on a pull request, its base in the clone', measured.get('change'), measured) +
      `The action may take ${most} times as long as the scan.\n`,
  );
} finally {
  rmSync(scratch, { recursive: true });
}

function row(name: string, one: Measured | undefined, all: ReadonlyMap<string, Measured>): string {
  const scan = all.get('scan');
  if (!one || !scan) throw new Error('Nothing was measured.');
  const ratio = (one.medianMs / scan.medianMs).toFixed(2);
  return `| ${name} | ${one.medianMs.toFixed(0)} | ${ratio} | ${one.peakMiB.toFixed(0)} |\n`;
}

/** A repository whose change of five files GitHub has merged for its checks; packed, as a clone is. */
function pullRequest(directory: string) {
  mkdirSync(directory);
  writeTree(directory, 1_000);
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.org', ...args], {
      cwd: directory,
      encoding: 'utf8',
    }).trim();
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', 'base');
  const base = git('rev-parse', 'HEAD');
  for (const path of git('ls-files', '*.tf').split('\n').slice(0, 5))
    writeFileSync(join(directory, path), 'module "x" {\n  source = "a/b/c"\n}\n');
  git('commit', '-q', '-a', '-m', 'head');
  const head = git('rev-parse', 'HEAD');
  const merge = git('commit-tree', 'HEAD^{tree}', '-p', base, '-p', head, '-m', 'merge');
  git('checkout', '-q', '--detach', merge);
  git('repack', '-adq');
  return { base, head, merge };
}

function environment(name: string, payload: object, sha: string): Readonly<Record<string, string>> {
  const directory = join(scratch, name);
  mkdirSync(directory);
  const file = (of: string, text = '') => {
    writeFileSync(join(directory, of), text);
    return join(directory, of);
  };
  return {
    GITHUB_WORKSPACE: join(scratch, 'work'),
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: file('event.json', JSON.stringify(payload)),
    GITHUB_SHA: sha,
    GITHUB_OUTPUT: file('output'),
    GITHUB_STEP_SUMMARY: file('summary'),
    RUNNER_TEMP: directory,
    'INPUT_FAIL-ON': 'none',
  };
}
