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

  test('is made also where its effect has to wait for a project, and then comes about', async () => {
    const { decide, inbox, means, queue } = await started();
    const { database } = means;
    const made = () => decide({ is: 'all' });
    // As while a large report is taken in. SQLite has one writer: there the decision itself would wait.
    const { status } = await (database.dialect === 'sqlite'
      ? made()
      : database.write(async (writing) => {
          await writing.selectFrom('project').select('id').forUpdate().execute();
          return made();
        }));
    expect(status).toBe(201);
    await queue.doAll();
    expect(await inbox()).toBe(undefined);
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

  test('says before how much it would change: not what a narrower one holds', async () => {
    const { ask, reviewer, question, decide, projectId } = await started();
    const [a, b] = [await projectId('a'), await projectId('b')];
    const { items } = (await ask(reviewer, 'GET', '/groups')).body;
    const group = (named: string) => items.find(({ name }: { name: string }) => name === named).id;
    const touched = async (scope: object, versions: string | null = null) => {
      const wanted = { question: question.id, scope, versions };
      return (await ask(reviewer, 'POST', '/decisions/preview', wanted)).body.projects.value;
    };
    const all = { is: 'all' };
    const ofA = { is: 'project', project: a };
    const ofGroup = { is: 'group', group: group('default') };
    expect([await touched(all), await touched(ofGroup), await touched(ofA)]).toEqual([3, 2, 1]);
    await decide(ofA);
    // Another answer of the same width stands in for the first.
    expect([await touched(all), await touched(ofGroup), await touched(ofA)]).toEqual([2, 1, 1]);
    await decide({ is: 'project', project: b }, { versions: '>=0' });
    expect(await touched(all, '>=0')).toBe(1);
    expect(await touched({ is: 'project', project: b })).toBe(0);
    expect(await touched({ is: 'project', project: b }, '>=0')).toBe(1);
    await decide(ofGroup);
    expect([await touched(all), await touched(ofGroup)]).toEqual([1, 0]);
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

  test('takes the place of an earlier one for the same, which does not come back', async () => {
    const { ask, reviewer, inbox, decide, queue, projectId, clock } = await started();
    const { body: narrow } = await decide({ is: 'project', project: await projectId('a') });
    const { body: earlier } = await decide({ is: 'all' });
    const { body: later } = await decide({ is: 'all' }, { outcome: 'rejected' });
    const state = async ({ id }: { id: string }) =>
      (await ask(reviewer, 'GET', `/decisions/${id}`)).body.state;
    expect([await state(narrow), await state(earlier), await state(later)]).toEqual([
      'in-force',
      'replaced',
      'in-force',
    ]);
    const why = { change: 'withdraw', reason: 'Counsel changed their mind.' };
    await ask(reviewer, 'POST', `/decisions/${later.id}/changes`, why);
    await queue.doAll();
    expect((await inbox()).projects).toBe(2);
    const admin = await server.token('admin');
    const { body } = await ask(admin, 'GET', `/audit?subject=${earlier.id}`);
    expect(body.items.map(({ action }: { action: string }) => action)).toEqual([
      'decision.replaced',
      'decision.made',
    ]);
    // Who ended each, when, why, and by what it was replaced.
    const ended = async ({ id }: { id: string }) =>
      (await ask(reviewer, 'GET', `/decisions/${id}`)).body.ended;
    const now = { by: 'token reviewer of all', at: new Date(clock.now()).toISOString() };
    expect(await ended(narrow)).toBe(null);
    expect(await ended(earlier)).toEqual({ ...now, reason: null, replacedBy: later.id });
    expect(await ended(later)).toEqual({ ...now, reason: why.reason, replacedBy: null });
    const log = async ({ id }: { id: string }) =>
      (await ask(admin, 'GET', `/audit?subject=${id}`)).body.items[0].detail.after;
    expect(await log(earlier)).toEqual({ state: 'replaced', replacedBy: later.id });
    expect(await log(later)).toEqual({ state: 'withdrawn', reason: why.reason });
    const { body: table } = await ask(reviewer, 'GET', '/decisions.csv');
    expect(String(table)).toContain(why.reason);
  });

  test('made after another than stands is refused, with what was decided meanwhile', async () => {
    const { ask, reviewer, question, decide, token, projectId } = await started();
    const standing = async (bearer = reviewer) =>
      (await ask(bearer, 'GET', `/inbox/${question.id}`)).body.standing;
    expect(await standing()).toBe(null);
    const { status, body: first } = await decide({ is: 'all' }, { outcome: 'rejected', madeAfter: null });
    expect([status, await standing()]).toEqual([201, first.id]);
    const stale = await decide({ is: 'all' }, { madeAfter: null });
    expect([stale.status, stale.body.detail]).toEqual([
      409,
      'Meanwhile token reviewer of all rejected it for all projects: “Our counsel read it.”',
    ]);
    expect((await ask(reviewer, 'GET', '/decisions')).body.items.length).toBe(1);
    // What one group decides is nothing to those who do not see it.
    const ofOther = await token('reviewer', 'other');
    const inC = { is: 'project', project: await projectId('c') };
    const { body: narrow } = await decide(inC, { madeAfter: first.id }, ofOther);
    expect([narrow.state, await standing(await token('reviewer', 'default'))]).toEqual([
      'in-force',
      first.id,
    ]);
    const why = { change: 'withdraw', reason: 'It was the wrong one.' };
    await ask(reviewer, 'POST', `/decisions/${narrow.id}/changes`, why);
    const late = await decide({ is: 'all' }, { madeAfter: narrow.id });
    expect([late.status, late.body.detail]).toEqual([
      409,
      'Meanwhile the answer of token reviewer of other that stood was withdrawn by token reviewer of all: “It was the wrong one.”',
    ]);
    expect((await decide({ is: 'all' }, { madeAfter: first.id })).status).toBe(201);
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

  test('takes the place of an earlier one when a second person confirms it', async () => {
    const { ask, reviewer, decide } = await started({ fourEyes: true });
    const admin = await server.token('admin');
    for (const reason of ['first', 'second']) {
      const { body } = await decide({ is: 'all' }, { reason });
      await ask(admin, 'POST', `/decisions/${body.id}/changes`, { change: 'confirm' });
    }
    const { items } = (await ask(reviewer, 'GET', '/decisions')).body;
    const states = items.map(({ reason, state }: Record<string, string>) => [reason, state]);
    expect(states).toEqual([
      ['second', 'in-force'],
      ['first', 'replaced'],
    ]);
  });

  test('that a narrower one limits is no waiver, which would hold for all of it', async () => {
    const { ask, reviewer, decide, question, send, projectId, queue } = await started();
    const asked = harbour.findings.find(
      ({ rule, expression }) => rule === question.rule && expression === question.license,
    );
    const component = harbour.components.find(({ ref }) => ref === asked?.ref);
    if (!asked || !component) throw new Error('The question has no finding.');
    const newer = { ...component, ref: `${component.key}@999.0.0`, version: '999.0.0' };
    const report = {
      ...harbour,
      scan: { ...harbour.scan, asOf: '2026-12-01T00:00:00Z' },
      components: [...harbour.components, newer],
      findings: [...harbour.findings, { ...asked, ref: newer.ref, fingerprint: 'f'.repeat(64) }],
    };
    await send(writeReport(report), 'project=a');
    const { body: wide } = await decide({ is: 'all' });
    const waivers = async () => (await ask(reviewer, 'GET', '/waivers?project=a')).body;
    expect(await waivers()).toContain(`"id": "${wide.id}"`);
    await decide(
      { is: 'project', project: await projectId('a') },
      { outcome: 'rejected', versions: '>=999' },
    );
    await queue.doAll();
    expect(await waivers()).toContain(`# No waiver can say decision ${wide.id}`);
    expect(await waivers()).not.toContain(`"id": "${wide.id}"`);
    expect((await ask(reviewer, 'GET', '/waivers?project=b')).body).toContain(`"id": "${wide.id}"`);
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

  test('of some versions holds for those that each report has, whoever named them first', async () => {
    const { decide, ask, reviewer, question, send } = await started();
    const asked = ({ rule, expression }: Report['findings'][number]) =>
      rule === question.rule && expression === question.license;
    const refs = new Set(harbour.findings.filter(asked).map(({ ref }) => ref));
    const components = harbour.components.map((each) =>
      refs.has(each.ref) ? { ...each, version: '999.0.0' } : each,
    );
    await send(writeReport({ ...harbour, components: components as Report['components'] }), 'project=d');
    const wanted = { question: question.id, scope: { is: 'all' }, versions: '>=999' };
    expect((await ask(reviewer, 'POST', '/decisions/preview', wanted)).body.projects.value).toBe(1);
    await decide({ is: 'all' }, { versions: '>=999' });
    const { body } = await ask(reviewer, 'GET', `/inbox/${question.id}/findings?limit=200`);
    type Item = { project: { name: string }; state: string };
    const approved = body.items.filter(({ state }: Item) => state === 'approved');
    expect(new Set(approved.map(({ project }: Item) => project.name))).toEqual(new Set(['d']));
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
    const ends = (versions: string, reason: string, days: number) =>
      decide({ is: 'all' }, { outcome: 'approved-until', versions, reason, expiresAt: until(days) });
    await ends('<1', 'far', 90);
    await ends('<2', 'near', 20);
    await ends('<3', 'next', 5);
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

  test('is inherited by other versions of a component, which say from which one', async () => {
    const { ask, send, reviewer, question, decide, projectId, clock } = await started();
    const isOf = ({ rule, expression }: Report['findings'][number]) =>
      rule === question.rule && expression === question.license;
    const refs = new Set(harbour.findings.filter(isOf).map(({ ref }) => ref));
    const named = (ref: string, version: string) => (refs.has(ref) ? `${ref}.${version}` : ref);
    const sendAt = async (version: string, day: number) => {
      clock.turn(1_000);
      const components = harbour.components.map((each) => ({ ...each, ref: named(each.ref, version) }));
      const findings = harbour.findings.map((each) =>
        each.ref === null || each.ref === undefined ? each : { ...each, ref: named(each.ref, version) },
      );
      const scan = { ...harbour.scan, asOf: `2026-12-0${day}T00:00:00Z` };
      const document = { ...harbour, scan, components: components as Report['components'], findings };
      await send(writeReport({ ...document, dependencies: [] }), 'project=a');
    };
    const from = async () => {
      const { items } = (await ask(reviewer, 'GET', `/projects/${a}/findings?limit=200`)).body;
      type Finding = { group: string; ref: string; decision: { inheritedFrom: string | null } | null };
      const found = items.filter(({ group }: Finding) => group === question.id);
      return found.map(({ ref, decision }: Finding) => [ref, decision?.inheritedFrom]);
    };
    const a = await projectId('a');
    const [ref = ''] = refs;
    await decide({ is: 'all' });
    expect(await from()).toEqual([[ref, null]]);
    await sendAt('2', 1);
    expect(await from()).toEqual([[`${ref}.2`, ref]]);
    const { body: places } = await ask(reviewer, 'GET', `/inbox/${question.id}/findings`);
    expect(places.items[0].decision).toMatchObject({ isInherited: true, inheritedFrom: ref });
    await sendAt('3', 2);
    await sendAt('3', 3);
    expect(await from()).toEqual([[`${ref}.3`, ref]]);
    // Another answer is one for the version that is there then.
    await decide({ is: 'project', project: a }, { outcome: 'rejected' });
    expect(await from()).toEqual([[`${ref}.3`, null]]);
    await sendAt('4', 4);
    expect(await from()).toEqual([[`${ref}.4`, `${ref}.3`]]);
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
