import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '@fineprint/core';
import type { ProjectPage, Server } from '@fineprint/server';
import { pages } from '@fineprint/web';
import { runScan } from 'fineprint';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { comeIn, launched, type Person, phone, violations, wide } from './browsing.ts';
import { served } from './served.ts';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-obligations-'));
const complaints: string[] = [];
const failures: unknown[] = [];
let server: Server;
let browser: Browser;
let admin: Person;
let shipped: Report;
/** The component that the first report has not. */
let latest: string;

beforeAll(async () => {
  browser = await launched();
  server = await served(folder, { pages, failed: (cause) => failures.push(cause) });
  admin = await comeIn(server, `${server.url}/welcome?code=${server.firstCode}`, browser, complaints);
  const env = { SOURCE_DATE_EPOCH: '1790000000' };
  const given = { policies: [], exclude: [], only: [], cache: null, env };
  const { report } = await runScan('test/repos/harbour', given);
  const components = report.components.map((each) => ({ ...each, usage: 'distributed' as const }));
  shipped = { ...report, components, findings: [], dependencies: [] };
  const late = components.find(({ license }) => license.effective === 'Apache-2.0');
  if (late === undefined) throw new Error('Nothing is under Apache-2.0 in the repository.');
  latest = late.name;
  await admin.send({ ...shipped, components: components.filter(({ key }) => key !== late.key) }, 'harbour');
});
afterAll(async () => {
  await browser.close();
  await server.stop(10_000);
  rmSync(folder, { recursive: true });
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  expect([...complaints.splice(0), ...failures], 'nothing fails in a page or in the server').toEqual([]);
});

async function projectPath(): Promise<string> {
  const { items } = await admin.ask<ProjectPage>('GET', '/projects');
  return `/projects/${items[0]?.id}`;
}

async function tick(page: Page, box: string, note: string): Promise<void> {
  await page.getByRole('checkbox', { name: box }).check();
  await page.getByLabel('How it is done').fill(note);
  await page.getByRole('button', { name: 'Tick off what is chosen' }).click();
}

const note = 'The texts are in the image.\nSee /licenses & <b>.';

test('an owner ticks off what licences ask, and takes it back, without a script', async () => {
  const page = await admin.open('/projects', { ...wide, javaScriptEnabled: false });
  await page.getByRole('link', { name: 'harbour' }).click();
  await page.getByRole('link', { name: 'Obligations' }).click();
  await page.getByRole('heading', { name: 'Not known what they ask' }).waitFor();
  await page.getByRole('checkbox', { name: 'Apache-2.0: Keep the copyright notices.' }).check();
  await tick(page, 'Apache-2.0: Pass the text of the licence on.', note);
  await page.getByText('Ticked off: 2 lines.').waitFor();
  const text = page.locator('section', { has: page.locator('#of-license-text') });
  await text.getByText('Done for 1 licence').click();
  await text.getByText('See /licenses & <b>.').waitFor();
  expect(
    await page.getByRole('checkbox', { name: 'Apache-2.0: Pass the text of the licence on.' }).count(),
  ).toBe(0);
  const notices = page.locator('section', { has: page.locator('#of-notices') });
  await notices.getByText('Done for 1 licence').click();
  await notices.getByRole('button', { name: 'Take back: Apache-2.0: Keep the copyright notices.' }).click();
  expect(await page.getByRole('checkbox', { name: 'Apache-2.0: Keep the copyright notices.' }).count()).toBe(
    1,
  );
  await text.getByText('Done for 1 licence').waitFor();
});

test('what is chosen and noted stays where it is refused', async () => {
  const page = await admin.open(`${await projectPath()}/obligations`);
  await page.getByLabel('How it is done').fill(note);
  await page.getByRole('button', { name: 'Tick off what is chosen' }).click();
  await page.getByRole('alert').getByText('Choose what is done.').waitFor();
  expect(await page.getByLabel('How it is done').inputValue()).toBe(note);
  const box = page.getByRole('checkbox', { name: 'Apache-2.0: Keep the copyright notices.' });
  await box.check();
  await page.getByLabel('How it is done').fill('     ');
  await page.getByRole('button', { name: 'Tick off what is chosen' }).click();
  await page.getByRole('alert').getByText('note').waitFor();
  expect(await box.isChecked()).toBe(true);
  expect(complaints.splice(0)).toEqual([
    expect.stringContaining('status of 400'),
    expect.stringContaining('status of 400'),
  ]);
});

test('components that come later have it looked at again, and the page says which; the record says so, too', async () => {
  await admin.send({ ...shipped, scan: { ...shipped.scan, asOf: '2026-10-01T00:00:00Z' } }, 'harbour');
  const page = await admin.open(`${await projectPath()}/obligations`);
  const text = page.locator('section', { has: page.locator('#of-license-text') });
  const row = text.locator('tr', { has: page.getByRole('link', { name: 'Apache-2.0' }) });
  await row.getByText('Look again').waitFor();
  await row.getByRole('link', { name: /new component/ }).click();
  await page.getByText('Components that came after it was ticked off').waitFor();
  expect(await page.locator('tbody th').allTextContents()).toEqual([latest]);
  await page.goto(`${server.url}${await projectPath()}/record`);
  await page.getByRole('heading', { name: 'What the licences ask' }).waitFor();
  await page.getByText('To look at again, ').waitFor();
  expect(await violations(page)).toEqual([]);
});

test('every page of it is right for axe, in light and dark and on a phone', async () => {
  const path = await projectPath();
  const of = 'obligation=license-text&license=Apache-2.0';
  for (const options of [wide, { ...wide, colorScheme: 'dark' as const }, phone]) {
    const page = await admin.open(`${path}/obligations`, options);
    await page.getByRole('checkbox').first().check();
    for (const part of ['', '?channel=none', `/components?${of}`, `/components?${of}&only=new`]) {
      if (part !== '') await page.goto(`${server.url}${path}/obligations${part}`);
      await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
      expect([part, await violations(page)]).toEqual([part, []]);
    }
  }
});

test('whoever only looks is offered nothing to tick', async () => {
  const { link } = await admin.ask<{ link: string }>('POST', '/users', {
    name: 'Vera',
    roles: [{ role: 'viewer' }],
  });
  const viewer = await comeIn(server, link, browser, complaints);
  const page = await viewer.open(`${await projectPath()}/obligations`);
  await page.getByText('Look again').first().waitFor();
  expect(await page.getByRole('checkbox').count()).toBe(0);
  expect(await page.getByRole('button', { name: /Take back|Tick off/ }).count()).toBe(0);
});
