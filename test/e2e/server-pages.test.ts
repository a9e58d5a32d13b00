import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeReport } from '@fineprint/core';
import type { Server } from '@fineprint/server';
import { pages } from '@fineprint/web';
import chromium from '@sparticuz/chromium';
import axe from 'axe-core';
import { runScan } from 'fineprint';
import { type Browser, type BrowserContextOptions, chromium as driver, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { answerOf, served } from './served.ts';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-pages-'));
const failures: unknown[] = [];
let server: Server;
let browser: Browser;
let state: Awaited<ReturnType<ReturnType<Page['context']>['storageState']>>;

beforeAll(async () => {
  server = await served(folder, { pages, failed: (cause) => failures.push(cause) });
  browser = await driver.launch({ executablePath: await chromium.executablePath(), args: ['--no-sandbox'] });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.url}/welcome?code=${server.firstCode}`);
  await page.getByRole('button', { name: 'Come in' }).click();
  await page.getByRole('heading', { name: 'What waits for a decision' }).waitFor();
  state = await context.storageState();
  await context.close();
  await send('harbour', 'one');
  await send('harbour', 'two');
});
afterAll(async () => {
  await browser.close();
  await server.stop(10_000);
  rmSync(folder, { recursive: true });
});

const complaints: string[] = [];
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  expect([...complaints.splice(0), ...failures], 'nothing fails in a page or in the server').toEqual([]);
});

/** Sends what a scan of a test repository says as the report of a project, and waits until it is taken in. */
async function send(repository: string, project: string): Promise<void> {
  const env = { SOURCE_DATE_EPOCH: '1790000000' };
  const { report } = await runScan(`test/repos/${repository}`, {
    policies: [],
    exclude: [],
    only: [],
    cache: null,
    env,
  });
  const cookie = state.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const headers = { cookie, origin: server.url, 'content-type': 'application/json' };
  const url = `${server.url}/api/v1/reports?project=${project}`;
  const { statusUrl } = await answerOf<{ statusUrl: string }>(url, {
    method: 'POST',
    headers,
    body: writeReport(report),
  });
  for (let is = 'queued'; is === 'queued'; )
    is = (await answerOf<{ state: string }>(`${server.url}${statusUrl}`, { headers })).state;
}

const wide = { viewport: { width: 1280, height: 900 } };
const phone = { viewport: { width: 360, height: 740 } };

/** Opens a page as its administrator; whatever fails in it, or asks elsewhere, is kept. */
async function open(path: string, options: BrowserContextOptions = wide): Promise<Page> {
  const context = await browser.newContext({ ...options, storageState: state });
  const page = await context.newPage();
  page.on('request', (request) => {
    if (!request.url().startsWith(`${server.url}/`)) complaints.push(`asks for ${request.url()}`);
  });
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(`${server.url}${path}`);
  return page;
}

/** What axe-core objects to, a line each. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate<axe.AxeResults>('axe.run({ resultTypes: ["violations"] })');
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary}`),
  );
}

test('whoever is not known is asked to log in, and a link lets in once', async () => {
  const context = await browser.newContext(wide);
  const page = await context.newPage();
  const answer = await page.goto(`${server.url}/projects`);
  expect(answer?.status()).toBe(401);
  await page.goto(`${server.url}/welcome?code=${server.firstCode}`);
  await page.getByRole('button', { name: 'Come in' }).click();
  await page.getByText('This link was used already').waitFor();
});

/** How many tables are wider than the place that they have, so that part of them is out of sight. */
const cutTables = `[...document.querySelectorAll('table')].filter((table) => {
  const { clientWidth } = table.parentElement;
  const { paddingLeft, paddingRight } = getComputedStyle(table.parentElement);
  return table.checkVisibility() && table.offsetWidth > clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) + 1;
}).length`;

test('every page is right for axe, in light and dark and on a phone', async () => {
  const page = await open('/');
  const question = await page.locator('a.row').first().getAttribute('href');
  const project = await (await open('/projects')).locator('tbody a').first().getAttribute('href');
  const component = await (await open('/components')).locator('.rows a').first().getAttribute('href');
  const paths = [
    '/',
    question,
    '/projects',
    project,
    '/components',
    component,
    '/licenses',
    '/decisions',
    '/policies',
    '/audit',
    '/webhooks',
    `${project}/record`,
    '/nothing',
  ];
  for (const options of [wide, { ...wide, colorScheme: 'dark' as const }, phone]) {
    const shown = await open('/', options);
    for (const path of paths) {
      await shown.goto(`${server.url}${path}`);
      expect([path, await violations(shown)]).toEqual([path, []]);
      const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      expect([path, await shown.evaluate(overflow)]).toEqual([path, 0]);
      expect([path, await shown.evaluate(cutTables)]).toEqual([path, 0]);
    }
  }
  complaints.splice(0, complaints.length, ...complaints.filter((each) => !each.includes('404 (Not Found)')));
});

test('a reviewer decides by keyboard, once for all projects, and takes it back', async () => {
  const page = await open('/');
  const before = await page.locator('a.row').count();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  const name = await page.locator('a.row').first().locator('strong').textContent();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: name ?? '' }).waitFor();
  await page.getByText('in 2 projects').first().waitFor();
  await page.getByRole('radio', { name: /^Approve As long/ }).check();
  await page.getByRole('textbox', { name: 'Reason' }).fill('Our counsel has read it.');
  await page.getByRole('button', { name: 'Decide', exact: true }).click();
  await page.getByRole('heading', { name: 'What waits for a decision' }).waitFor();
  expect(await page.locator('a.row').count()).toBe(before - 1);
  await page.getByRole('link', { name: 'Decisions' }).click();
  await page.getByText('Our counsel has read it.').waitFor();
  await page.locator('summary', { hasText: 'Withdraw' }).click();
  await page.getByRole('textbox', { name: 'Why' }).fill('Only tried.');
  await page.getByRole('button', { name: 'Withdraw' }).click();
  await page.getByText('Withdrawn').first().waitFor();
  await page.getByRole('link', { name: 'Inbox' }).click();
  await page.getByRole('heading', { name: 'What waits for a decision' }).waitFor();
  expect(await page.locator('a.row').count()).toBe(before);
});

test('a webhook that is told nothing is not made, and what was filled in stays', async () => {
  const page = await open('/webhooks', { ...wide, javaScriptEnabled: false });
  await page.getByLabel('Name').fill('chat');
  await page.getByLabel('Address').fill('https://chat.example/a-secret');
  await page.getByRole('radio', { name: 'Sentences' }).check();
  await page.getByRole('button', { name: 'Make the webhook' }).click();
  await page.getByRole('alert').getByText('Choose what it is told.').waitFor();
  expect(await page.getByLabel('Name').inputValue()).toBe('chat');
  expect(await page.getByLabel('Address').inputValue()).toBe('https://chat.example/a-secret');
  expect(await page.getByRole('radio', { name: 'Sentences' }).isChecked()).toBe(true);
  await page.getByRole('checkbox', { name: 'A policy was published' }).check();
  await page.getByLabel('Address').fill('https://127.0.0.1/a-secret');
  await page.getByRole('button', { name: 'Make the webhook' }).click();
  await page.getByRole('alert').getByText('private address').waitFor();
  expect(await page.getByRole('checkbox', { name: 'A policy was published' }).isChecked()).toBe(true);
  expect(complaints.splice(0).filter((each) => !each.includes('400 (Bad Request)'))).toEqual([]);
});

test('pages work without a script', async () => {
  const page = await open('/', { ...wide, javaScriptEnabled: false });
  await page.locator('a.row').first().click();
  await page.getByRole('button', { name: 'Decide', exact: true }).waitFor();
  await page.getByRole('link', { name: 'Projects' }).click();
  await page.getByRole('link', { name: 'one', exact: true }).click();
  await page.getByRole('heading', { name: 'Components' }).waitFor();
});
