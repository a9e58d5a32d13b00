import { type Report, writeReport } from '@fineprint/core';
import { readReport } from '@fineprint/core/json-1';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { scannedHarbour, startServer, type TestServer } from '../../server.testkit.ts';
import { describeStores } from '../../store/stores.testkit.ts';

let harbour: Report;
beforeAll(async () => {
  harbour = await scannedHarbour();
});

const sbom = JSON.stringify({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  components: [{ type: 'library', name: 'left-pad', version: '1.3.0', purl: 'pkg:npm/left-pad@1.3.0' }],
});

describeStores('Exports', (open) => {
  let server: TestServer;
  afterEach(() => server.close());

  async function started() {
    server = await startServer((await open()).database);
    const viewer = await server.token('viewer');
    const get = (url: string, token = viewer) =>
      server.app.inject({ url: `/api/v1${url}`, headers: { authorization: `Bearer ${token}` } });
    return { ...server, viewer, get };
  }

  test('give a report in the formats of "convert", as files and not as pages', async () => {
    const { send, get, viewer, ask } = await started();
    const { body } = await send(writeReport(harbour), 'project=../har%22bour');
    const json = await get(`/reports/${body.id}/export?format=json-1`);
    expect(readReport(json.body)).toEqual(harbour);
    expect(json.headers['content-length']).toBe(String(Buffer.byteLength(json.body)));
    const page = await get(`/reports/${body.id}/export?format=html`);
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-disposition': expect.stringMatching(/^attachment; filename="har-bour-[0-9a-f]{8}\.html"$/),
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
    const [project] = (await ask(viewer, 'GET', '/projects')).body.items;
    const notice = await get(`/projects/${project.id}/export?format=notice`);
    expect(notice.body).toContain('Third-party notices');
    expect((await get(`/reports/${body.id}/export?format=pdf`)).statusCode).toBe(400);
  });

  test('give an SBOM of another tool, but for what it does not tell', async () => {
    const { send, get } = await started();
    const { body } = await send(sbom, 'project=other');
    const spdx = (await get(`/reports/${body.id}/export?format=spdx`)).json();
    expect(spdx.packages.map(({ name }: { name: string }) => name)).toContain('npm/left-pad');
    const sarif = await get(`/reports/${body.id}/export?format=sarif`);
    expect([sarif.statusCode, sarif.json().type]).toEqual([409, 'conflict']);
    expect(sarif.json().detail).toContain('SBOM of another tool');
  });

  test('tell the findings that pages tell, where the server has a policy', async () => {
    const { send, get, token, ask, queue, viewer } = await started();
    const { body: own } = await send(writeReport(harbour), 'project=harbour');
    const { body: others } = await send(sbom, 'project=other');
    const findingsOf = async (id: string) =>
      readReport((await get(`/reports/${id}/export?format=json-1`)).body).findings;
    const rulesOf = async (id: string) => (await findingsOf(id)).map(({ rule }) => rule);
    expect(await rulesOf(own.id)).toContain('license-needs-review');
    const before = await rulesOf(others.id);
    expect(before).not.toEqual([]);
    const author = await token('policy-author');
    const off = [...new Set(['license-needs-review', ...before])].map((rule) => `${rule}: off`).join(', ');
    const version = { scope: { is: 'all' }, text: `rules: { ${off} }\n` };
    const { id } = (await ask(author, 'POST', '/policies/versions', version)).body;
    await ask(author, 'POST', `/policies/versions/${id}/changes`, { change: 'publish' });
    await queue.doAll();
    expect(await rulesOf(others.id)).toEqual([]);
    for (const project of (await ask(viewer, 'GET', '/projects')).body.items) {
      const shown = (await ask(viewer, 'GET', `/projects/${project.id}/findings?limit=200`)).body.items;
      const exported = await findingsOf(project.name === 'harbour' ? own.id : others.id);
      const messages = (of: readonly { message: string }[]) => of.map(({ message }) => message).sort();
      expect(messages(exported)).toEqual(messages(shown));
    }
  });

  test('tell as waivers what was decided, of the report that stands for its project', async () => {
    const { send, get, token, ask, queue } = await started();
    const { body: earlier } = await send(writeReport(harbour), 'project=harbour');
    const asOf = new Date(Date.parse(harbour.scan.asOf) + 60_000).toISOString();
    const later = { ...harbour, scan: { ...harbour.scan, asOf } };
    const { body: own } = await send(writeReport(later), 'project=harbour');
    const reviewer = await token('reviewer');
    const [approved, rejected] = (await ask(reviewer, 'GET', '/inbox')).body.items;
    const until = { outcome: 'approved-until', expiresAt: '2027-01-31T23:59:59.999Z' };
    const [scope, reason] = [{ is: 'all' }, 'It is replaced by then.'];
    await ask(reviewer, 'POST', '/decisions', { question: approved.id, scope, ...until, reason });
    await ask(reviewer, 'POST', '/decisions', { question: rejected.id, scope, outcome: 'rejected', reason });
    await queue.doAll();
    const exported = async (id: string) =>
      readReport((await get(`/reports/${id}/export?format=json-1`)).body);
    const { findings, summary } = await exported(own.id);
    const waived = findings.filter(({ waiver }) => waiver?.reason === reason);
    expect(waived.length).toBe(approved.open);
    for (const { rule, waiver } of waived)
      expect([rule, waiver]).toMatchObject([
        approved.rule,
        { owner: 'token reviewer of all', expires: '2027-01-31' },
      ]);
    const before = harbour.summary.findings;
    expect(summary.findings).toEqual({
      ...before,
      [approved.level]: before[approved.level as 'warning'] - approved.open,
      waived: before.waived + approved.open,
    });
    // What stood before is as it was sent.
    expect(await exported(earlier.id)).toEqual(harbour);
  });

  test('are only for those who may see the project, and only of what was read', async () => {
    const { send, get, token } = await started();
    const { body } = await send(writeReport(harbour), 'project=harbour&group=default');
    const url = `/reports/${body.id}/export?format=csv`;
    expect((await get(url, await token('viewer', 'other'))).statusCode).toBe(404);
    expect((await get(url, await token('viewer', 'default'))).statusCode).toBe(200);
    const { body: broken } = await send('{"schema":"fineprint-report/1"}', 'project=harbour&group=default');
    expect((await get(`/reports/${broken.id}/export?format=csv`)).statusCode).toBe(409);
  });
});
