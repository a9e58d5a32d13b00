import { type Report, writeReport } from '@fineprint/core';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { enterJudged } from '../../policies/enter-judged.ts';
import { rejudgeDue } from '../../policies/rejudge-due.ts';
import { rejudgeLeft } from '../../policies/rejudge-left.ts';
import { scannedHarbour, startServer, type TestServer } from '../../server.testkit.ts';
import { describeStores } from '../../store/stores.testkit.ts';

let harbour: Report;
beforeAll(async () => {
  harbour = await scannedHarbour();
});

const all = { is: 'all' } as const;
const quiet = 'rules: { license-needs-review: off, version-not-pinned: off }\n';

describeStores('A policy of the server', (open) => {
  let server: TestServer;
  afterEach(() => server.close());

  async function started() {
    server = await startServer((await open()).database);
    for (const query of ['project=a', 'project=b', 'project=c&group=other'])
      await server.send(writeReport(harbour), query);
    const author = await server.token('policy-author');
    const viewer = await server.token('viewer');
    const save = (text: string, more: object = {}, bearer = author) =>
      server.ask(bearer, 'POST', '/policies/versions', { scope: all, text, ...more });
    const change = async (id: string, what: string, bearer = author) => {
      const answer = await server.ask(bearer, 'POST', `/policies/versions/${id}/changes`, { change: what });
      await server.queue.doAll();
      return answer;
    };
    const publish = async (text: string, more: object = {}) => {
      const { body } = await save(text, more);
      const { body: published } = await change(body.id, 'publish');
      return published;
    };
    const group = async (name: string) => {
      const { items } = (await server.ask(viewer, 'GET', '/groups')).body;
      return items.find((each: { name: string }) => each.name === name).id;
    };
    return { ...server, author, viewer, save, change, publish, group };
  }

  /** The rules of what waits in each project. */
  async function waiting() {
    const viewer = await server.token('viewer');
    const { items } = (await server.ask(viewer, 'GET', '/projects')).body;
    const rules: Record<string, ReadonlySet<string>> = {};
    for (const { id, name } of items) {
      const { body } = await server.ask(viewer, 'GET', `/projects/${id}/findings?limit=200`);
      const waits = body.items.filter(({ state }: { state: string }) => state === 'open');
      rules[name] = new Set(waits.map(({ rule }: { rule: string }) => rule));
    }
    return rules;
  }

  test('judges every project anew when it is published, and reports that come in', async () => {
    const { publish, send } = await started();
    expect((await waiting()).a).toContain('license-needs-review');
    const inbox = async () =>
      (await server.ask(await server.token('viewer'), 'GET', '/inbox?limit=200')).body.items;
    const before = (await inbox()).length;
    expect(await publish(quiet)).toMatchObject({ state: 'published', number: 1 });
    for (const rules of Object.values(await waiting())) {
      expect(rules).not.toContain('license-needs-review');
      expect(rules.size).toBeGreaterThan(0);
    }
    expect((await inbox()).length).toBeLessThan(before);
    await send(
      writeReport({ ...harbour, scan: { ...harbour.scan, asOf: '2026-12-01T00:00:00Z' } }),
      'project=d',
    );
    expect((await waiting()).d).not.toContain('license-needs-review');
  });

  test('of a group is laid over that for all, and holds for its projects alone', async () => {
    const { publish, group } = await started();
    await publish(quiet);
    await publish('rules: { license-needs-review: error }\n', {
      scope: { is: 'group', group: await group('other') },
    });
    const { a, c } = await waiting();
    expect(a).not.toContain('license-needs-review');
    expect(c).toContain('license-needs-review');
    expect(c).not.toContain('version-not-pinned');
  });

  test('that is withdrawn leaves what the reports found, and an earlier one can be published again', async () => {
    const { publish, change } = await started();
    const before = await waiting();
    const first = await publish(quiet);
    const second = await publish('rules: { license-needs-review: note }\n', { madeFrom: first.id });
    expect((await change(first.id, 'publish')).body).toMatchObject({ state: 'published' });
    expect((await waiting()).a).not.toContain('license-needs-review');
    expect((await change(second.id, 'withdraw')).status).toBe(409);
    expect((await change(first.id, 'withdraw')).body.state).toBe('withdrawn');
    expect(await waiting()).toEqual(before);
  });

  test('replaces what repositories say about themselves, and decisions hold over it', async () => {
    const { publish, ask, queue } = await started();
    const { body: inbox } = await ask(await server.token('reviewer'), 'GET', '/inbox?limit=200');
    const question = inbox.items.find(({ rule }: { rule: string }) => rule === 'license-needs-review');
    const decision = { question: question.id, scope: all, outcome: 'approved', reason: 'Read by counsel.' };
    await ask(await server.token('reviewer'), 'POST', '/decisions', decision);
    await publish('rules: { license-needs-review: error }\n');
    await queue.doAll();
    const { body } = await ask(await server.token('viewer'), 'GET', `/inbox/${question.id}/findings`);
    expect(
      new Set(body.items.map(({ state, level }: Record<string, string>) => `${level} ${state}`)),
    ).toEqual(new Set(['error approved']));
  });

  test('makes questions as grave as the gravest finding that waits', async () => {
    const { publish, ask, group } = await started();
    const levels = async () => {
      const { items } = (await ask(await server.token('viewer'), 'GET', '/inbox?limit=200')).body;
      const asked = items.filter(({ rule }: { rule: string }) => rule === 'license-needs-review');
      return new Set(asked.map(({ level }: { level: string }) => level));
    };
    const graver = await publish('rules: { license-needs-review: error }\n');
    expect(await levels()).toEqual(new Set(['error']));
    const milder = { madeFrom: graver.id };
    await publish('rules: { license-needs-review: note }\n', milder);
    expect(await levels()).toEqual(new Set(['note']));
    const other = { scope: { is: 'group', group: await group('other') } };
    await publish('rules: { license-needs-review: warning }\n', other);
    expect(await levels()).toEqual(new Set(['warning']));
  });

  test('is published only without defects, which are told by their lines', async () => {
    const { save, change, ask, author } = await started();
    const text = 'rules:\n  licence-needs-review: off\n';
    const { status, body } = await save(text);
    expect(status).toBe(201);
    expect(body.defects).toMatchObject([
      { line: 2, column: 3, message: expect.stringContaining('licence-needs-review') },
    ]);
    expect(body.defects[0].frame).toContain('^^^');
    expect((await change(body.id, 'publish')).body).toMatchObject({
      type: 'conflict',
      detail: expect.stringContaining('Line 2'),
    });
    const validated = await ask(author, 'POST', '/policies/validations', { scope: all, text });
    expect(validated.body).toMatchObject({ isValid: false, defects: body.defects });
    const validate = async (extended: string) =>
      (await ask(author, 'POST', '/policies/validations', { scope: all, text: `extends: ${extended}\n` }))
        .body;
    for (const extended of [
      'server',
      './package.json',
      '/etc/passwd',
      'git+https://x.example/a/b@main#p.yaml',
    ]) {
      const { isValid, defects } = await validate(extended);
      expect([extended, isValid, defects.length]).toEqual([extended, false, 1]);
      expect(JSON.stringify(defects)).not.toMatch(/workspaces|root:/);
    }
    expect((await validate('saas')).isValid).toBe(true);
  });

  test('is not saved over what somebody else saved, nor published over what they published', async () => {
    const { save, change, publish } = await started();
    const { body: first } = await save(quiet);
    expect((await save('exclude: [a]\n')).status).toBe(409);
    const { body: second } = await save('exclude: [a]\n', { madeFrom: first.id });
    expect((await change(first.id, 'publish')).status).toBe(409);
    await change(second.id, 'publish');
    const { body: draft } = await save('exclude: [b]\n', { madeFrom: second.id });
    const third = await publish('exclude: [c]\n', { madeFrom: draft.id });
    const { body: late } = await save('exclude: [d]\n', { madeFrom: third.id });
    await change(second.id, 'publish');
    expect((await change(late.id, 'publish')).body.detail).toContain('Another version was published');
    expect((await change(late.id, 'discard')).body.state).toBe('discarded');
  });

  test('is written by whoever writes policies, within their groups, and by nobody who reviews', async () => {
    const { save, ask, group, token, publish } = await started();
    const { id } = await publish(quiet);
    const scope = { is: 'group', group: await group('other') };
    expect((await save(quiet, {}, await token('reviewer'))).status).toBe(403);
    const ofOther = await token('policy-author', 'other');
    expect((await save(quiet, {}, ofOther)).status).toBe(403);
    expect(
      (await ask(ofOther, 'POST', `/policies/versions/${id}/changes`, { change: 'withdraw' })).status,
    ).toBe(403);
    expect((await save(quiet, { scope }, ofOther)).status).toBe(201);
    const inDefault = await token('viewer', 'default');
    const { body } = await ask(inDefault, 'GET', '/policies');
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual(['All projects', 'default']);
    expect((await ask(inDefault, 'GET', `/policies/versions?group=${scope.group}`)).status).toBe(404);
    expect((await ask(inDefault, 'GET', `/policies/versions/${id}`)).body.text).toBe(quiet);
  });

  test('has waivers, and judges anew what they held when their last day is over', async () => {
    const { publish, means, clock, queue, ask, viewer } = await started();
    const dayMs = 86_400_000;
    const lastDay = Math.ceil(clock.now() / dayMs) * dayMs;
    const expires = new Date(lastDay).toISOString().slice(0, 10);
    const waiver = `{ id: a, rule: license-needs-review, path: "**", reason: Read., expires: ${expires} }`;
    await publish(`waivers: [${waiver}]\n`);
    expect((await waiting()).a).not.toContain('license-needs-review');
    const judging = async () => (await ask(viewer, 'GET', '/policies/judging')).body.due.value;
    const passes = async (ms: number) => {
      clock.turn(ms);
      await rejudgeLeft(means);
      await queue.doAll();
    };
    await passes(lastDay + dayMs - 1 - clock.now());
    expect((await waiting()).a).not.toContain('license-needs-review');
    expect(await judging()).toBe(3);
    await passes(1);
    for (const rules of Object.values(await waiting()))
      expect([...rules]).toEqual(expect.arrayContaining(['license-needs-review', 'waiver-expired']));
    expect(await judging()).toBe(0);
  });

  test('judges what one before it could not, also where it was published meanwhile', async () => {
    const { publish, means, ask, viewer } = await started();
    await publish(quiet);
    const project = await means.database.read
      .selectFrom('project')
      .select(['id as projectId', 'groupId'])
      .orderBy('id')
      .executeTakeFirstOrThrow();
    const judged = { policies: '', asked: 'one before', failure: 'It does not hold.' };
    const at = { now: means.clock.now(), locks: means.database.dialect === 'postgres' };
    await means.database.write((writing) =>
      enterJudged(writing, {
        ...project,
        ...judged,
        ...at,
        report: { waivedUntil: null, uses: [], findings: [] },
      }),
    );
    expect((await ask(viewer, 'GET', '/policies/judging')).body.due.value).toBe(1);
  });

  test('is judged by at several projects at a time, and at each once', async () => {
    const { publish, means } = await started();
    await publish(quiet);
    await means.database.write((writing) => writing.updateTable('judged').set({ dueAt: 0 }).execute());
    const begun: number[] = [];
    const { promise: both, resolve } = Promise.withResolvers<void>();
    const rejudge = async (projectId: number) => {
      begun.push(projectId);
      if (begun.length === 2) resolve();
      await both;
    };
    const judging = { atATime: 2, rejudge, tryOut: async () => undefined };
    await rejudgeDue({ ...means, judging }, new AbortController().signal);
    expect(begun.toSorted()).toEqual([...new Set(begun)].toSorted());
    expect(begun.length).toBe(3);
  });

  test('enters nothing of a project in which it changes nothing but by what that was judged', async () => {
    const { publish, means } = await started();
    const { read, write } = means.database;
    const first = await publish(quiet);
    // Nobody else writes this: where it is gone, all was entered anew.
    await write((writing) => writing.updateTable('use').set({ requested: 'by hand' }).execute());
    const byHand = async () => {
      const rows = await read
        .selectFrom('use')
        .where('requested', '=', 'by hand')
        .select('versionId')
        .execute();
      return rows.length > 0;
    };
    const judgedBy = async () =>
      new Set((await read.selectFrom('judged').select('policies').execute()).map(({ policies }) => policies));
    const [before] = await judgedBy();
    const second = await publish(`# The same.\n${quiet}`, { madeFrom: first.id });
    expect([await byHand(), (await judgedBy()).has(before ?? '')]).toEqual([true, false]);
    await publish('extends: saas\n', { madeFrom: second.id });
    expect(await byHand()).toBe(false);
  });

  test('that failed to judge a project is tried again, and in the end told', async () => {
    const { publish, means, clock, queue, ask, viewer } = await started();
    const { sha256 } = await means.database.read
      .selectFrom('report')
      .select('sha256')
      .executeTakeFirstOrThrow();
    await means.blobs.delete(sha256);
    await publish(quiet);
    const judging = async () => (await ask(viewer, 'GET', '/policies/judging')).body;
    expect(await judging()).toMatchObject({ due: { value: 3 }, failed: { value: 3 } });
    for (let count = 0; count < 4; count += 1) {
      clock.turn(61_000);
      await means.database.write((writing) => queue.add(writing, { is: 'rejudge' }));
      await queue.doAll();
    }
    expect(await judging()).toMatchObject({ due: { value: 0 }, failed: { value: 3 } });
  });

  test('of one group is found by the group, however many there are', async () => {
    const { ask, viewer, save, group } = await started();
    const other = await group('other');
    const { body: draft } = await save(quiet, { scope: { is: 'group', group: other } });
    const { items } = (await ask(viewer, 'GET', `/policies?limit=1&group=${other}`)).body;
    expect(items).toMatchObject([{ name: 'other', draft: { id: draft.id } }]);
    const outside = await server.token('viewer', 'default');
    expect((await ask(outside, 'GET', `/policies?group=${other}`)).status).toBe(404);
  });

  test('says who may write it, and what whoever asks can do with a version', async () => {
    const { ask, save, change, group } = await started();
    const other = await group('other');
    const { body: ofOther } = await save(quiet, { scope: { is: 'group', group: other } });
    const { body: forAll } = await save(quiet);
    const mine = await server.token('policy-author', 'other');
    const foreign = await server.token('reviewer', 'other');
    const told = async (bearer: string) => {
      const { items } = (await ask(bearer, 'GET', '/policies')).body;
      const can = async ({ id }: { id: string }) =>
        (await ask(bearer, 'GET', `/policies/versions/${id}`)).body.can;
      return [
        items.map(({ name, mayWrite }: { name: string; mayWrite: boolean }) => [name, mayWrite]),
        await can(forAll),
        await can(ofOther),
      ];
    };
    const named = (all: boolean, group: boolean) => [
      ['All projects', all],
      ['other', group],
    ];
    expect(await told(mine)).toEqual([named(false, true), [], ['publish', 'discard']]);
    expect(await told(foreign)).toEqual([named(false, false), [], []]);
    expect((await change(ofOther.id, 'publish')).body.can).toEqual(['withdraw']);
    expect((await change(ofOther.id, 'withdraw')).body.can).toEqual(['publish']);
    const { body: wrong } = await save('rules: { nothing: off }\n', { madeFrom: forAll.id });
    expect(wrong.can).toEqual(['discard']);
  });
});
