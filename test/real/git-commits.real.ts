import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ResolvedOccurrence } from '@fineprint/core';
import { readReport } from '@fineprint/core/json-1';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gitCommits } from '../../packages/registries/src/protocols/git-commits.ts';
import { meansOf, occurrenceOf } from '../../packages/registries/src/testkit/asked.ts';
import { webTo } from '../../packages/registries/src/testkit/loopback.ts';
import { fineprint } from '../e2e/terminal.ts';
import { gitBackend } from './git-backend.ts';

const directory = mkdtempSync(join(tmpdir(), 'fineprint-git-'));
const server = createServer(gitBackend(directory));
let origin = '';

function git(...args: readonly string[]): string {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'init.defaultBranch=main'];
  return execFileSync('git', [...identity, '-C', directory, ...args], { encoding: 'utf8' }).trim();
}

function addCommit(message: string, date: string): void {
  const env = { ...process.env, GIT_COMMITTER_DATE: `${date}T12:00:00Z` };
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
  const commit = ['commit', '--quiet', '--allow-empty', '-m', message];
  execFileSync('git', [...identity, '-C', join(directory, 'work'), ...commit], { env });
}

beforeAll(async () => {
  git('init', '--quiet', 'work');
  addCommit('first', '2024-01-01');
  git('-C', 'work', 'tag', '-a', 'v1', '-m', 'annotated');
  git('-C', 'work', 'tag', 'v2');
  addCommit('between', '2024-02-01');
  // By a clock that was wrong: nothing that follows is younger.
  addCommit('ahead of its time', '2037-01-01');
  addCommit('last', '2024-03-01');
  git('clone', '--quiet', '--bare', 'work', 'team/repo.git');
  git('-C', 'team/repo.git', 'config', 'uploadpack.allowFilter', 'true');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
  rmSync(directory, { recursive: true });
});

const at = (commit: string, claimed?: string): ResolvedOccurrence => ({
  ...occurrenceOf(
    { kind: 'github-action', name: 'team/repo', source: `${origin}/team/repo`, requested: commit },
    'git-ref',
  ),
  commit,
  ...(claimed === undefined ? {} : { claimed }),
});
const verified = async (occurrence: ResolvedOccurrence, maySearch = true) => {
  const web = webTo([new URL(origin).host]);
  const answer = await gitCommits.verify(occurrence, meansOf(web, {}), () => maySearch);
  web.close();
  return answer;
};
const commitOf = (revision: string) => git('-C', 'work', 'rev-parse', `${revision}^{commit}`);

test('a commit of a release is known by its tags, and what a comment claims is compared', async () => {
  expect(await verified(at(commitOf('v1'), '2'), false)).toEqual({
    is: 'verified',
    upstream: { tags: ['v1', 'v2'], isReachable: true, claimedCommit: commitOf('v2') },
  });
  expect(await verified(at(commitOf('main'), 'v1'), false)).toEqual({
    is: 'verified',
    upstream: { tags: [], isReachable: true, claimedCommit: commitOf('v1') },
  });
});

test.each(['main~2', 'main~1'])('a commit between releases is found in the history: %s', async (revision) => {
  expect(await verified(at(commitOf(revision)))).toEqual({
    is: 'verified',
    upstream: { tags: [], isReachable: true },
  });
});

test('a commit that the server has, and no branch or tag leads to, is an impostor', async () => {
  const lone = loneCommit();
  expect(await verified(at(lone))).toEqual({ is: 'verified', upstream: { tags: [], isReachable: false } });
  // What the server does not have at all is no more reachable.
  expect(await verified(at('a'.repeat(40)))).toEqual({
    is: 'verified',
    upstream: { tags: [], isReachable: false },
  });
});

test('a commit about which nobody could find out is no finding', async () => {
  expect(await verified(at(commitOf('main~1')), false)).toEqual({
    is: 'verified',
    upstream: { tags: [] },
    because: expect.stringContaining('No more histories are searched in one scan.'),
  });
});

/** A commit that the server has, and only a pull request leads to. */
function loneCommit(): string {
  const tree = git('-C', 'team/repo.git', 'rev-parse', 'v1^{tree}');
  const lone = git('-C', 'team/repo.git', 'commit-tree', tree, '-p', commitOf('v1'), '-m', 'of a fork');
  git('-C', 'team/repo.git', 'update-ref', 'refs/pull/1/head', lone);
  return lone;
}

test('a scan says so online, and nothing offline', async () => {
  const host = new URL(origin).host;
  const config = join(directory, 'config/fineprint');
  const repository = join(directory, 'scanned');
  for (const path of [config, repository]) mkdirSync(path, { recursive: true });
  writeFileSync(join(config, 'settings.yaml'), `network: { hosts: ["${host}"] }\n`);
  const module = (name: string, commit: string) =>
    `module "${name}" {\n  source = "git::${origin}/team/repo.git?ref=${commit}"\n}\n`;
  writeFileSync(
    join(repository, 'main.tf'),
    module('lone', loneCommit()) + module('between', commitOf('main~2')),
  );
  const file = join(directory, 'report.json');
  const scanned = async (...options: readonly string[]) => {
    const env = {
      XDG_CONFIG_HOME: join(directory, 'config'),
      XDG_CACHE_HOME: join(directory, 'cache'),
      SOURCE_DATE_EPOCH: '0',
    };
    const output = ['--policy', 'default', '--fail-on', 'none', '-o', `json=${file}`];
    const { stderr } = await fineprint(['scan', repository, ...output, ...options], env);
    expect(stderr).not.toContain('defect');
    const { components, findings } = readReport(readFileSync(file, 'utf8'));
    const places = findings
      .filter(({ rule }) => rule === 'commit-impostor')
      .map(({ locations }) => locations[0].line);
    return {
      places,
      upstream: components.map(({ occurrences }) => occurrences[0].upstream?.isReachable).sort(),
    };
  };
  expect(await scanned('--online')).toEqual({ places: [2], upstream: [false, true] });
  expect(await scanned()).toEqual({ places: [], upstream: [undefined, undefined] });
});
