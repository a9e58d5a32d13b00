import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { writeReport } from '@fineprint/core';
import { expect, test } from 'vitest';
import { commitNamed, filesOf, openHistory } from '../../packages/cli/src/history.ts';
import { runScan } from '../../packages/cli/src/run-scan.ts';

const harbour = resolve(import.meta.dirname, '../repos/harbour');

test('the report of a commit is, byte for byte, that of its fresh checkout', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'fineprint-commit-'));
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.org', ...args], {
      cwd: directory,
      env: { PATH: process.env.PATH, HOME: directory, GIT_CONFIG_NOSYSTEM: '1' },
    });
  cpSync(harbour, join(directory, 'harbour'), { recursive: true });
  git('-C', 'harbour', 'init', '-q', '-b', 'main');
  git('-C', 'harbour', 'add', '-f', '-A');
  git('-C', 'harbour', 'commit', '-q', '-m', 'all');
  git('clone', '-q', 'harbour', 'fresh/harbour');
  rmSync(join(directory, 'harbour/services'), { recursive: true });
  const request = { policies: [], exclude: [], only: [], cache: null, env: {}, explainCoverage: true };
  for (const path of ['', 'infra', '.github']) {
    const history = openHistory(join(directory, 'harbour', path), {});
    const root = filesOf(history, commitNamed(history, 'HEAD'), false);
    if (typeof root === 'string') throw new Error(root);
    const ofCommit = await runScan(root, request);
    const ofCheckout = await runScan(join(directory, 'fresh/harbour', path), request);
    expect([...writeReport(ofCommit.report)].join('')).toBe([...writeReport(ofCheckout.report)].join(''));
    expect(ofCommit.report.components.length, path).toBeGreaterThan(0);
    history.close();
  }
  rmSync(directory, { recursive: true });
});
