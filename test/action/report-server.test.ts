import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InboxPage, PolicyVersion, Server } from '@fineprint/server';
import { pages } from '@fineprint/web';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startIssuer, type TestIssuer } from '../../packages/server/src/access/ci/issuer.testkit.ts';
import { answerOf, firstToken, served } from '../e2e/served.ts';
import { pullRequestEvent, pushEvent } from './events.ts';
import { badImage, compose, goodImage } from './files.ts';
import type { Hosted } from './github/hub.ts';
import { runStep } from './runner/run-step.ts';
import { readOnly, useWorld } from './world.ts';

const world = useWorld();
const folder = mkdtempSync(join(tmpdir(), 'fineprint-action-server-'));
let server: Server;
let token: string;
let issuer: TestIssuer;
let runner: HttpServer;
/** What the identity service of the runner was asked for. */
const asked: string[] = [];
let claims: object = {};

beforeAll(async () => {
  issuer = await startIssuer();
  server = await served(join(folder, 'data'), { pages, ciIssuers: [issuer.url] });
  token = await firstToken(server);
  runner = createServer((request, response) => {
    asked.push(request.url ?? '');
    const { searchParams } = new URL(request.url ?? '', 'http://runner');
    const isKnown = request.headers.authorization === 'Bearer runner-secret';
    const signed = isKnown ? identity(searchParams.get('audience') ?? '') : Promise.reject(new Error());
    signed.then(
      (value) => response.end(JSON.stringify({ value })),
      () => response.writeHead(401).end(),
    );
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  runner.listen(0, '127.0.0.1', resolve);
  await promise;
});
afterAll(async () => {
  runner.close();
  await server.stop(10_000);
  await issuer.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  asked.length = 0;
});

let count = 0;

/** A token as GitHub's service signs it: each can be shown once. */
function identity(audience: string): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  count += 1;
  return issuer.sign({
    iss: issuer.url,
    aud: audience,
    iat: now,
    nbf: now - 10,
    exp: now + 300,
    jti: `job-${count}`,
    sub: 'repo',
    run_id: '1',
    ...claims,
  });
}

/** The variables that a job with `id-token: write` has. */
function mayShow(hosted: Hosted, ref: string, event = 'push') {
  const { id, owner, repository } = hosted;
  claims = {
    repository: repository.name,
    repository_id: String(id),
    repository_owner_id: String(owner.id),
    ref,
    event_name: event,
  };
  const { port } = runner.address() as AddressInfo;
  return {
    ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/token?run=1`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'runner-secret',
  };
}

const headers = () => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' });

function post<T>(path: string, body: object): Promise<T> {
  const init = { method: 'POST', headers: headers(), body: JSON.stringify(body) };
  return answerOf<T>(`${server.url}/api/v1${path}`, init);
}

function trust({ id, owner }: Hosted): Promise<object> {
  return post('/ci-trusts', {
    issuer: issuer.url,
    ownerId: String(owner.id),
    repositoryId: String(id),
    group: 'default',
  });
}

/** Where the report went whose address the log tells. */
async function sentTo(log: readonly string[]) {
  const [, id] = /The report was sent: \S+\/reports\/(\S+)/.exec(log.join('\n')) ?? [];
  const url = `${server.url}/api/v1/reports/${id}`;
  type Status = { state: string; channel: string; project: { name: string } };
  for (;;) {
    const { state, channel, project } = await answerOf<Status>(url, { headers: headers() });
    if (state !== 'queued') return { state, channel, project: project.name };
  }
}

test('a push is sent by the identity of the job, and without any secret', async () => {
  const hosted = world.host({ 'compose.yaml': compose(goodImage) });
  await trust(hosted);
  const env = mayShow(hosted, 'refs/heads/main');
  const step = await runStep(world.job(hosted, pushEvent(hosted), { env }), { server: server.url });
  expect(step).toMatchObject({ conclusion: 'success', complaints: [] });
  expect(new URL(asked[0] ?? '', 'http://runner').searchParams.get('audience')).toBe(server.url);
  expect(await sentTo(step.log)).toEqual({
    state: 'processed',
    channel: 'main',
    project: `${issuer.url.replace('http://', '')}/${hosted.repository.name}`,
  });
  expect(step.masks.some((mask) => mask.split('.').length === 3)).toBe(true);
  expect(step.summary).toContain('The report was sent');
});

test('a pull request is sent to a channel of its own', async () => {
  const hosted = world.host({ 'compose.yaml': compose(goodImage) });
  const pull = world.propose(hosted, { files: { 'compose.yaml': compose(goodImage, badImage) } });
  await trust(hosted);
  const event = pullRequestEvent(hosted, pull);
  const env = mayShow(hosted, event.ref, 'pull_request');
  const step = await runStep(world.job(hosted, event, { env }), { server: server.url });
  expect(await sentTo(step.log)).toMatchObject({ channel: 'pr/1' });
});

test('a token in place of an identity names project and channel', async () => {
  const hosted = world.host({ 'compose.yaml': compose(goodImage) });
  hosted.repository.commit('feature', { 'a.txt': 'a' }, { from: hosted.repository.git('rev-parse', 'main') });
  const inputs = { server: server.url, 'server-token': token };
  const main = await runStep(world.job(hosted, pushEvent(hosted)), inputs);
  const project = `github.com/${hosted.repository.name}`;
  expect(await sentTo(main.log)).toMatchObject({ channel: 'main', project });
  const branch = await runStep(world.job(hosted, pushEvent(hosted, { branch: 'feature' })), {
    ...inputs,
    project: 'shop',
  });
  expect(await sentTo(branch.log)).toMatchObject({ channel: 'branch/feature', project: 'shop' });
  expect([main.raw, branch.raw].join()).not.toContain(token);
});

test('a report that cannot be sent changes no result, and is said in log, summary and annotation', async () => {
  const hosted = world.host({ 'compose.yaml': compose(goodImage) });
  const job = world.job(hosted, pushEvent(hosted));
  const wrong = { server: server.url, 'server-token': 'fp_wrong' };
  const step = await runStep(job, wrong);
  expect(step).toMatchObject({ conclusion: 'success', outputs: { result: 'pass' } });
  for (const text of [
    step.log.join('\n'),
    step.summary,
    step.annotations.map(({ message }) => message).join(),
  ])
    expect(text).toContain('The report was not sent');
  const gone = await runStep(job, { ...wrong, server: 'http://127.0.0.1:9' });
  expect(gone.conclusion).toBe('success');
  expect(gone.log.join('\n')).toContain('cannot be reached');
  const required = await runStep(job, { ...wrong, 'require-upload': 'true' });
  expect(required).toMatchObject({ conclusion: 'failure', exitCode: 2, outputs: { result: 'fail' } });
  const nothing = await runStep(job, { server: server.url });
  expect(nothing.conclusion).toBe('success');
  expect(nothing.log.join('\n')).toContain('id-token: write');
});

test('a pull request of a fork, which can show nothing, says so and fails nothing', async () => {
  const hosted = world.host({ 'compose.yaml': compose(goodImage) });
  const pull = world.propose(hosted, { files: { 'a.txt': 'a' }, fork: 'contributor' });
  const job = world.job(hosted, pullRequestEvent(hosted, pull), { token: world.token(readOnly) });
  const step = await runStep(job, { server: server.url, 'require-upload': 'true' });
  expect(step).toMatchObject({ conclusion: 'success', annotations: [] });
  expect(step.summary).toContain('Pull requests of forks have neither.');
  expect(asked).toEqual([]);
});

test('a policy that extends the server is that of the server, in a pull request too, and what was decided is waived', async () => {
  const { items: keys } = await answerOf<{ items: { publicKey: string }[] }>(
    `${server.url}/api/v1/signing-keys`,
    {},
  );
  const { keyOfPem } = await import('../../packages/cli/src/report-server/signed-document.ts');
  const hosted = world.host({ 'compose.yaml': compose(badImage), 'fineprint.yaml': 'extends: server\n' });
  const inputs = {
    server: server.url,
    'server-token': token,
    'server-key': keyOfPem(keys[0]?.publicKey ?? ''),
    gate: 'all',
  };
  const text = 'rules: { license-needs-review: error }\n';
  const { id } = await post<PolicyVersion>('/policies/versions', { scope: { is: 'all' }, text });
  await post(`/policies/versions/${id}/changes`, { change: 'publish' });
  const first = await runStep(world.job(hosted, pushEvent(hosted)), inputs);
  expect(first).toMatchObject({ conclusion: 'failure', exitCode: 1 });
  await sentTo(first.log);
  const { items } = await answerOf<InboxPage>(`${server.url}/api/v1/inbox?limit=200`, { headers: headers() });
  for (const { id: question, rule } of items)
    if (rule === 'license-needs-review')
      await post('/decisions', {
        question,
        scope: { is: 'all' },
        outcome: 'approved',
        reason: 'Only we use it.',
      });
  const pull = world.propose(hosted, {
    files: { 'fineprint.yaml': 'rules: { license-needs-review: off }\n' },
  });
  const step = await runStep(world.job(hosted, pullRequestEvent(hosted, pull)), inputs);
  expect(step.summary).toContain('1 finding is waived');
  expect(step).toMatchObject({ conclusion: 'success', outputs: { result: 'pass' } });
  const unpinned = await runStep(world.job(hosted, pushEvent(hosted)), { ...inputs, 'server-key': '' });
  expect(unpinned).toMatchObject({ exitCode: 2, outputs: { result: 'error' } });
  expect(unpinned.log.join('\n')).toContain('FINEPRINT_SERVER_KEY');
});
