import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeReport } from '@fineprint/core';
import type { Server } from '@fineprint/server';
import { pages } from '@fineprint/web';
import chromium from '@sparticuz/chromium';
import axe from 'axe-core';
import { runScan } from 'fineprint';
import { type Browser, chromium as driver, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Receiver, startReceiver } from '../../packages/server/src/webhooks/receiver.testkit.ts';
import { served } from './served.ts';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-exports-'));
const failures: unknown[] = [];
let receiver: Receiver;
let server: Server;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  receiver = await startReceiver();
  const webhookHosts = [receiver.host];
  server = await served(folder, { pages, webhookHosts, failed: (cause) => failures.push(cause) });
  browser = await driver.launch({ executablePath: await chromium.executablePath(), args: ['--no-sandbox'] });
  page = await (await browser.newContext()).newPage();
  await page.goto(`${server.url}/welcome?code=${server.firstCode}`);
  await page.getByRole('button', { name: 'Come in' }).click();
  await page.getByRole('heading', { name: 'What waits for a decision' }).waitFor();
  await send();
});
afterAll(async () => {
  await browser.close();
  await server.stop(10_000);
  await receiver.close();
  rmSync(folder, { recursive: true });
  expect(failures).toEqual([]);
});

/** Sends what a scan of a test repository says, and waits until it is taken in. */
async function send(): Promise<void> {
  const env = { SOURCE_DATE_EPOCH: '1790000000' };
  const asked = { policies: [], exclude: [], only: [], cache: null, env };
  const { report } = await runScan('test/repos/harbour', asked);
  const { request } = page.context();
  const headers = { origin: server.url, 'content-type': 'application/json' };
  const sent = await request.post(`${server.url}/api/v1/reports?project=harbour`, {
    data: writeReport(report),
    headers,
  });
  const { statusUrl } = await sent.json();
  for (let is = 'queued'; is === 'queued'; )
    is = (await (await request.get(`${server.url}${statusUrl}`)).json()).state;
}

async function violations(): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate<axe.AxeResults>('axe.run({ resultTypes: ["violations"] })');
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target.join(' ')}`));
}

/** Clicks a link to a file and answers what was kept. */
async function taken(name: string): Promise<{ readonly name: string; readonly text: string }> {
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name, exact: true }).click();
  const file = await download;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
}

test('a project is taken away as notices, SBOM and lists, and as a record to print', async () => {
  await page.goto(`${server.url}/projects`);
  await page.getByRole('link', { name: 'harbour', exact: true }).click();
  await page.getByRole('heading', { name: 'Exports' }).waitFor();
  const notice = await taken('Notices');
  expect(notice.name).toMatch(/^harbour-[0-9a-f]{8}\.notice\.txt$/);
  expect(notice.text).toContain('Third-party notices');
  expect(JSON.parse((await taken('CycloneDX 1.6')).text).bomFormat).toBe('CycloneDX');
  expect((await taken('findings')).text).toMatch(/^level,rule,state,/);
  await page.getByRole('link', { name: 'Record to print' }).click();
  await page.getByRole('heading', { name: 'Record of harbour' }).waitFor();
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('navigation').isVisible()).toBe(false);
  expect(await page.getByText('Print it, or keep it').isVisible()).toBe(false);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  await page.emulateMedia({ media: 'screen' });
});

test('a webhook is made in the browser, shows its secret once, and is told something', async () => {
  await page.goto(`${server.url}/audit`);
  await page.getByRole('link', { name: 'Webhooks' }).click();
  await page.getByLabel('Name').fill('Chat');
  await page.getByLabel('Address').fill('https://10.0.0.1/hook');
  await page.getByRole('checkbox', { name: /^A decision was made/ }).check();
  await page.getByRole('button', { name: 'Make the webhook' }).click();
  await page.getByText('10.0.0.1 is a private address').waitFor();
  await page.goBack();
  await page.getByLabel('Name').fill('Chat');
  await page.getByLabel('Address').fill(`${receiver.origin}/secret-path`);
  await page.getByRole('checkbox', { name: /^A decision was made/ }).check();
  await page.getByRole('button', { name: 'Make the webhook' }).click();
  await page.getByText(/^whsec_/).waitFor();
  expect(page.url()).not.toContain('whsec_');
  expect(await violations()).toEqual([]);
  await page.getByRole('link', { name: 'Go on' }).click();
  await page.getByRole('link', { name: 'Chat' }).click();
  await page.getByRole('button', { name: 'Send a trial' }).click();
  for (let isTold = false; !isTold; ) {
    await page.reload();
    isTold = await page.getByText('Told', { exact: true }).isVisible();
  }
  expect(receiver.received.map(({ url, body }) => [url, JSON.parse(body).type])).toEqual([
    ['/secret-path', 'webhook.tried'],
  ]);
  expect(await page.content()).not.toContain('secret-path');
  expect(await violations()).toEqual([]);
  await page.getByRole('button', { name: 'Remove it' }).click();
  await page.getByText('There are none.').waitFor();
});

test('the audit log is taken away as a signed bundle', async () => {
  await page.goto(`${server.url}/audit`);
  const bundle = await taken('Signed bundle for auditors');
  expect(bundle.name).toMatch(/^fineprint-audit-\d{4}-\d\d-\d\d\.zip$/);
  expect(bundle.text.slice(0, 2)).toBe('PK');
});
