import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeReport } from '@fineprint/core';
import { readReport } from '@fineprint/core/json-1';
import type { InboxPage, Server } from '@fineprint/server';
import { pages } from '@fineprint/web';
import { run } from 'fineprint';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerOf, firstToken, served } from './served.ts';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-decided-'));
const repository = join(folder, 'harbour');
let server: Server;
let token: string;

beforeAll(async () => {
  cpSync('test/repos/harbour', repository, { recursive: true });
  server = await served(join(folder, 'data'), { pages });
  token = await firstToken(server);
});
afterAll(async () => {
  await server.stop(10_000);
  rmSync(folder, { recursive: true });
});

/** Scans the repository as a pipeline does, and reads what that wrote. */
async function scanned(...more: readonly string[]) {
  const path = join(folder, 'report.json');
  const args = ['scan', repository, '--fail-on', 'none', '--quiet', '-o', `json=${path}`, ...more];
  expect(await program(args)).toEqual({ code: 0, stderr: '' });
  return readReport(readFileSync(path, 'utf8'));
}

async function program(args: readonly string[]) {
  const said: string[] = [];
  const env = { FINEPRINT_TOKEN: token, SOURCE_DATE_EPOCH: '1790000000' };
  const stderr = { write: (text: string) => said.push(text) };
  const code = await run(args, { stdout: { write: () => undefined }, stderr, env });
  return { code, stderr: said.join('') };
}

test('what is decided on the server is waived in the next scan of the pipeline', async () => {
  const before = await scanned();
  const sent = join(folder, 'sent.json');
  writeFileSync(sent, writeReport(before));
  await program(['upload', sent, '--server', server.url, '--project', 'harbour', '--wait']);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const { items } = await answerOf<InboxPage>(`${server.url}/api/v1/inbox?limit=200`, { headers });
  const question = items.find(
    ({ rule, component }) => rule === 'license-needs-review' && component?.name === 'grafana/grafana',
  );
  const body = {
    question: question?.id,
    scope: { is: 'all' },
    outcome: 'approved',
    reason: 'Only we use it.',
  };
  await answerOf(`${server.url}/api/v1/decisions`, { method: 'POST', headers, body: JSON.stringify(body) });

  const answer = await fetch(`${server.url}/api/v1/waivers?project=harbour`, { headers });
  expect(answer.headers.get('content-type')).toBe('application/yaml; charset=utf-8');
  writeFileSync(join(repository, 'decided.yaml'), await answer.text());
  const own = readFileSync(join(repository, 'fineprint.yaml'), { encoding: 'utf8', flag: 'a+' });
  writeFileSync(join(repository, 'fineprint.yaml'), `extends: [default, decided.yaml]\n${own}`);
  const after = await scanned();
  const isAsked = ({ rule, message }: { rule: string; message: string }) =>
    rule === question?.rule && message.includes('grafana');
  const was = before.findings.filter(isAsked);
  const is = after.findings.filter(isAsked);
  expect(was.map(({ waiver }) => waiver)).toEqual(was.map(() => null));
  expect(is.map(({ waiver }) => waiver?.reason)).toEqual(was.map(() => 'Only we use it.'));
  const others = (findings: typeof before.findings) =>
    findings.filter((each) => !isAsked(each)).map(({ fingerprint }) => fingerprint);
  expect(others(after.findings)).toEqual(others(before.findings));
});
