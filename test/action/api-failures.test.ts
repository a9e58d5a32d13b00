import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pullRequestEvent } from './events.ts';
import { badImage, compose, otherBadImage, strictPolicy } from './files.ts';
import type { Failure } from './github/failures.ts';
import type { Hosted, PullRequest } from './github/hub.ts';
import { shownBy } from './results.ts';
import type { Job } from './runner/job.ts';
import { runStep } from './runner/run-step.ts';
import { useWorld } from './world.ts';

const world = useWorld();
const files = { 'compose.yaml': compose(badImage), 'fineprint.yaml': strictPolicy };
const stolen: string[] = [];
const thief = createServer((request, response) => {
  stolen.push(JSON.stringify(request.headers));
  response.end('{}');
});
let elsewhere = '';
let hosted: Hosted;
let harmless: PullRequest;
let worse: PullRequest;
// One machine for all runs: none of them changes the workspace.
let shallow: Job;
let whole: Job;

beforeAll(async () => {
  hosted = world.host(files);
  harmless = world.propose(hosted, {
    files: { 'other/Dockerfile': 'FROM busybox:1.37.0\n' },
    branch: 'harmless',
  });
  worse = world.propose(hosted, {
    files: { 'other/compose.yaml': compose(otherBadImage), 'fineprint.yaml': null },
    branch: 'worse',
  });
  shallow = world.job(hosted, pullRequestEvent(hosted, worse));
  whole = world.job(hosted, pullRequestEvent(hosted, harmless), { depth: 2 });
  await new Promise<void>((resolve) => thief.listen(0, '127.0.0.1', resolve));
  const address = thief.address();
  elsewhere = typeof address === 'object' ? `http://127.0.0.1:${address?.port}/` : '';
});
afterAll(() => thief.close());

const limited = { 'retry-after': '3600', 'x-ratelimit-remaining': '0' };
const failures: readonly (readonly [string, () => Failure])[] = [
  ['401', () => ({ status: 401, message: 'Bad credentials' })],
  ['403', () => ({ status: 403, message: 'Resource not accessible by integration' })],
  ['404', () => ({ status: 404, message: 'Not Found' })],
  ['409', () => ({ status: 409, message: 'Git Repository is empty.' })],
  ['422', () => ({ status: 422, message: 'Validation Failed' })],
  ['429', () => ({ status: 429, headers: limited })],
  [
    'a rate limit told as 403',
    () => ({ status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '4000000000' } }),
  ],
  ['500', () => ({ status: 500 })],
  ['502', () => ({ status: 502 })],
  ['503', () => ({ status: 503 })],
  ['a message that is a command', () => ({ status: 404, message: '::error::pwned\n##[error]pwned' })],
  ['a redirect elsewhere', () => ({ status: 302, headers: { location: elsewhere } })],
  ['a redirect to a file', () => ({ status: 302, headers: { location: 'file:///etc/passwd' } })],
  ...(['loop', 'hang', 'reset', 'cut', 'garbage', 'page', 'other', 'drip', 'flood'] as const).map(
    (failure) => [failure, () => failure] as const,
  ),
];

/** A step does not wait long for what never comes. */
function waitingFor(failure: string, job: Job): Job {
  return failure === 'hang' || failure === 'drip' ? { ...job, answerMs: 100 } : job;
}

const reading = ['git/get-commit', 'git/get-tree', 'git/get-blob'];
const telling = ['issues/list-comments', 'issues/create-comment'];

test.each(
  failures.flatMap(([name, failure]) => reading.map((operation) => [name, operation, failure] as const)),
)('%s at %s: all counts, the own policy does not, and that is said', async (name, operation, failure) => {
  world.api.failing.push({ operation, as: failure() });
  // Without the base, the policy of the tree is not heeded: the change took it away, or it could have written it.
  const step = await runStep(waitingFor(name, shallow), { 'fail-on': 'warning' });
  expect(step).toMatchObject({ conclusion: 'failure', exitCode: 1, complaints: [] });
  expect(step.outputs).toMatchObject({ result: 'fail', 'findings-new': '' });
  expect(step.summary).toContain('cannot be told what is new');
  expect(step.log.join('\n')).toContain('cannot be told what is new');
  expect(step.annotations[0]?.message).toContain('cannot be told what is new');
  expect(shownBy(step)).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
  // What the API says is quoted, and makes no annotation of its own.
  expect(step.annotations.map(({ message }) => message)).not.toContain('pwned');
});

// What answers a comment that was taken need not be read, so that one of another form is none the worse.
const untold = failures
  .flatMap(([name, failure]) => telling.map((operation) => [name, operation, failure] as const))
  .filter(([name, operation]) => name !== 'other' || operation !== 'issues/create-comment');

test.each(untold)(
  '%s at %s: the verdict stands, and that there is no comment is said',
  async (name, operation, failure) => {
    world.api.failing.push({ operation, as: failure() });
    const step = await runStep(waitingFor(name, whole), { comment: 'always' });
    expect(step).toMatchObject({ conclusion: 'success', exitCode: 0, complaints: [], annotations: [] });
    expect(step.outputs).toMatchObject({ result: 'pass', 'findings-new': '0' });
    expect(step.log.join('\n')).toMatch(/^No comment was written: /m);
  },
);

test('no token went to another host', () => expect(stolen).toEqual([]));

test.each([
  ['500', { status: 500 }],
  ['a reset', 'reset'],
  ['429 for a moment', { status: 429, headers: { 'retry-after': '0' } }],
] as const)('%s that passes is no failure', async (_, as) => {
  world.api.failing.push(
    { operation: 'git/get-commit', as, times: 1 },
    { operation: 'git/get-blob', as, times: 1 },
  );
  const step = await runStep(shallow);
  expect(step.outputs).toMatchObject({ result: 'fail', 'findings-new': '2' });
});

test('an API that never answers is asked once, and not for every file', async () => {
  world.api.failing.push({ operation: '*', as: 'hang' });
  const before = world.api.received.length;
  await runStep(waitingFor('hang', shallow), { comment: 'always' });
  expect(world.api.received.length - before).toBeLessThanOrEqual(3);
});

test('a directory that GitHub cut is no base', async () => {
  world.hub.maxTreeEntries = 1;
  const step = await runStep(shallow);
  world.hub.maxTreeEntries = 100_000;
  expect(step.outputs).toMatchObject({ 'findings-new': '' });
  expect(step.summary).toContain('more than 127');
});
