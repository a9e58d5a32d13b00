import { writeReport } from '@fineprint/core';
import { afterEach, expect, test } from 'vitest';
import { scannedHarbour, startServer, type TestServer } from '../../server.testkit.ts';
import { describeStores } from '../../store/stores.testkit.ts';

const quiet = 'rules: { license-needs-review: off }\n';

describeStores('With four eyes, a policy', (open) => {
  let server: TestServer;
  afterEach(() => server.close());

  async function started() {
    server = await startServer((await open()).database, { fourEyes: true });
    const { ask, queue, send, token } = server;
    await send(writeReport(await scannedHarbour()), 'project=a');
    const author = await token('policy-author');
    const save = (text: string, more: object = {}) =>
      ask(author, 'POST', '/policies/versions', { scope: { is: 'all' }, text, ...more });
    const change = async (id: string, what: string, bearer = author) => {
      const answer = await ask(bearer, 'POST', `/policies/versions/${id}/changes`, { change: what });
      await queue.doAll();
      return answer;
    };
    /** The rules of what waits. */
    const rules = async (): Promise<readonly string[]> => {
      const { items } = (await ask(author, 'GET', '/inbox?limit=200')).body;
      return items.map(({ rule }: { rule: string }) => rule);
    };
    return { ask, author, save, change, rules };
  }

  test('for all projects is published by a second person, and the log says by whom', async () => {
    const { save, change, ask } = await started();
    const { body } = await save(quiet);
    expect(body.can).toEqual(['discard']);
    expect((await change(body.id, 'publish')).body.detail).toContain('somebody else');
    const admin = await server.token('admin');
    expect((await change(body.id, 'publish', admin)).body.publishedBy).toBe('token admin of all');
    const { items } = (await ask(admin, 'GET', `/audit?subject=${body.id}`)).body;
    expect(items.map(({ action, actor }: Record<string, string>) => [action, actor])).toEqual([
      ['policy.published', 'token admin of all'],
      ['policy.saved', 'token policy-author of all'],
    ]);
  });

  test('for all projects is withdrawn by neither who wrote nor who published it', async () => {
    const { save, change, ask, author, rules } = await started();
    const admin = await server.token('admin');
    const { body } = await save(quiet);
    const { body: published } = await change(body.id, 'publish', admin);
    expect(published.can).toEqual([]);
    for (const bearer of [author, admin]) {
      const refused = await change(body.id, 'withdraw', bearer);
      expect([refused.status, refused.body.detail]).toEqual([
        409,
        expect.stringContaining('withdrawn by somebody else'),
      ]);
    }
    expect(await rules()).not.toContain('license-needs-review');
    const name = 'A second author';
    const second = (await ask(admin, 'POST', '/tokens', { name, role: 'policy-author' })).body.token;
    expect((await change(body.id, 'withdraw', second)).body.state).toBe('withdrawn');
    expect(await rules()).toContain('license-needs-review');
  });

  test('of a group is withdrawn by who wrote it', async () => {
    const { save, change, ask } = await started();
    const scope = {
      is: 'group',
      group: (await ask(await server.token('viewer', 'other'), 'GET', '/groups')).body.items[0].id,
    };
    const { body } = await save(quiet, { scope });
    expect((await change(body.id, 'publish')).status).toBe(200);
    expect((await change(body.id, 'withdraw')).body.state).toBe('withdrawn');
  });
});
