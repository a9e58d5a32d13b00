import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Report, writeReport } from '@fineprint/core';
import type { Server } from '@fineprint/server';
import { pages } from '@fineprint/web';
import chromium from '@sparticuz/chromium';
import axe from 'axe-core';
import { runScan } from 'fineprint';
import { type Browser, type BrowserContextOptions, chromium as driver, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { answerOf, served } from './served.ts';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-history-'));
const complaints: unknown[] = [];
let server: Server;
let browser: Browser;
let state: Awaited<ReturnType<ReturnType<Page['context']>['storageState']>>;
let harbour: Report;

beforeAll(async () => {
  server = await served(folder, { pages, failed: (cause) => complaints.push(cause) });
  browser = await driver.launch({ executablePath: await chromium.executablePath(), args: ['--no-sandbox'] });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.url}/welcome?code=${server.firstCode}`);
  await page.getByRole('button', { name: 'Come in' }).click();
  await page.getByRole('heading', { name: 'What waits for a decision' }).waitFor();
  state = await context.storageState();
  await context.close();
  harbour = await scanned();
  await send(harbour, 'main');
  await send(relicensed(harbour, 1), 'main');
  await send(relicensed(harbour, 2), 'pr/7');
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

async function scanned(): Promise<Report> {
  const asked = {
    policies: [],
    exclude: [],
    only: [],
    cache: null,
    env: { SOURCE_DATE_EPOCH: '1790000000' },
  };
  return (await runScan('test/repos/harbour', asked)).report;
}

/** The repository some days later: the first components are gone, and one of the others has another licence. */
function relicensed(report: Report, days: number): Report {
  const components = report.components.slice(days).map((component, at) =>
    at > 0
      ? component
      : {
          ...component,
          license: {
            ...component.license,
            concluded: { ...component.license.concluded, is: 'expression' as const, expression: 'BUSL-1.1' },
          },
        },
  );
  const refs = new Set(components.map(({ ref }) => ref));
  const asOf = new Date(1_790_000_000_000 + days * 86_400_000).toISOString();
  return {
    ...report,
    components,
    findings: report.findings.filter(({ ref }) => ref === null || refs.has(ref)),
    dependencies: report.dependencies.map(({ dependsOn, ...each }) => ({
      ...each,
      dependsOn: dependsOn.filter((ref) => refs.has(ref)),
    })),
    scan: { ...report.scan, asOf },
    summary: { ...report.summary, components: components.length },
  };
}

async function send(report: Report, channel: string, project = 'harbour'): Promise<void> {
  const cookie = state.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const headers = { cookie, origin: server.url, 'content-type': 'application/json' };
  const url = `${server.url}/api/v1/reports?project=${project}&channel=${encodeURIComponent(channel)}`;
  const body = writeReport(report);
  const { statusUrl } = await answerOf<{ statusUrl: string }>(url, { method: 'POST', headers, body });
  for (let is = 'queued'; is === 'queued'; )
    is = (await answerOf<{ state: string }>(`${server.url}${statusUrl}`, { headers })).state;
}

const wide = { viewport: { width: 1280, height: 900 } };
const phone = { viewport: { width: 390, height: 844 } };

async function open(path: string, options: BrowserContextOptions = wide): Promise<Page> {
  const page = await (await browser.newContext({ ...options, storageState: state })).newPage();
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(`${server.url}${path}`);
  return page;
}

async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate<axe.AxeResults>('axe.run({ resultTypes: ["violations"] })');
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary}`),
  );
}

async function addressOf(page: Page, name: string): Promise<string> {
  const address = await page.getByRole('link', { name }).first().getAttribute('href');
  if (address === null) throw new Error(`There is no link "${name}".`);
  return address;
}

test('every page of the past is right for axe, in light and dark and on a phone', async () => {
  const start = await open('/projects');
  const project = await addressOf(start, 'harbour');
  await start.goto(`${server.url}${project}`);
  const compared = await addressOf(start, 'against main');
  const component = (await start.locator('table.cards a').first().getAttribute('href')) ?? '';
  const parts = [
    '',
    '/findings?state=open',
    '/components',
    '/obligations',
    '/obligations?channel=pr%2F7',
    '/history',
    '/history?channel=pr%2F7',
    '/dependencies',
  ];
  const paths = ['/portfolio', ...parts.map((part) => `${project}${part}`), compared, component];
  for (const options of [wide, { ...wide, colorScheme: 'dark' as const }, phone]) {
    const page = await open('/', options);
    for (const path of paths) {
      await page.goto(`${server.url}${path}`);
      await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
      expect([path, await violations(page)]).toEqual([path, []]);
      const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      expect([path, await page.evaluate(overflow)]).toEqual([path, 0]);
    }
  }
});

test('a reviewer goes from the project over its history to what changed, without a script', async () => {
  const page = await open('/projects', { ...wide, javaScriptEnabled: false });
  await page.getByRole('link', { name: 'harbour' }).click();
  await page.getByRole('img', { name: /^Findings from/ }).waitFor();
  await page.getByRole('link', { name: 'History', exact: true }).click();
  await page.getByText('First report').waitFor();
  await page.getByRole('button', { name: 'Compare “from” with “to”' }).click();
  await page.getByRole('heading', { name: 'Licences that changed' }).waitFor();
  const licenses = page.locator('section', { has: page.locator('#license') });
  await licenses.getByText('→ BUSL-1.1').waitFor();
  const gone = page.locator('section', { has: page.locator('#removed') });
  await gone.getByText(harbour.components[0]?.name ?? '').waitFor();
  await page.getByRole('link', { name: 'The other way round' }).click();
  await page.getByRole('heading', { name: 'Components that are new' }).waitFor();
});

test('a pull request is held against the main channel, at an address that its number makes', async () => {
  const page = await open('/projects');
  const project = (await addressOf(page, 'harbour')).replace('/projects/', '');
  await page.goto(`${server.url}/compare?project=${project}&channel=pr%2F7`);
  await page.getByText('pr/7').first().waitFor();
  await page.getByRole('heading', { name: 'Components that are gone' }).waitFor();
});

test('a list of changes that is longer than a page is shown in full, part by part', async () => {
  const many = relicensed(harbour, 3);
  const [last] = many.components.slice(-1);
  if (last === undefined) throw new Error('The repository has no component.');
  const renamed = Array.from({ length: 120 }, (_, at) => {
    const [key, ref] = [last.key, last.ref].map((text) => text.replace(last.name, `made-${at}`));
    return { ...last, name: `made-${at}`, key: `${key}`, ref: `${ref}` };
  });
  await send({ ...many, components: [...many.components, ...renamed] }, 'pr/8');
  const page = await open('/projects', { ...wide, javaScriptEnabled: false });
  const project = (await addressOf(page, 'harbour')).replace('/projects/', '');
  await page.goto(`${server.url}/compare?project=${project}&channel=pr%2F8`);
  const added = page.locator('section', { has: page.locator('#added') });
  expect(await added.locator('tbody tr').count()).toBe(10);
  await added.getByRole('link', { name: 'All 120' }).click();
  expect(await added.locator('tbody tr').count()).toBe(100);
  await added.getByRole('link', { name: 'Show more' }).click();
  expect(await added.locator('tbody tr').count()).toBe(20);
  await page.getByRole('link', { name: 'All changes' }).click();
  await page.getByRole('heading', { name: 'Components that are gone' }).waitFor();
});

test('a branch is held against the main channel also where more channels go before both', async () => {
  for (let number = 10; number < 62; number += 1) await send(harbour, `branch/${number}`, 'busy');
  await send(harbour, 'main', 'busy');
  await send(relicensed(harbour, 1), 'pr/1', 'busy');
  const page = await open('/projects', { ...wide, javaScriptEnabled: false });
  await page.getByRole('link', { name: 'busy' }).click();
  expect(await page.getByRole('link', { name: 'against main' }).count()).toBe(20);
  await page.getByRole('link', { name: 'More channels' }).click();
  await page.getByRole('link', { name: 'pr/1' }).click();
  await page.getByRole('link', { name: 'More channels' }).click();
  expect(await page.locator('.choices a').count()).toBe(3);
  await page.getByRole('link', { name: 'What pr/1 changes against main' }).click();
  await page.getByRole('heading', { name: 'Components that are gone' }).waitFor();
});

test('dependencies are walked from the repository to a component and to its page', async () => {
  const page = await open('/projects');
  await page.getByRole('link', { name: 'harbour' }).click();
  await page.getByRole('link', { name: 'Dependencies' }).click();
  await page.getByRole('heading', { name: /^Consists of/ }).waitFor();
  await page.locator('.right a.box').first().click();
  await page.locator('.right a.box').first().click();
  await page.locator('.right a.box').first().click();
  const name = (await page.locator('.middle strong').textContent()) ?? '';
  await page.getByRole('link', { name: 'Who else uses it' }).click();
  await page.getByRole('heading', { name: 'Versions' }).waitFor();
  expect(name).toContain(await page.getByRole('heading', { level: 1 }).textContent());
});
