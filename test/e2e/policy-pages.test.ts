import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeReport } from '@fineprint/core';
import type { PolicyVersionPage, Server } from '@fineprint/server';
import { pages } from '@fineprint/web';
import chromium from '@sparticuz/chromium';
import axe from 'axe-core';
import Sqlite from 'better-sqlite3';
import { runScan } from 'fineprint';
import { type Browser, type BrowserContextOptions, chromium as driver, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { answerOf, served } from './served.ts';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-policy-pages-'));
const complaints: string[] = [];
let server: Server;
let browser: Browser;
let state: Awaited<ReturnType<ReturnType<Page['context']>['storageState']>>;

beforeAll(async () => {
  server = await served(folder, { pages, failed: (cause) => complaints.push(String(cause)) });
  browser = await driver.launch({ executablePath: await chromium.executablePath(), args: ['--no-sandbox'] });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.url}/welcome?code=${server.firstCode}`);
  await page.getByRole('button', { name: 'Come in' }).click();
  await page.getByRole('heading', { name: 'What waits for a decision' }).waitFor();
  state = await context.storageState();
  await context.close();
  await send('one');
  await send('two');
});
afterAll(async () => {
  await browser.close();
  await server.stop(10_000);
  rmSync(folder, { recursive: true });
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  expect(complaints.splice(0), 'nothing fails in a page or in the server').toEqual([]);
});

function headers() {
  const cookie = state.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  return { cookie, origin: server.url, 'content-type': 'application/json' };
}

async function send(project: string): Promise<void> {
  const env = { SOURCE_DATE_EPOCH: '1790000000' };
  const asked = { policies: [], exclude: [], only: [], cache: null, env };
  const { report } = await runScan('test/repos/harbour', asked);
  const { statusUrl } = await answerOf<{ statusUrl: string }>(
    `${server.url}/api/v1/reports?project=${project}`,
    {
      method: 'POST',
      headers: headers(),
      body: writeReport(report),
    },
  );
  for (let is = 'queued'; is === 'queued'; )
    is = (await answerOf<{ state: string }>(`${server.url}${statusUrl}`, { headers: headers() })).state;
}

const wide = { viewport: { width: 1280, height: 900 } };
const phone = { viewport: { width: 360, height: 740 } };
const withoutScript = { ...wide, javaScriptEnabled: false };

async function open(path: string, options: BrowserContextOptions = wide): Promise<Page> {
  const context = await browser.newContext({ ...options, storageState: state });
  const page = await context.newPage();
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(`${server.url}${path}`);
  return page;
}

const text = 'rules:\n  license-needs-review: off\n';

async function isRight(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const found = await page.evaluate<axe.AxeResults>('axe.run({ resultTypes: ["violations"] })');
  const told = found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id} ${target.join(' ')}`),
  );
  expect([page.url(), told]).toEqual([page.url(), []]);
  const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
  expect([page.url(), await page.evaluate(overflow)]).toEqual([page.url(), 0]);
}

test('a policy is written, tried out and published without a script, and the inbox follows', async () => {
  const page = await open('/policies', withoutScript);
  await page.getByRole('link', { name: 'All projects' }).click();
  await page.getByLabel('Text').fill('rules:\n  licence-needs-review: off\n');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.getByText('Line 2').waitFor();
  await page.getByText('It can be published once it has no defects.').waitFor();
  expect(await page.getByRole('button', { name: 'Publish' }).count()).toBe(0);
  await page.getByLabel('Text').fill(text);
  await page.getByLabel('Note').fill('Counsel looks at them elsewhere.');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.getByRole('heading', { name: 'Version 2' }).waitFor();
  await page.getByText('+ rules:').waitFor();
  await page.getByRole('button', { name: 'Try it out' }).click();
  await page.getByRole('heading', { name: 'What this policy would change' }).waitFor();
  for (const again = page.getByRole('link', { name: 'Look again' }); (await again.count()) > 0; )
    await again.click();
  await page.getByText('Done; nothing was changed.').waitFor();
  const closes = await page.locator('dl.facts div').nth(1).locator('dd').textContent();
  expect(Number(closes)).toBeGreaterThan(0);
  await page.getByRole('link', { name: 'license-needs-review' }).click();
  await page.getByText('Those of license-needs-review').waitFor();
  // It is found again from the policy, and leads to where its text is published.
  await page.getByRole('link', { name: 'All projects' }).click();
  await page.getByRole('region', { name: 'Dry runs' }).getByRole('link').first().click();
  await page.getByRole('heading', { name: 'What this policy would change' }).waitFor();
  await page.getByRole('link', { name: 'Publish or discard this draft' }).click();
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByText('published by admin').waitFor();
  await page.getByRole('region', { name: 'Dry runs' }).getByRole('link').first().click();
  await page.getByText('This text is no draft any more.').waitFor();
  for (let due = 1; due > 0; )
    due = (
      await answerOf<{ due: { value: number } }>(`${server.url}/api/v1/policies/judging`, {
        headers: headers(),
      })
    ).due.value;
  await page.goto(`${server.url}/`);
  expect(await page.getByText('license-needs-review').count()).toBe(0);
});

test('what is wrong is marked while it is written, and a dry run shows how far it is', async () => {
  const page = await open('/policies/all');
  await page.getByLabel('Text').fill('pinning: { container-image: digested }\n');
  await page.getByText('Line 1').waitFor();
  await page.getByLabel('Text').fill('pinning: { container-image: digest }\n');
  await page.getByText('No defects.').waitFor();
  await page.getByRole('button', { name: 'Try it out' }).click();
  await page.getByText('2 of 2 projects judged').waitFor();
  await page.locator('[data-live="done"]').waitFor();
  expect(await page.getByRole('row', { name: /version-not-pinned/ }).count()).toBe(1);
  // As if it had more projects than a test does.
  const database = new Sqlite(join(folder, 'fineprint.db'));
  const begun = `update dry_run set state = 'running', finished_at = null where uid = ?`;
  database.prepare(begun).run(new URL(page.url()).pathname.split('/').at(-1));
  database.close();
  await page.reload();
  await isRight(page);
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByText('2 of 2 projects judged. Stopped; nothing was changed.').waitFor();
  expect(await page.getByRole('button', { name: 'Stop' }).count()).toBe(0);
});

test('its pages are right for axe, in light and dark and on a phone', async () => {
  const start = await open('/policies');
  const own = await start.locator('tbody a[href^="/policies/versions"]').first().getAttribute('href');
  const written = await open('/policies/all');
  await written.getByLabel('Text').fill(`${text}pinning: { container-image: digest }\n`);
  await written.getByRole('button', { name: 'Try it out' }).click();
  await written.locator('[data-live="done"]').waitFor();
  const paths = ['/policies', '/policies/all', `${own}`, new URL(written.url()).pathname];
  for (const options of [wide, { ...wide, colorScheme: 'dark' as const }, phone]) {
    const shown = await open('/policies', options);
    for (const path of paths) {
      await shown.goto(`${server.url}${path}`);
      await isRight(shown);
    }
  }
});

test('the text that is edited is the text that was saved, hidden letters as well', async () => {
  const page = await open('/policies/all', withoutScript);
  const written = `# A name with a joiner: \u0915\u094d\u200d\u0937\n${text}`;
  await page.getByLabel('Text').fill(written);
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.getByRole('button', { name: 'Publish' }).waitFor();
  expect(await page.getByLabel('Text').inputValue()).toBe(written);
});

test('what somebody wrote is lost neither when it is tried out nor when it is refused', async () => {
  const page = await open('/policies/all', withoutScript);
  const tried = `# Tried out.\n${text}`;
  await page.getByLabel('Text').fill(tried);
  await page.getByRole('button', { name: 'Try it out' }).click();
  await page.getByRole('heading', { name: 'What this policy would change' }).waitFor();
  await page.getByRole('link', { name: 'All projects' }).click();
  expect(await page.getByLabel('Text').inputValue()).toBe(tried);
  const versions = await page.getByRole('link', { name: /^Version/ }).count();
  // Tried out as it is saved, it is no other version; and four are not tried out at once.
  const scope = { is: 'all' };
  const body = JSON.stringify({ scope, text });
  for (const _ of [1, 2])
    await fetch(`${server.url}/api/v1/policies/dry-runs`, { method: 'POST', headers: headers(), body });
  const database = new Sqlite(join(folder, 'fineprint.db'));
  database.prepare(`update dry_run set state = 'running', finished_at = null`).run();
  await page.getByRole('button', { name: 'Try it out' }).click();
  await page.getByRole('alert').getByText('Enough policies are tried out at the time').waitFor();
  expect(await page.getByLabel('Text').inputValue()).toBe(tried);
  expect(await page.getByRole('link', { name: /^Version/ }).count()).toBe(versions);
  database.prepare(`update dry_run set state = 'stopped', finished_at = 0`).run();
  database.close();
  // Somebody else saves meanwhile.
  const { items } = await answerOf<PolicyVersionPage>(`${server.url}/api/v1/policies/versions`, {
    headers: headers(),
  });
  const other = JSON.stringify({ scope, text, madeFrom: items[0]?.id });
  await fetch(`${server.url}/api/v1/policies/versions`, { method: 'POST', headers: headers(), body: other });
  const mine = `# Mine.\n${text}`;
  await page.getByLabel('Text').fill(mine);
  await page.getByLabel('Note').fill('As was agreed.');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.getByRole('alert').getByText('Somebody else saved').waitFor();
  expect(await page.getByLabel('Text').inputValue()).toBe(mine);
  expect(await page.getByLabel('Note').inputValue()).toBe('As was agreed.');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.getByRole('alert').waitFor({ state: 'detached' });
  expect(await page.getByLabel('Text').inputValue()).toBe(mine);
  expect(complaints.splice(0)).toEqual([expect.stringContaining('429'), expect.stringContaining('409')]);
});

test('what was decided is a file to take away', async () => {
  const page = await open('/projects');
  await page.locator('tbody a').first().click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'What was decided, as a policy file' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/-waivers\.yaml$/);
});
