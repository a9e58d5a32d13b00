import { type Report, writeReport } from '@fineprint/core';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { beginning, hashOfEntry } from '../../audit/append.ts';
import { expire } from '../../decisions/decide.ts';
import { scannedHarbour, startServer, type TestServer } from '../../server.testkit.ts';
import type { ServerMeans } from '../../server-means.ts';
import { describeStores } from '../../store/stores.testkit.ts';

let harbour: Report;
beforeAll(async () => {
  harbour = await scannedHarbour();
});

describeStores('A decision', (open) => {
  let server: TestServer;
  afterEach(() => server.close());

  /** A server with the same repository as three projects, of which one is in another group; and its first question. */
  async function started(given: Partial<Pick<ServerMeans, 'fourEyes'>> = {}) {
    server = await startServer((await open()).database, given);
    for (const query of ['project=a', 'project=b', 'project=c&group=other'])
      await server.send(writeReport(harbour), query);
    const reviewer = await server.token('reviewer');
    const { body } = await server.ask(reviewer, 'GET', '/inbox');
    const question = body.items.find(({ license }: { license: string | null }) => license !== null);
    const inbox = async (bearer = reviewer) => {
      const { items } = (await server.ask(bearer, 'GET', '/inbox?limit=200')).body;
      return items.find(({ id }: { id: string }) => id === question.id);
    };
    const decide = (scope: object, more: object = {}, bearer = reviewer) =>
      server.ask(bearer, 'POST', '/decisions', {
        question: question.id,
        scope,
        outcome: 'approved',
        reason: 'Our counsel read it.',
        ...more,
      });
    const projectId = async (name: string) => {
      const { items } = (await server.ask(reviewer, 'GET', '/projects')).body;
      return items.find((project: { name: string }) => project.name === name).id;
    };
    return { ...server, reviewer, question, inbox, decide, projectId };
  }

  test('settles its question in every project, and says before how much that is', async () => {
    const { ask, reviewer, question, inbox, decide } = await started();
    const wanted = { question: question.id, scope: { is: 'all' } };
    const { body: preview } = await ask(reviewer, 'POST', '/decisions/preview', wanted);
    expect(preview).toEqual({
      findings: { value: question.open, isExact: true },
      projects: { value: 3, isExact: true },
    });
    expect((await inbox()).projects).toBe(3);
    const { status, body } = await decide({ is: 'all' });
    expect([status, body.state, body.license]).toEqual([201, 'in-force', question.license]);
    expect(await inbox()).toBe(undefined);
    const { body: places } = await ask(reviewer, 'GET', `/inbox/${question.id}/findings`);
    expect(new Set(places.items.map(({ state }: { state: string }) => state))).toEqual(new Set(['approved']));
  });

  test('holds in its scope alone, and the narrower one goes before the wider', async () => {
    const { ask, reviewer, question, inbox, decide, projectId } = await started();
    await decide({ is: 'project', project: await projectId('a') }, { outcome: 'rejected' });
    expect((await inbox()).projects).toBe(2);
    await decide({ is: 'all' });
    expect(await inbox()).toBe(undefined);
    const { body } = await ask(reviewer, 'GET', `/inbox/${question.id}/findings`);
    const states = body.items.map(({ project, state }: { project: { name: string }; state: string }) => [
      project.name,
      state,
    ]);
    expect(new Map(states)).toEqual(
      new Map([
        ['a', 'rejected'],
        ['b', 'approved'],
        ['c', 'approved'],
      ]),
    );
  });

  test('is inherited by the next report, and lapses when the licence is another one', async () => {
    const { send, inbox, decide, question } = await started();
    await decide({ is: 'all' });
    const later = { ...harbour, scan: { ...harbour.scan, asOf: '2026-12-01T00:00:00Z' } };
    await send(writeReport(later), 'project=a');
    expect(await inbox()).toBe(undefined);
    const findings = harbour.findings.map((finding) =>
      finding.expression === question.license ? { ...finding, expression: 'BUSL-1.1 AND MIT' } : finding,
    );
    await send(
      writeReport({ ...later, findings, scan: { ...later.scan, asOf: '2026-12-02T00:00:00Z' } }),
      'project=a',
    );
    const { body } = await server.ask(await server.token('viewer'), 'GET', '/inbox?limit=200');
    const again = body.items.find(({ license }: { license: string }) => license === 'BUSL-1.1 AND MIT');
    expect(again).toMatchObject({ rule: question.rule, component: question.component, projects: 1 });
  });

  test('ends when it is withdrawn, and when its time has passed', async () => {
    const { ask, reviewer, inbox, decide, clock, queue, means } = await started();
    const { body: first } = await decide({ is: 'all' });
    expect(
      (await ask(reviewer, 'POST', `/decisions/${first.id}/changes`, { change: 'withdraw' })).body.state,
    ).toBe('withdrawn');
    expect((await inbox()).projects).toBe(3);
    expect(
      (await ask(reviewer, 'POST', `/decisions/${first.id}/changes`, { change: 'withdraw' })).status,
    ).toBe(409);
    const expiresAt = new Date(clock.now() + 1_000).toISOString();
    await decide({ is: 'all' }, { outcome: 'approved-until', expiresAt });
    expect(await inbox()).toBe(undefined);
    clock.turn(2_000);
    expect(await expire(means)).toBe(false);
    await queue.doAll();
    expect((await inbox()).projects).toBe(3);
  });

  test('for all projects waits for a second person where four eyes are asked for', async () => {
    const { ask, reviewer, inbox, decide, means } = await started({ fourEyes: true });
    const { body } = await decide({ is: 'all' });
    expect([body.state, (await inbox()).projects]).toEqual(['proposed', 3]);
    const confirm = (bearer: string) =>
      ask(bearer, 'POST', `/decisions/${body.id}/changes`, { change: 'confirm' });
    expect((await confirm(reviewer)).status).toBe(409);
    const other = await server.token('admin');
    expect((await confirm(other)).body).toMatchObject({
      state: 'in-force',
      confirmedBy: 'token admin of all',
    });
    expect(await inbox()).toBe(undefined);
    expect(means.fourEyes).toBe(true);
  });

  test('reaches no further than whoever makes it', async () => {
    const { ask, decide, token, inbox, projectId, reviewer } = await started();
    const ofOther = await token('reviewer', 'other');
    expect((await decide({ is: 'all' }, {}, ofOther)).status).toBe(403);
    expect((await decide({ is: 'project', project: await projectId('a') }, {}, ofOther)).status).toBe(404);
    expect((await inbox(ofOther)).projects).toBe(1);
    expect((await decide({ is: 'project', project: await projectId('c') }, {}, ofOther)).status).toBe(201);
    expect(await inbox(ofOther)).toBe(undefined);
    const { body } = await decide({ is: 'all' });
    expect((await ask(ofOther, 'POST', `/decisions/${body.id}/changes`, { change: 'withdraw' })).status).toBe(
      403,
    );
    expect((await ask(reviewer, 'GET', '/decisions')).body.items.length).toBe(2);
  });

  test('of some versions holds for those alone', async () => {
    const { decide, inbox } = await started();
    await decide({ is: 'all' }, { versions: '>=999' });
    expect((await inbox()).projects).toBe(3);
    await decide({ is: 'all' }, { versions: '>=0' });
    expect(await inbox()).toBe(undefined);
  });

  test('of some versions says before how many findings these are, and refuses what is no range', async () => {
    const { ask, reviewer, question, decide } = await started();
    const effect = async (versions: string) => {
      const wanted = { question: question.id, scope: { is: 'all' }, versions };
      return (await ask(reviewer, 'POST', '/decisions/preview', wanted)).body;
    };
    expect((await effect('>=999')).findings).toEqual({ value: 0, isExact: true });
    expect(await effect('>=0')).toEqual({
      findings: { value: question.open, isExact: true },
      projects: { value: 3, isExact: true },
    });
    expect((await effect('seven')).type).toBe('bad-request');
    expect((await decide({ is: 'all' }, { versions: 'seven' })).status).toBe(400);
  });

  test('is found by its state, its component, and its end', async () => {
    const { ask, reviewer, question, decide, clock, token } = await started();
    const found = async (query: string, bearer = reviewer) => {
      const { body } = await ask(bearer, 'GET', `/decisions?${query}`);
      return body.items.map(({ reason }: { reason: string }) => reason);
    };
    const until = (days: number) => new Date(clock.now() + days * 86_400_000).toISOString();
    const ending = { outcome: 'approved-until', versions: '<1' };
    await decide({ is: 'all' }, { ...ending, reason: 'far', expiresAt: until(90) });
    await decide({ is: 'all' }, { ...ending, reason: 'near', expiresAt: until(20) });
    await decide({ is: 'all' }, { ...ending, reason: 'next', expiresAt: until(5) });
    const { body: gone } = await decide({ is: 'all' }, { reason: 'gone' });
    await ask(reviewer, 'POST', `/decisions/${gone.id}/changes`, { change: 'withdraw' });
    expect(await found('expiringInDays=30')).toEqual(['next', 'near']);
    const { body: first } = await ask(reviewer, 'GET', '/decisions?expiringInDays=30&limit=1');
    expect(await found(`expiringInDays=30&limit=1&after=${first.next}`)).toEqual(['near']);
    expect(await found('state=in-force')).toEqual(['next', 'near', 'far']);
    expect(await found('state=withdrawn')).toEqual(['gone']);
    const key = encodeURIComponent(question.component.key);
    expect(await found(`component=${key}&limit=2`)).toEqual(['gone', 'next']);
    expect(await found('component=other')).toEqual([]);
    const can = async (bearer: string) =>
      (await ask(bearer, 'GET', '/decisions?state=in-force')).body.items[0].can;
    expect(await can(reviewer)).toEqual(['withdraw']);
    expect(await can(await token('viewer'))).toEqual([]);
    expect(await can(await token('reviewer', 'other'))).toEqual([]);
  });

  test('is inherited by a finding that is first seen after it', async () => {
    const { ask, reviewer, question, decide, clock, send } = await started();
    await decide({ is: 'all' });
    clock.turn(1_000);
    await send(writeReport(harbour), 'project=late');
    const { body } = await ask(reviewer, 'GET', `/inbox/${question.id}/findings?limit=200`);
    type Place = { project: { name: string }; decision: { isInherited: boolean; decidedBy: string } };
    const inherited = body.items.filter(({ decision }: Place) => decision.isInherited);
    expect([...new Set(inherited.map(({ project }: Place) => project.name))]).toEqual(['late']);
    expect(inherited[0].decision.decidedBy).toBe('token reviewer of all');
  });

  test('has to have a reason, and an end that lies ahead', async () => {
    const { decide } = await started();
    const all = { is: 'all' };
    const statuses = [
      await decide(all, { reason: '  ' }),
      await decide(all, { outcome: 'approved-until' }),
      await decide(all, { outcome: 'approved-until', expiresAt: '2020-01-01T00:00:00Z' }),
      await decide(all, { outcome: 'rejected', expiresAt: '2099-01-01T00:00:00Z' }),
      await decide(all, { outcome: 'fine' }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([400, 400, 400, 400, 400]);
  });

  test('stands in the log, whose entries hold one another', async () => {
    const { ask, reviewer, decide, token } = await started();
    const { body: made } = await decide({ is: 'all' });
    await ask(reviewer, 'POST', `/decisions/${made.id}/changes`, { change: 'withdraw' });
    const { body } = await ask(await token('admin'), 'GET', `/audit?subject=${made.id}`);
    expect(body.items.map(({ action, actor }: { action: string; actor: string }) => [action, actor])).toEqual(
      [
        ['decision.withdrawn', 'token reviewer of all'],
        ['decision.made', 'token reviewer of all'],
      ],
    );
    let previous = beginning;
    for (const entry of body.items.toReversed()) {
      expect(entry.previous).toBe(previous);
      expect(entry.hash).toBe(
        hashOfEntry({ ...entry, at: Date.parse(entry.at), detail: JSON.stringify(entry.detail) }),
      );
      previous = entry.hash;
    }
  });
});
