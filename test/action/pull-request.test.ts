import { expect, test } from 'vitest';
import { mergeGroupEvent, pullRequestEvent } from './events.ts';
import { badImage, compose, goodImage, otherBadImage, strictPolicy, workflow } from './files.ts';
import type { Hosted, PullRequest } from './github/hub.ts';
import { runGit } from './repository.ts';
import { findingsOf } from './results.ts';
import { runStep } from './runner/run-step.ts';
import { readOnly, useWorld } from './world.ts';

const world = useWorld();
const known = { 'compose.yaml': compose(badImage), 'fineprint.yaml': strictPolicy };
const worse = { 'other/compose.yaml': compose(otherBadImage) };
const harmless = { 'good/compose.yaml': compose(goodImage) };

function asked(operation: string): number {
  return world.api.received.filter((request) => request.operation === operation).length;
}

function opened(files: PullRequestFiles, base: Hosted = world.host(known)): [Hosted, PullRequest] {
  return [base, world.propose(base, { files })];
}
type PullRequestFiles = Parameters<typeof world.propose>[1]['files'];

test('a pull request fails for what it adds, and for nothing else; the workspace is one commit deep', async () => {
  const [hosted, pull] = opened(worse);
  const step = await runStep(world.job(hosted, pullRequestEvent(hosted, pull)), {}, 'source');
  expect(step).toMatchObject({ conclusion: 'failure', exitCode: 1, complaints: [] });
  expect(step.outputs).toMatchObject({ result: 'fail', 'findings-new': '1' });
  expect(findingsOf(step)).toEqual([
    'new license-needs-review grafana@10.0.0',
    'known license-needs-review mongo@7.0.1',
  ]);
  expect(step.annotations.map(({ level, properties }) => `${level} ${properties.file}`)).toEqual([
    'error other/compose.yaml',
  ]);
  expect(step.summary).toContain('grafana');
});

test('a pull request that adds nothing is quiet', async () => {
  const [hosted, pull] = opened(harmless);
  const step = await runStep(world.job(hosted, pullRequestEvent(hosted, pull)));
  expect(step).toMatchObject({ conclusion: 'success', annotations: [], complaints: [] });
  expect(step.outputs).toMatchObject({ result: 'pass', 'findings-new': '0' });
});

test.each([
  ['all of the history', 0],
  ['two commits', 2],
])('with %s the API is not asked', async (_, depth) => {
  const [hosted, pull] = opened(worse);
  const before = world.api.received.length;
  const step = await runStep(world.job(hosted, pullRequestEvent(hosted, pull), { depth }));
  expect(step.outputs).toMatchObject({ result: 'fail', 'findings-new': '1' });
  expect(world.api.received.length - before).toBe(0);
});

test('what the base got meanwhile is not the change of the pull request', async () => {
  const hosted = world.host(known);
  const from = hosted.repository.git('rev-parse', 'main');
  hosted.repository.commit('main', worse);
  const pull = world.propose(hosted, { files: harmless, from });
  const step = await runStep(world.job(hosted, pullRequestEvent(hosted, pull)));
  expect(step.outputs).toMatchObject({ result: 'pass', 'findings-new': '0' });
});

test('the head itself, checked out, is compared with the merge base', async () => {
  const hosted = world.host(known);
  const from = hosted.repository.git('rev-parse', 'main');
  hosted.repository.commit('main', { 'compose.yaml': compose(goodImage) });
  const pull = world.propose(hosted, { files: worse, from });
  const event = pullRequestEvent(hosted, pull);
  for (const depth of [0, 1]) {
    const step = await runStep(world.job(hosted, event, { depth, ref: pull.head.sha }));
    expect(step.outputs, `depth ${depth}`).toMatchObject({ result: 'fail', 'findings-new': '1' });
  }
  expect(asked('repos/compare-commits-with-basehead')).toBe(1);
});

test('more commits on a pull request are still compared with the base', async () => {
  const [hosted, first] = opened(worse);
  const second = world.synchronize(hosted, first, harmless);
  const event = pullRequestEvent(hosted, second, { before: first.head.sha });
  const step = await runStep(world.job(hosted, event));
  expect(step.outputs).toMatchObject({ result: 'fail', 'findings-new': '1' });
});

test('a bumped version within one licence is no new finding', async () => {
  const [hosted, pull] = opened({ 'compose.yaml': compose(badImage.replace('7.0.1', '7.0.2')) });
  const step = await runStep(world.job(hosted, pullRequestEvent(hosted, pull)));
  expect(step.outputs).toMatchObject({ result: 'pass', 'findings-new': '0' });
});

test('a fork with a token that only reads gets its verdict, its summary and annotations', async () => {
  const hosted = world.host(known);
  const pull = world.propose(hosted, { files: worse, fork: 'contributor' });
  const job = world.job(hosted, pullRequestEvent(hosted, pull), { token: world.token(readOnly) });
  const step = await runStep(job, { comment: 'always' });
  expect(step).toMatchObject({ conclusion: 'failure', exitCode: 1, complaints: [] });
  expect(step.outputs).toMatchObject({ result: 'fail', 'findings-new': '1' });
  expect(step.summary).toContain('grafana');
  expect(step.annotations.filter(({ level }) => level === 'error')).toHaveLength(1);
  expect(hosted.comments).toEqual([]);
  // Why there is no comment is said, in one line.
  expect(
    step.log.filter((line) => /comment/i.test(line) && /fork|token|permission/i.test(line)),
  ).toHaveLength(1);
});

test('a fork that adds nothing passes, though it may not write', async () => {
  const hosted = world.host(known);
  const pull = world.propose(hosted, { files: harmless, fork: 'contributor' });
  const job = world.job(hosted, pullRequestEvent(hosted, pull), { token: world.token(readOnly) });
  const step = await runStep(job, { comment: 'always' });
  expect(step).toMatchObject({ conclusion: 'success', exitCode: 0, complaints: [] });
});

test('pull_request_target that checks out its base is refused: nothing of the pull request is there', async () => {
  const hosted = world.host(known);
  const pull = world.propose(hosted, { files: worse, fork: 'contributor' });
  const step = await runStep(
    world.job(hosted, pullRequestEvent(hosted, pull, { name: 'pull_request_target' })),
  );
  expect(step).toMatchObject({ conclusion: 'failure', exitCode: 2, complaints: [] });
  expect(step.outputs.result).toBe('error');
  expect(step.annotations.map(({ level }) => level)).toEqual(['error']);
});

test('pull_request_target that checks out the merge or the head is compared and may comment', async () => {
  const hosted = world.host(known);
  const pull = world.propose(hosted, { files: worse, fork: 'contributor' });
  const event = pullRequestEvent(hosted, pull, { name: 'pull_request_target' });
  for (const ref of [pull.mergeSha, pull.head.sha]) {
    const step = await runStep(world.job(hosted, event, { ref }), { comment: 'always' });
    expect(step).toMatchObject({ conclusion: 'failure', exitCode: 1, complaints: [] });
    expect(step.outputs).toMatchObject({ result: 'fail', 'findings-new': '1' });
  }
  expect(hosted.comments).toHaveLength(1);
});

test('a merge group is compared with what it stands on', async () => {
  for (const [files, result, added] of [
    [worse, 'fail', '1'],
    [harmless, 'pass', '0'],
  ] as const) {
    const [hosted, pull] = opened(files);
    const step = await runStep(world.job(hosted, mergeGroupEvent(hosted, pull)));
    expect(step.outputs).toMatchObject({ result, 'findings-new': added });
    expect(step.complaints).toEqual([]);
  }
});

test('a private repository is compared with what the token may read, else as a whole', async () => {
  const hosted = world.host(known, { isPrivate: true });
  const pull = world.propose(hosted, { files: harmless });
  const event = pullRequestEvent(hosted, pull);
  const allowed = await runStep(world.job(hosted, event, { token: world.token({ contents: 'read' }) }));
  expect(allowed.outputs).toMatchObject({ result: 'pass', 'findings-new': '0' });
  const refused = await runStep(world.job(hosted, event, { token: world.token({}) }));
  expect(refused.outputs).toMatchObject({ 'findings-total': '1', 'findings-new': '' });
  expect(refused.log.join('\n')).toContain('cannot be told what is new');
  expect(refused.summary).toContain('cannot be told what is new');
});

test('the input gate makes all count, or only what is new', async () => {
  const [hosted, pull] = opened(harmless);
  const step = await runStep(world.job(hosted, pullRequestEvent(hosted, pull)), { gate: 'all' });
  expect(step.outputs).toMatchObject({ result: 'fail', 'findings-total': '1', 'findings-new': '0' });
});

test('a deleted, a renamed and a changed file are no new findings of others', async () => {
  const base = world.host({
    ...known,
    'a/compose.yaml': compose(otherBadImage),
    '.github/workflows/ci.yml': workflow('actions/checkout@main'),
  });
  const [hosted, pull] = opened(
    {
      'a/compose.yaml': null,
      '.github/workflows/ci.yml': workflow('actions/checkout@main', 'actions/setup-node@main'),
    },
    base,
  );
  const step = await runStep(world.job(hosted, pullRequestEvent(hosted, pull)));
  expect(step.outputs).toMatchObject({ result: 'pass' });
  expect(findingsOf(step).filter((finding) => finding.startsWith('new'))).toEqual([
    'new version-not-pinned setup-node@main',
  ]);
});

test('a pull request whose fork was deleted is compared', async () => {
  const hosted = world.host(known);
  const pull = world.propose(hosted, { files: worse, fork: 'contributor' });
  const event = pullRequestEvent(hosted, pull);
  const payload = JSON.parse(JSON.stringify(event.payload));
  payload.pull_request.head.repo = null;
  const job = world.job(hosted, { ...event, payload }, { token: world.token(readOnly) });
  const step = await runStep(job);
  expect(step).toMatchObject({ conclusion: 'failure', exitCode: 1, complaints: [] });
  expect(step.outputs).toMatchObject({ result: 'fail', 'findings-new': '1' });
});

test('the API of an enterprise server lies under a path', async () => {
  const [hosted, pull] = opened(worse);
  const job = world.job(hosted, pullRequestEvent(hosted, pull));
  const step = await runStep({ ...job, apiUrl: `${job.apiUrl}/api/v3` }, { comment: 'always' });
  expect(step.outputs).toMatchObject({ result: 'fail', 'findings-new': '1' });
  expect(hosted.comments).toHaveLength(1);
});

test('nothing is written but what the runner hands on: no cache, nothing in the workspace', async () => {
  const [hosted, pull] = opened(worse);
  const job = world.job(hosted, pullRequestEvent(hosted, pull));
  const step = await runStep(job, {}, 'source');
  expect(runGit(job.workspace, ['status', '--porcelain', '--ignored']).toString()).toBe('');
  expect(step.written).toEqual(
    ['report.json', 'report.sarif', 'sbom.cdx.json'].map((name) => `_temp/fineprint/${name}`),
  );
});
