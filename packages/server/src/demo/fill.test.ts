import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startServer } from '../server.testkit.ts';
import { describeStores } from '../store/stores.testkit.ts';
import { fillWithDemo } from './fill.ts';
import { readPortfolio, repositoriesFolder, undone } from './portfolio.ts';

describeStores('the demonstration', (open) => {
  test('shows every repository with its history, and every decision with its effect', async () => {
    const { means, token, ask, close } = await startServer((await open()).database);
    const home = mkdtempSync(join(tmpdir(), 'fineprint-demo-'));
    await fillWithDemo({ ...means, scratch: join(home, 'scratch') });
    rmSync(home, { recursive: true });
    const { repositories, decisions } = readPortfolio(repositoriesFolder);
    const viewer = await token('viewer');
    const { body: projects } = await ask(viewer, 'GET', '/projects');
    expect(projects.items.map(({ name }: { name: string }) => name)).toEqual(
      Object.keys(repositories).toSorted(),
    );
    const reports = await means.database.read
      .selectFrom('report')
      .where('state', '=', 'processed')
      .select(['receivedAt', 'asOf'])
      .execute();
    expect(reports.length).toBe(Object.values(repositories).flatMap(({ commits }) => commits).length);
    // Each came in on the day of its commit.
    expect(reports.every(({ receivedAt, asOf }) => Math.abs(receivedAt - (asOf ?? 0)) < 1000)).toBe(true);
    const { body: made } = await ask(viewer, 'GET', '/decisions');
    expect(made.items.length).toBe(decisions.length);
    const settled = await means.database.read
      .selectFrom('finding')
      .where('decisionId', 'is not', null)
      .select(['decisionId', 'state'])
      .execute();
    expect(new Set(settled.map(({ decisionId }) => decisionId)).size).toBe(decisions.length);
    // The plots of the portfolio have a past.
    const { body: trend } = await ask(viewer, 'GET', '/trend?days=120');
    expect(trend.points.length).toBeGreaterThan(10);
    await close();
  });
});

test('a commit that does not fit its files is told', () => {
  const commit = { days: 1, says: 'Newer', was: { file: { newer: 'older' } } };
  expect(undone(commit, () => 'a newer text')).toEqual(new Map([['file', 'a older text']]));
  expect(() => undone(commit, () => 'another')).toThrow('"Newer" does not fit file: it has no "newer".');
});
