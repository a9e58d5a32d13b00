import { expect, test } from 'vitest';
import { pullRequestEvent, pushEvent } from './events.ts';
import { badImage, compose, goodImage, strictPolicy } from './files.ts';
import { type Account, actionsBot, type Comment, type Hosted, type PullRequest } from './github/hub.ts';
import { markupOf } from './markup.ts';
import { runStep } from './runner/run-step.ts';
import { people, readOnly, useWorld } from './world.ts';

const world = useWorld();
const good = { 'compose.yaml': compose(goodImage), 'fineprint.yaml': strictPolicy };
const bad = { 'other/compose.yaml': compose(badImage) };
const mended = { 'other/compose.yaml': compose(goodImage) };

function opened(files: Parameters<typeof world.propose>[1]['files']): [Hosted, PullRequest] {
  const hosted = world.host(good);
  return [hosted, world.propose(hosted, { files })];
}

interface Run {
  readonly when?: string;
  readonly token?: string;
  readonly name?: string;
  readonly inputs?: Readonly<Record<string, string>>;
}

/** A run of the action on a pull request; gives the comments that are there afterwards. */
async function comments(
  hosted: Hosted,
  pull: PullRequest,
  { when = 'on-failure', token, name, inputs }: Run = {},
) {
  const options = { ...(token !== undefined && { token }), ...(name !== undefined && { name }) };
  const job = world.job(hosted, pullRequestEvent(hosted, pull), { depth: 2, ...options });
  const step = await runStep(job, { comment: when, ...inputs });
  expect(step.complaints).toEqual([]);
  return { step, written: hosted.comments };
}

function planted(hosted: Hosted, author: Account, body: string, app: string | null = null): Comment {
  const comment = { id: 9001 + hosted.comments.length, issue: 1, author, app, body, edits: 0 };
  hosted.comments.push(comment);
  return comment;
}

test('a failure is told once, and is green when it is mended', async () => {
  const [hosted, pull] = opened(bad);
  const { written } = await comments(hosted, pull);
  expect(written).toHaveLength(1);
  const [first] = written;
  expect(first).toMatchObject({ author: actionsBot, body: expect.stringContaining('mongo') });
  const red = first?.body ?? '';
  await comments(hosted, pull);
  expect(written).toHaveLength(1);
  await comments(hosted, world.synchronize(hosted, pull, mended));
  expect(written).toHaveLength(1);
  expect(first?.body).not.toBe(red);
  expect(first?.body).not.toContain('mongo');
});

test('where there is no scan, what was said of an earlier commit does not stand', async () => {
  const [hosted, pull] = opened(mended);
  const { written } = await comments(hosted, pull, { when: 'always' });
  expect(written[0]?.body).toContain('Fineprint passed');
  for (const [inputs, said] of [
    [{ only: 'no-such' }, 'no-such'],
    [{ policy: '@acme/team [x](http://evil)' }, 'evil'],
  ] as const) {
    const { step } = await comments(hosted, pull, { inputs });
    expect(step.outputs).toEqual({ result: 'error' });
    expect(written).toHaveLength(1);
    expect(written[0]?.body).toMatch(/^<!-- .* -->\n## ✗ Fineprint could not scan\n/);
    const { text, links, mentions } = markupOf(written[0]?.body ?? '');
    expect(text).toContain(said);
    expect({ links: links.length, mentions }).toEqual({ links: 1, mentions: [] });
  }
  const refused = await comments(hosted, pull, { inputs: { only: 'x' }, token: world.token(readOnly) });
  expect(refused.step.log.join('\n')).toContain('No comment was written');
  await comments(hosted, pull);
  expect(written[0]?.body).toContain('Fineprint passed');
});

test.each([
  ['on-failure', mended, 0],
  ['always', mended, 1],
  ['never', bad, 0],
])('with "%s", %j makes %i comments', async (when, files, count) => {
  const [hosted, pull] = opened(files);
  expect((await comments(hosted, pull, { when })).written).toHaveLength(count);
});

test('two jobs, and two steps for two directories, have a comment each', async () => {
  const [hosted, pull] = opened(bad);
  for (let time = 0; time < 2; time += 1) {
    await comments(hosted, pull, { when: 'always', name: 'licenses' });
    await comments(hosted, pull, { when: 'always', name: 'pins' });
    await comments(hosted, pull, { when: 'always', inputs: { path: 'other' } });
  }
  expect(hosted.comments).toHaveLength(3);
  expect(new Set(hosted.comments.map(({ body }) => markupOf(body).comments.join())).size).toBe(3);
});

test('our comment is found behind hundreds of others', async () => {
  const [hosted, pull] = opened(bad);
  for (let count = 0; count < 230; count += 1) planted(hosted, people.contributor, `comment ${count}`);
  await comments(hosted, pull);
  for (let count = 0; count < 30; count += 1) planted(hosted, people.contributor, `later ${count}`);
  await comments(hosted, world.synchronize(hosted, pull, mended));
  expect(hosted.comments.filter(({ author }) => author === actionsBot)).toHaveLength(1);
  expect(hosted.comments[230]).toMatchObject({ author: actionsBot, edits: 1 });
});

test('a comment of others with our marker stays theirs, and ours is written beside it', async () => {
  const [model, first] = opened(bad);
  await comments(model, first);
  const body = model.comments[0]?.body ?? '';
  const strangers: readonly Account[] = [
    people.contributor,
    { login: 'github-actions', id: 3003, type: 'User' },
    { login: 'other-app[bot]', id: 4004, type: 'Bot' },
  ];
  for (const stranger of strangers) {
    const [hosted, pull] = opened(bad);
    const theirs = planted(hosted, stranger, body, stranger.type === 'Bot' ? 'other-app' : null);
    await comments(hosted, pull);
    await comments(hosted, world.synchronize(hosted, pull, mended));
    expect(theirs, stranger.login).toMatchObject({ body, edits: 0 });
    expect(hosted.comments.map(({ author }) => author)).toEqual([stranger, actionsBot]);
  }
});

test('a comment of another workflow that only quotes our marker is not ours', async () => {
  const [model, first] = opened(bad);
  await comments(model, first);
  const [hosted, pull] = opened(bad);
  const quoting = planted(
    hosted,
    actionsBot,
    `The pull request says:\n${model.comments[0]?.body}`,
    'github-actions',
  );
  await comments(hosted, pull);
  expect(quoting.edits).toBe(0);
  expect(hosted.comments).toHaveLength(2);
});

test("a user's token edits that user's comment", async () => {
  const [hosted, pull] = opened(bad);
  const token = world.token(
    { contents: 'read', issues: 'write' },
    { is: 'user', account: people.maintainer },
  );
  await comments(hosted, pull, { token });
  await comments(hosted, world.synchronize(hosted, pull, mended), { token });
  expect(hosted.comments).toMatchObject([{ author: people.maintainer, edits: 1 }]);
});

test("an app's own comment is edited", async () => {
  const [hosted, pull] = opened(bad);
  const account: Account = { login: 'our-app[bot]', id: 6006, type: 'Bot' };
  const token = world.token(undefined, { is: 'installation', account });
  await comments(hosted, pull, { token });
  await comments(hosted, world.synchronize(hosted, pull, mended), { token });
  expect(hosted.comments).toMatchObject([{ author: account, edits: 1 }]);
});

test('where nothing changed, nothing is written', async () => {
  const [hosted, pull] = opened(bad);
  await comments(hosted, pull);
  await comments(hosted, pull);
  // The link to the run is the same here, as it is when a run is repeated.
  expect(hosted.comments[0]?.edits).toBe(0);
});

test('a push has no pull request to comment on', async () => {
  const hosted = world.host(good);
  const before = world.api.received.length;
  const step = await runStep(world.job(hosted, pushEvent(hosted)), { comment: 'always' });
  expect(step).toMatchObject({ conclusion: 'success', complaints: [] });
  expect(world.api.received.length - before).toBe(0);
});

test('a snapshot of the dependencies is submitted for the default branch only, where it is asked for', async () => {
  const hosted = world.host(bad);
  const inputs = { 'dependency-snapshot': 'true' };
  const token = world.token({ contents: 'write' });
  await runStep(world.job(hosted, pushEvent(hosted), { token }));
  expect(hosted.snapshots).toHaveLength(0);
  const step = await runStep(world.job(hosted, pushEvent(hosted), { token }), inputs);
  expect(step.complaints).toEqual([]);
  expect(hosted.snapshots).toMatchObject([
    {
      sha: hosted.repository.git('rev-parse', 'main'),
      ref: 'refs/heads/main',
      manifests: { 'other/compose.yaml': { file: { source_location: 'other/compose.yaml' } } },
    },
  ]);
  hosted.repository.commit('side', mended, { from: hosted.repository.git('rev-parse', 'main') });
  await runStep(world.job(hosted, pushEvent(hosted, { branch: 'side' }), { token }), inputs);
  const pull = world.propose(hosted, { files: mended });
  await runStep(world.job(hosted, pullRequestEvent(hosted, pull), { token }), inputs);
  expect(hosted.snapshots).toHaveLength(1);
});

test('a snapshot that the token may not submit is told, and fails nothing', async () => {
  const hosted = world.host(good);
  const job = world.job(hosted, pushEvent(hosted), { token: world.token(readOnly) });
  const step = await runStep(job, { 'dependency-snapshot': 'true' });
  expect(step).toMatchObject({ conclusion: 'success', complaints: [] });
  expect(step.log.join('\n')).toContain('contents: write');
});
