import { type Report, writeReport } from '@fineprint/core';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { scannedHarbour, startServer, type TestServer } from '../server.testkit.ts';
import { describeStores } from '../store/stores.testkit.ts';

let harbour: Report;
beforeAll(async () => {
  harbour = await scannedHarbour();
});

/** The report of a scan so many days later, whose findings of some rule are settled by a waiver. */
function waived(days: number, { id, rule }: { readonly id: string; readonly rule: string }): string {
  const waiver = { id, reason: 'Our counsel read it.', owner: 'Ada', expires: '2027-12-31' };
  const asOf = new Date(Date.parse(harbour.scan.asOf) + days * 86_400_000).toISOString();
  const findings = harbour.findings.map((each) => (each.rule === rule ? { ...each, waiver } : each));
  return writeReport({ ...harbour, scan: { ...harbour.scan, asOf }, findings });
}

describeStores('A waiver that a scan fetched here', (open) => {
  let server: TestServer;
  afterEach(() => server.close());

  test('is the decision that it was: the next scan is given it again, and what is withdrawn waits', async () => {
    server = await startServer((await open()).database);
    const { ask, send, queue } = server;
    const reviewer = await server.token('reviewer');
    await send(writeReport(harbour), 'project=a');
    const { items } = (await ask(reviewer, 'GET', '/inbox?limit=200')).body;
    const { id: question, rule } = items.find(({ component }: { component: unknown }) => component !== null);
    const states = async () => {
      const { body } = await ask(reviewer, 'GET', `/inbox/${question}/findings`);
      return new Set(body.items.map(({ state }: { state: string }) => state));
    };
    const answer = { question, scope: { is: 'all' }, outcome: 'approved', reason: 'Our counsel read it.' };
    const { body: decision } = await ask(reviewer, 'POST', '/decisions', answer);
    await queue.doAll();
    const given = async () => (await ask(reviewer, 'GET', '/waivers?project=a')).body;
    const before = await given();
    expect(before).toContain(decision.id);
    await send(waived(1, { id: decision.id, rule }), 'project=a');
    expect(await states()).toEqual(new Set(['approved']));
    expect(await given()).toEqual(before);
    await ask(reviewer, 'POST', `/decisions/${decision.id}/changes`, { change: 'withdraw' });
    await queue.doAll();
    expect(await states()).toEqual(new Set(['open']));
    const [project] = (await ask(reviewer, 'GET', '/projects')).body.items;
    const changed = async () => {
      const { items } = (await ask(reviewer, 'GET', `/projects/${project.id}/reports`)).body;
      const [now, before] = items;
      const { counts } = (await ask(reviewer, 'GET', `/comparisons/${before.id}/${now.id}`)).body;
      return { changes: now.changes, compared: { opened: counts.opened, closed: counts.closed } };
    };
    const { changes, compared } = await changed();
    expect(compared.closed).toBeGreaterThan(0);
    expect(changes).toMatchObject(compared);
    await send(waived(2, { id: decision.id, rule }), 'project=a');
    expect(await states()).toEqual(new Set(['open']));
    expect((await changed()).changes).toBe(null);
    await send(waived(3, { id: 'of-the-repository', rule }), 'project=a');
    expect(await states()).toEqual(new Set(['waived']));
  });
});
