import { type Report, writeReport } from '@fineprint/core';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { performBatch } from '../../decisions/perform-batch.ts';
import { scannedHarbour, startServer, type TestServer } from '../../server.testkit.ts';
import type { ServerMeans } from '../../server-means.ts';
import { describeStores } from '../../store/stores.testkit.ts';

let harbour: Report;
beforeAll(async () => {
  harbour = await scannedHarbour();
});

const rule = 'license-needs-review';

describeStores('An answer to many questions', (open) => {
  let server: TestServer;
  afterEach(() => server.close());

  async function started(given: Partial<Pick<ServerMeans, 'fourEyes'>> = {}) {
    server = await startServer((await open()).database, given);
    for (const query of ['project=a', 'project=b&group=other'])
      await server.send(writeReport(harbour), query);
    const reviewer = await server.token('reviewer');
    const waiting = async (query = `rule=${rule}`) =>
      (await server.ask(reviewer, 'GET', `/inbox/count?${query}`)).body.questions.value;
    const answer = (more: object = {}, bearer = reviewer) =>
      server.ask(bearer, 'POST', '/batches', {
        filter: { rule },
        scope: { is: 'all' },
        outcome: 'approved',
        reason: 'Reviewed together.',
        ...more,
      });
    const change = (id: string, what: string, bearer = reviewer, reason: string | null = null) =>
      server.ask(bearer, 'POST', `/batches/${id}/changes`, { change: what, reason });
    const shown = async (id: string) => (await server.ask(reviewer, 'GET', `/batches/${id}`)).body;
    return { ...server, reviewer, waiting, answer, change, shown };
  }

  test('decides each, with an entry of the log for each, and is undone as a whole', async () => {
    const { ask, answer, change, shown, waiting, queue, token, reviewer } = await started();
    const before = await waiting();
    expect(before).toBeGreaterThan(3);
    const others = await waiting('');
    const { status, body } = await answer({ questions: before });
    expect([status, body.state, body.questions]).toEqual([202, 'deciding', before]);
    await queue.doAll();
    expect(await waiting()).toBe(0);
    expect(await waiting('')).toBe(others - before);
    expect(await shown(body.id)).toMatchObject({ state: 'decided', done: before, decisions: before });
    const { body: made } = await ask(reviewer, 'GET', `/decisions?batch=${body.id}`);
    expect(made.items.length).toBe(before);
    const admin = await token('admin');
    const { body: log } = await ask(admin, 'GET', `/audit?subject=${made.items[0].id}`);
    expect(
      log.items.map(({ action, detail }: { action: string; detail: { after: { batch: string } } }) => [
        action,
        detail.after.batch,
      ]),
    ).toEqual([['decision.made', body.id]]);
    const reason = 'These were the wrong ones.';
    expect((await change(body.id, 'undo', reviewer, reason)).status).toBe(202);
    await queue.doAll();
    expect(await waiting()).toBe(before);
    const ended = { by: 'token reviewer of all', reason };
    expect(await shown(body.id)).toMatchObject({ state: 'withdrawn', can: [], ended });
    const { body: each } = await ask(reviewer, 'GET', `/decisions/${made.items[0].id}`);
    expect(each.ended).toMatchObject({ ...ended, replacedBy: null });
    for (const subject of [body.id, each.id]) {
      const { items } = (await ask(admin, 'GET', `/audit?subject=${subject}`)).body;
      expect(items[0].detail.after.reason).toBe(reason);
    }
    expect((await change(body.id, 'undo')).status).toBe(409);
  });

  test('is refused where the questions are not those that were shown', async () => {
    const { answer, waiting } = await started();
    const before = await waiting();
    expect((await answer({ questions: before + 1 })).status).toBe(409);
    expect((await answer({ questions: before, reason: ' ' })).status).toBe(400);
    expect((await answer({ questions: before, outcome: 'approved-until' })).status).toBe(400);
    expect((await answer({ questions: before })).status).toBe(202);
    expect((await answer({ questions: before })).body.detail).toContain('still being made');
  });

  test('leaves out what somebody else decided meanwhile, and goes on where it was stopped', async () => {
    const { ask, answer, waiting, reviewer, means, shown, queue } = await started();
    const before = await waiting();
    const { body } = await answer({ questions: before });
    const { items } = (await ask(reviewer, 'GET', `/inbox?rule=${rule}`)).body;
    const other = { question: items[0].id, scope: { is: 'all' }, outcome: 'rejected', reason: 'Never.' };
    expect((await ask(reviewer, 'POST', '/decisions', other)).status).toBe(201);
    const stopped = AbortSignal.abort();
    const { id } = await means.database.read.selectFrom('batch').select('id').executeTakeFirstOrThrow();
    await expect(performBatch(id, means, stopped)).rejects.toThrow();
    await queue.doAll();
    // Done again, it does nothing more.
    await performBatch(id, means);
    expect(await shown(body.id)).toMatchObject({ state: 'decided', done: before, decisions: before - 1 });
    const { body: places } = await ask(reviewer, 'GET', `/inbox/${items[0].id}/findings`);
    expect(places.items[0].state).toBe('rejected');
    expect(await waiting()).toBe(0);
  });

  test('holds for a group alone, and reaches no further than whoever gives it', async () => {
    const { ask, answer, waiting, queue, token, change } = await started();
    const ofOther = await token('reviewer', 'other');
    const before = await waiting();
    expect((await answer({ questions: before }, ofOther)).status).toBe(403);
    const { items: groups } = (await ask(ofOther, 'GET', '/groups')).body;
    const scope = { is: 'group', group: groups[0].id };
    const { body } = await answer({ questions: before, scope }, ofOther);
    await queue.doAll();
    expect(await waiting()).toBe(before);
    expect((await ask(ofOther, 'GET', `/inbox/count?rule=${rule}`)).body.questions.value).toBe(0);
    const ofDefault = await token('reviewer', 'default');
    expect((await ask(ofDefault, 'GET', `/batches/${body.id}`)).status).toBe(404);
    expect((await change(body.id, 'undo', ofDefault)).status).toBe(404);
    const { body: projects } = await ask(ofDefault, 'GET', '/projects');
    const project = projects.items[0].id;
    const one = { questions: before, scope: { is: 'project', project }, filter: { rule, project } };
    expect((await answer(one, ofDefault)).status).toBe(202);
    await queue.doAll();
    expect(await waiting()).toBe(0);
  });

  test('waits for a second person where four eyes are asked for', async () => {
    const { answer, waiting, queue, token, change, shown, ask } = await started({ fourEyes: true });
    const before = await waiting();
    const { body } = await answer({ questions: before });
    await queue.doAll();
    expect(await waiting()).toBe(before);
    expect(await shown(body.id)).toMatchObject({ isProposed: true, can: ['undo', 'decline'] });
    expect((await change(body.id, 'confirm')).status).toBe(409);
    const second = await token('admin');
    expect((await change(body.id, 'confirm', second)).status).toBe(202);
    await queue.doAll();
    expect(await waiting()).toBe(0);
    const { body: made } = await ask(second, 'GET', `/decisions?batch=${body.id}&limit=1`);
    expect(made.items[0]).toMatchObject({ state: 'in-force', confirmedBy: 'token admin of all' });
  });

  test('cannot be undone after 24 hours', async () => {
    const { answer, waiting, queue, clock, change, shown } = await started();
    const { body } = await answer({ questions: await waiting() });
    await queue.doAll();
    clock.turn(86_400_001);
    expect((await shown(body.id)).can).toEqual([]);
    expect((await change(body.id, 'undo')).status).toBe(409);
  });
});
