import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Report, writeReport } from '@fineprint/core';
import { readReport } from '@fineprint/core/json-1';
import type { InboxPage, PolicyVersion, Server } from '@fineprint/server';
import { pages } from '@fineprint/web';
import { run } from 'fineprint';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { keyOfPem } from '../../packages/cli/src/report-server/signed-document.ts';
import { answerOf, firstToken, served } from './served.ts';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-decided-'));
const repository = join(folder, 'harbour');
const project = 'git.example/acme/harbour';
const headers = { 'content-type': 'application/json' };
let server: Server;
let token: string;
let key: string;
let before: Report;

beforeAll(async () => {
  cpSync('test/repos/harbour', repository, { recursive: true });
  server = await served(join(folder, 'data'), { pages });
  token = await firstToken(server);
  Object.assign(headers, { authorization: `Bearer ${token}` });
  const { items } = await answerOf<{ items: readonly { publicKey: string }[] }>(
    `${server.url}/api/v1/signing-keys`,
    {},
  );
  key = keyOfPem(items[0]?.publicKey ?? '');
  before = await scanned({});
  const sent = join(folder, 'sent.json');
  writeFileSync(sent, writeReport(before));
  await program(['upload', sent, '--server', server.url, '--project', project, '--wait'], {});
});
afterAll(async () => {
  await server.stop(10_000);
  rmSync(folder, { recursive: true });
});

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(folder, 'home-'));
  rmSync(join(repository, 'fineprint.yaml'), { force: true });
});

/** The environment of a user who knows the server. */
function knowing(more: Readonly<Record<string, string>> = {}) {
  return { FINEPRINT_SERVER: server.url, FINEPRINT_SERVER_KEY: key, FINEPRINT_PROJECT: project, ...more };
}

async function program(args: readonly string[], env: Readonly<Record<string, string>>) {
  const said = { stdout: [] as string[], stderr: [] as string[] };
  const own = { FINEPRINT_TOKEN: token, SOURCE_DATE_EPOCH: '1790000000' };
  const code = await run(args, {
    stdout: { write: (text) => said.stdout.push(text) },
    stderr: { write: (text) => said.stderr.push(text) },
    env: { ...own, XDG_CACHE_HOME: join(home, 'cache'), XDG_CONFIG_HOME: join(home, 'config'), ...env },
  });
  return { code, stdout: said.stdout.join(''), stderr: said.stderr.join('') };
}

const path = () => join(folder, 'report.json');

/** Scans the repository as a pipeline does. */
function scan(env: Readonly<Record<string, string>>, ...more: readonly string[]) {
  return program(['scan', repository, '--fail-on', 'none', '-o', `json=${path()}`, ...more], env);
}

async function scanned(env: Readonly<Record<string, string>>, ...more: readonly string[]): Promise<Report> {
  expect(await scan(env, ...more)).toMatchObject({ code: 0 });
  return readReport(readFileSync(path(), 'utf8'));
}

async function post<T>(url: string, body: object): Promise<T> {
  return answerOf<T>(`${server.url}/api/v1${url}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

const isAsked = ({ rule, message }: { rule: string; message: string }) =>
  rule === 'license-needs-review' && message.includes('grafana');

/** Why the findings that were decided about are waived, where they are. */
const reasons = ({ findings }: Report) => [
  ...new Set(findings.filter(isAsked).map(({ waiver }) => waiver?.reason ?? null)),
];

test('what is decided on the server is waived in the next scan, by a file or by "extends: server"', async () => {
  const { items } = await answerOf<InboxPage>(`${server.url}/api/v1/inbox?limit=200`, { headers });
  const question = items.find(
    ({ rule, component }) => rule === 'license-needs-review' && component?.name === 'grafana/grafana',
  );
  const scope = { is: 'all' };
  const reason = 'Only we use it.';
  expect(reasons(before)).toEqual([null]);
  await post('/decisions', { question: question?.id, scope, outcome: 'approved', reason });

  const answer = await fetch(`${server.url}/api/v1/waivers?project=${project}`, { headers });
  expect(answer.headers.get('content-type')).toBe('application/yaml; charset=utf-8');
  writeFileSync(join(repository, 'decided.yaml'), await answer.text());
  writeFileSync(join(repository, 'fineprint.yaml'), 'extends: [default, decided.yaml]\n');
  const byFile = await scanned({});
  expect(reasons(byFile)).toEqual([reason]);
  const others = ({ findings }: Report) =>
    findings.filter((each) => !isAsked(each)).map(({ fingerprint }) => fingerprint);
  expect(others(byFile)).toEqual(others(before));

  rmSync(join(repository, 'decided.yaml'));
  writeFileSync(join(repository, 'fineprint.yaml'), 'extends: server\n');
  const bySignature = await scanned(knowing(), '--online');
  expect(reasons(bySignature)).toEqual([reason]);
  expect(others(bySignature)).toEqual(others(before));
});

test('without --online the copy that was fetched is used, verified, and its age is said; nobody is asked', async () => {
  writeFileSync(join(repository, 'fineprint.yaml'), 'extends: server\n');
  const none = await scan(knowing());
  expect([none.code, none.stderr]).toEqual([
    2,
    expect.stringContaining('run once with --online, or "fineprint policy fetch"'),
  ]);
  expect(await program(['policy', 'fetch', repository], knowing())).toEqual({
    code: 0,
    stdout: 'Fetched: no policy; 1 waiver.\n',
    stderr: '',
  });
  const { code, stderr } = await scan(knowing({ FINEPRINT_TOKEN: '' }));
  expect([code, stderr]).toEqual([0, expect.stringMatching(/ are a copy of \d{4}-\d\d-\d\d \(today\)\.\n/)]);
  expect(reasons(readReport(readFileSync(path(), 'utf8')))).toEqual(['Only we use it.']);
});

test('a copy that was changed, or is not signed by the pinned key, is refused and says so', async () => {
  writeFileSync(join(repository, 'fineprint.yaml'), 'extends: server\n');
  await program(['policy', 'fetch', repository], knowing());
  const directory = join(home, 'cache', 'fineprint', 'server');
  const [name = ''] = readdirSync(directory);
  const kept = JSON.parse(readFileSync(join(directory, name), 'utf8'));
  const refused = async (text: string, pattern: RegExp) => {
    writeFileSync(join(directory, name), text);
    const { code, stderr } = await scan(knowing());
    expect([code, stderr]).toEqual([2, expect.stringMatching(pattern)]);
  };
  const changed = kept.document.replace('Only we use it.', 'Anything goes.');
  await refused(JSON.stringify({ ...kept, document: changed }), /signature is not by the key/);
  await refused('{}', /somebody changed it\. Delete it/);
  writeFileSync(join(directory, name), JSON.stringify(kept));
  expect((await scan(knowing())).code).toBe(0);
  const other = await scan(knowing({ FINEPRINT_SERVER_KEY: `ed25519:${'A'.repeat(43)}` }));
  expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('signature is not by the key')]);
});

test('which server is asked, and by which key it is known, only the user says', async () => {
  writeFileSync(join(repository, 'fineprint.yaml'), 'extends: server\n');
  const refused = async (env: Readonly<Record<string, string>>, pattern: RegExp) => {
    const { code, stderr } = await scan(env, '--online');
    expect([code, stderr]).toEqual([2, expect.stringMatching(pattern)]);
    expect(stderr).not.toContain(token);
  };
  const { FINEPRINT_SERVER, FINEPRINT_SERVER_KEY, ...unknown } = knowing();
  await refused(unknown, /neither FINEPRINT_SERVER nor the settings name one/);
  await refused({ ...unknown, FINEPRINT_SERVER }, /No key of http:.* is pinned.*Compare "ed25519:[\w-]{43}"/);
  await refused(knowing({ FINEPRINT_SERVER: 'http://fineprint.example' }), /without TLS/);
  await refused(knowing({ FINEPRINT_TOKEN: 'fp_wrong' }), /refuses it \(401\)/);
  await refused(
    knowing({ FINEPRINT_PROJECT: '' }),
    /the repository has no remote: FINEPRINT_PROJECT says it/,
  );
  for (const named of [`extends: ${server.url}\n`, `extends: server:${server.url}\n`]) {
    writeFileSync(join(repository, 'fineprint.yaml'), named);
    await refused(knowing(), /lies outside of the scanned repository/);
  }
});

test('the first key is trusted only where that is asked for, and remembered', async () => {
  writeFileSync(join(repository, 'fineprint.yaml'), 'extends: server\n');
  const first = knowing({ FINEPRINT_SERVER_KEY: 'first-use' });
  expect(await scan(first, '--online')).toMatchObject({
    code: 0,
    stderr: expect.stringContaining(`is trusted from now on: ${key}`),
  });
  const again = await scan(first, '--online');
  expect([again.code, again.stderr]).toEqual([0, expect.not.stringContaining('trusted from now on')]);
  const file = join(home, 'config', 'fineprint', 'server-keys.json');
  writeFileSync(file, JSON.stringify({ [server.url]: `ed25519:${'A'.repeat(43)}` }));
  expect(await scan(first, '--online')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('signature is not by the key'),
  });
});

test('a policy of the server judges where it is extended or named, and the settings may name the server', async () => {
  const text = 'rules: { license-needs-review: off }\n';
  const { id } = await post<PolicyVersion>('/policies/versions', { scope: { is: 'all' }, text });
  await post(`/policies/versions/${id}/changes`, { change: 'publish' });
  const settings = join(home, 'settings.yaml');
  writeFileSync(settings, `server: { url: "${server.url}", key: "${key}" }\n`);
  const env = { FINEPRINT_SETTINGS: settings, FINEPRINT_PROJECT: project };
  const report = await scanned(env, '--online', '--policy', 'server');
  expect(report.scan.policy.names).toEqual(['policy of all projects, version 1', 'server']);
  expect(report.findings.filter(isAsked)).toEqual([]);
  writeFileSync(
    join(repository, 'fineprint.yaml'),
    'extends: server\nrules: { license-needs-review: note }\n',
  );
  expect((await scanned(env)).findings.filter(isAsked).map(({ level }) => level)).toContain('note');
  const shown = await program(['policy', 'show', repository], env);
  expect(shown.stdout).toContain('policy of all projects, version 1');
});

test('where the server is down, a pipeline goes on with what is kept, and says so', async () => {
  writeFileSync(join(repository, 'fineprint.yaml'), 'extends: server\n');
  const own = await served(join(home, 'data'), { pages });
  const other = {
    FINEPRINT_SERVER: own.url,
    FINEPRINT_SERVER_KEY: 'first-use',
    FINEPRINT_TOKEN: await firstToken(own),
  };
  expect((await scan(knowing(other), '--online')).code).toBe(0);
  await own.stop(10_000);
  const { code, stderr } = await scan(knowing(other), '--online');
  expect([code, stderr]).toEqual([0, expect.stringMatching(/cannot be reached: .*\n.*are a copy of/)]);
});

test('a scan by the server tells with the finding who rejected it, and why; its level stays', async () => {
  const { items } = await answerOf<InboxPage>(`${server.url}/api/v1/inbox?limit=200`, { headers });
  const question = items.find(({ rule, component }) => rule === 'upstream-archived' && component !== null);
  const rejected = { question: question?.id, scope: { is: 'all' }, outcome: 'rejected' };
  await post('/decisions', { ...rejected, reason: 'It has to go\nby {March}' });
  const fetched = await program(['policy', 'fetch', repository], knowing());
  // The waiver goes as soon as the server has judged by the policy that asks no more what it answers.
  expect(fetched.stdout).toMatch(/; (0 waivers|1 waiver), 1 rejected\.\n$/);
  const env = knowing();
  const { stdout } = await program(['scan', repository, '--policy', 'server', '--fail-on', 'none'], env);
  const said = 'It was rejected by token test: It has to go by {March}.';
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(said);
  const of = ({ findings, components }: Report) =>
    findings.filter(
      ({ rule, ref }) =>
        rule === question?.rule &&
        components.find((each) => each.ref === ref)?.key === question.component?.key,
    );
  const told = of(await scanned(env, '--policy', 'server'));
  expect(told.length).toBeGreaterThan(0);
  for (const { message } of told) expect(message).toContain(` ${said}`);
  expect(told.map(({ level, waiver }) => [level, waiver])).toEqual(
    of(before).map(({ level, waiver }) => [level, waiver]),
  );
});
