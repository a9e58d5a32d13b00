import { createHash } from 'node:crypto';
import { type Report, writeReport } from '@fineprint/core';
import { rules } from '@fineprint/policy';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { scannedHarbour, startServer, type TestServer } from '../../server.testkit.ts';
import { describeStores } from '../../store/stores.testkit.ts';
import { knowledge } from '../licenses/knowledge.ts';

let harbour: Report;
beforeAll(async () => {
  harbour = await scannedHarbour();
});

const mit = knowledge.standardTexts().license('MIT')?.text ?? '';
const altered = mit
  .replace('without restriction', 'with restriction')
  .replace('<copyright holders>', 'Harbour Ltd.');

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The test repository's report, its first component of a question having a text of its own, which its evidence names unless it is unread. */
function withText(name: string, text: string, isUnread = false): Report {
  const ref = harbour.findings.find(({ expression }) => expression !== undefined)?.ref;
  const components = harbour.components.map((component) => {
    if (component.ref !== ref) return component;
    const { license } = component;
    const evidence = [
      {
        expression: 'MIT',
        covers: 'artifact' as const,
        method: 'file-text' as const,
        acknowledgement: 'declared' as const,
        source: '.terraform/modules/it/LICENSE',
        verified: true,
        confidence: 0.95,
        text: name,
      },
    ];
    const notices = [{ source: '.terraform/modules/it/LICENSE', text: name }];
    const found = isUnread ? { notices } : { concluded: { ...license.concluded, evidence } };
    return { ...component, license: { ...license, ...found } };
  });
  return { ...harbour, components, texts: { [name]: text } };
}

describeStores('A question', (open) => {
  let server: TestServer;
  afterEach(() => server.close());

  async function asked(report: Report) {
    server = await startServer((await open()).database);
    await server.send(writeReport(report), 'project=a');
    const viewer = await server.token('viewer');
    const ref = harbour.findings.find(({ expression }) => expression !== undefined)?.ref;
    const key = harbour.components.find((component) => component.ref === ref)?.key;
    const { items } = (await server.ask(viewer, 'GET', '/inbox?limit=200')).body;
    const question = items.find(
      ({ component, license }: { component: { key: string } | null; license: string | null }) =>
        component?.key === key && license !== null,
    );
    return { ...server, viewer, question };
  }

  test('shows the text that was found beside that of SPDX, and marks what differs', async () => {
    const { ask, viewer, question, token } = await asked(withText(sha256(altered), altered));
    const { body: evidence } = await ask(viewer, 'GET', `/inbox/${question.id}/evidence`);
    expect(evidence.items[0]).toMatchObject({
      refs: [expect.stringContaining(question.component.key)],
      evidence: [{ source: '.terraform/modules/it/LICENSE', text: sha256(altered) }],
      texts: [sha256(altered)],
      projects: [{ name: 'a' }],
    });
    const address = `/inbox/${question.id}/texts/${sha256(altered)}`;
    const { body } = await ask(viewer, 'GET', address);
    expect(body).toMatchObject({ text: altered, license: 'MIT', licenses: ['MIT'] });
    const differing = (pieces: readonly { text: string; differs: boolean }[]) =>
      pieces.filter(({ differs }) => differs).map(({ text }) => text);
    // Who holds the copyright is no part of a licence.
    expect(differing(body.beside.found)).toEqual(['with']);
    expect(differing(body.beside.standard)).toEqual(['without']);
    const whole = (pieces: readonly { text: string }[]) => pieces.map(({ text }) => text).join('');
    expect([whole(body.beside.found), whole(body.beside.standard)]).toEqual([altered, mit]);
    expect((await ask(await token('viewer', 'other'), 'GET', address)).status).toBe(404);
    expect((await ask(viewer, 'GET', `/inbox/${question.id}/texts/${sha256('another')}`)).status).toBe(404);
  });

  test('is found by those who see a decision about it, and tells them nothing of the projects of others', async () => {
    const { ask, send, token, question } = await asked(harbour);
    const decision = { question: question.id, scope: { is: 'all' }, outcome: 'approved', reason: 'Read.' };
    const reviewer = await token('reviewer');
    const { items: groups } = (await ask(reviewer, 'GET', '/groups')).body;
    const ofGroup = groups.find(({ name }: { name: string }) => name === 'default');
    const inGroup = { is: 'group', group: ofGroup.id };
    await ask(reviewer, 'POST', '/decisions', { ...decision, scope: inGroup });
    const other = await token('reviewer', 'other');
    const parts = ['', '/findings', '/evidence', '/projects'];
    const found = async () => {
      const answers = parts.map((part) => ask(other, 'GET', `/inbox/${question.id}${part}`));
      return (await Promise.all(answers)).map(({ status }) => status);
    };
    expect(await found()).toEqual([404, 404, 404, 404]);
    await ask(reviewer, 'POST', '/decisions', decision);
    expect(await found()).toEqual([200, 200, 200, 200]);
    const none = { value: 0, isExact: true };
    expect((await ask(other, 'GET', `/inbox/${question.id}`)).body).toMatchObject({
      ...{ open: 0, projects: 0, effect: { findings: none, projects: none } },
      scopes: { all: false, groups: [] },
    });
    for (const part of parts.slice(1))
      expect((await ask(other, 'GET', `/inbox/${question.id}${part}`)).body.items).toEqual([]);
    await send(writeReport(harbour), 'project=b&group=other');
    const { body } = await ask(other, 'GET', `/inbox/${question.id}`);
    expect(body).toMatchObject({ open: 0, projects: 0 });
    expect((await ask(other, 'GET', `/inbox/${question.id}/projects`)).body.items).toHaveLength(1);
    const { items } = (await ask(other, 'GET', '/inbox?limit=200')).body;
    expect(items.map(({ id }: { id: string }) => id)).not.toContain(question.id);
    const scope = { is: 'group', group: (await ask(other, 'GET', '/groups')).body.items[0].id };
    expect((await ask(other, 'POST', '/decisions', { ...decision, scope })).status).toBe(201);
  });

  test('has no text that goes by the name of another', async () => {
    const { ask, viewer, question } = await asked(withText(sha256(mit), altered));
    const { body } = await ask(viewer, 'GET', `/inbox/${question.id}/evidence`);
    expect(body.items[0].texts).toEqual([]);
    expect((await ask(viewer, 'GET', `/inbox/${question.id}/texts/${sha256(mit)}`)).status).toBe(404);
  });

  test('shows a text that no licence has beside the one that it reads like, and why it is not that', async () => {
    const term = 'You may not use this work in a product that competes with ours.';
    const text = `${mit}\n\n${term}\n`;
    const { ask, viewer, question } = await asked(withText(sha256(text), text, true));
    const { body } = await ask(viewer, 'GET', `/inbox/${question.id}/texts/${sha256(text)}`);
    expect(body).toMatchObject({ license: 'MIT', reading: expect.stringContaining('beside it words') });
    const differing = body.beside.found.filter(({ differs }: { differs: boolean }) => differs);
    expect(differing).toEqual([{ text: term.slice(0, -1), differs: true }]);
  });

  test('is laid beside nothing that it has too little in common with', async () => {
    const other = Array.from({ length: 3_000 }, (_, number) => `word${number}`).join(' ');
    const { ask, viewer, question } = await asked(withText(sha256(other), other));
    const { body } = await ask(viewer, 'GET', `/inbox/${question.id}/texts/${sha256(other)}`);
    expect([body.license, body.beside, body.text]).toEqual(['MIT', null, other]);
  });

  test('tells in which versions and licences its component is used, and who may decide it where', async () => {
    const { ask, viewer, question, token, send } = await asked(harbour);
    await send(writeReport(harbour), 'project=b&group=other');
    const key = encodeURIComponent(question.component.key);
    const { body: versions } = await ask(viewer, 'GET', `/components/${key}/versions`);
    expect(versions.items[0]).toMatchObject({ projects: { value: 2, isExact: true } });
    expect(versions.items[0].licenses[0].license).toBeTypeOf('string');
    const reviewer = await token('reviewer', 'other');
    const { body: one } = await ask(reviewer, 'GET', `/inbox/${question.id}`);
    expect(one.scopes).toMatchObject({ all: false, groups: [{ name: 'other' }] });
    const { body: of } = await ask(await token('viewer', 'other'), 'GET', `/components/${key}/versions`);
    expect(of.items[0].projects).toEqual({ value: 1, isExact: true });
    const { body: none } = await ask(viewer, 'GET', `/inbox/${question.id}`);
    expect(none.scopes).toEqual({ all: false, fourEyes: false, groups: [] });
    const { body: projects } = await ask(await token('reviewer'), 'GET', `/inbox/${question.id}/projects`);
    expect(
      projects.items.map(({ project, mayDecide }: { project: { name: string }; mayDecide: boolean }) => [
        project.name,
        mayDecide,
      ]),
    ).toEqual([
      ['a', true],
      ['b', true],
    ]);
  });

  test('waits in an inbox that is narrowed to it, and in no other', async () => {
    const { ask, viewer, question } = await asked(harbour);
    const found = async (query: string) => {
      const { body } = await ask(viewer, 'GET', `/inbox?limit=200&${query}`);
      return body.items.map(({ id }: { id: string }) => id);
    };
    const { body: counted } = await ask(viewer, 'GET', `/inbox/count?rule=${question.rule}`);
    expect(counted.questions).toEqual({
      value: (await found(`rule=${question.rule}`)).length,
      isExact: true,
    });
    const { body: shown } = await ask(viewer, 'GET', `/inbox/${question.id}`);
    const rule = rules.find(({ id }) => id === question.rule);
    expect(shown.meaning).toBe(rule?.title);
    const { body: choices } = await ask(viewer, 'GET', '/inbox/choices');
    expect([choices.rules, choices.kinds, choices.classes]).toEqual([
      expect.arrayContaining([question.rule]),
      expect.arrayContaining([question.component.kind]),
      expect.arrayContaining([question.class]),
    ]);
    expect(choices.rules).toEqual([...new Set(choices.rules)].toSorted());
    const license = encodeURIComponent(question.license);
    const own = [
      `rule=${question.rule}`,
      `level=${question.level}`,
      `kind=${question.component.kind}`,
      `component=${encodeURIComponent(question.component.key)}`,
      `class=${question.class}`,
      `license=${license}`,
      `search=${encodeURIComponent(question.component.name.slice(0, 5).toUpperCase())}`,
    ];
    expect(await found(own.join('&'))).toContain(question.id);
    for (const foreign of [
      'rule=x',
      'kind=x',
      'class=x',
      'license=x',
      'component=x',
      'search=%25',
      'search=_',
    ])
      expect([foreign, await found(foreign)]).toEqual([foreign, []]);
    for (const query of [...own, `license=${license.toLowerCase()}`])
      expect([query, await found(query)]).toEqual([query, expect.arrayContaining([question.id])]);
    expect((await ask(viewer, 'GET', '/inbox?group=x')).status).toBe(404);
    expect((await ask(viewer, 'GET', '/inbox?level=bad')).status).toBe(400);
  });
});
