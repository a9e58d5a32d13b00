import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessOptions, type PeoplePage, type Server } from '@fineprint/server';
import { pages } from '@fineprint/web';
import chromium from '@sparticuz/chromium';
import axe from 'axe-core';
import { type Browser, chromium as driver, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  client,
  startProvider,
  type TestProvider,
} from '../../packages/server/src/access/login/provider.testkit.ts';
import { answerOf, served } from './served.ts';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-access-'));
const failures: unknown[] = [];
let provider: TestProvider;
let server: Server;
let browser: Browser;

beforeAll(async () => {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  provider = await startProvider([`${origin}/login/back`]);
  server = await served(folder, {
    pages,
    port,
    failed: (cause) => failures.push(cause),
    ...accessOptions({
      FINEPRINT_OIDC_ISSUER: provider.url,
      FINEPRINT_OIDC_CLIENT_ID: client.id,
      FINEPRINT_OIDC_CLIENT_SECRET: client.secret,
    }),
  });
  browser = await driver.launch({ executablePath: await chromium.executablePath(), args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser.close();
  await server.stop(10_000);
  await provider.stop();
  rmSync(folder, { recursive: true });
});

const complaints: string[] = [];
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  expect([...complaints.splice(0), ...failures, ...provider.failures]).toEqual([]);
});

/** A port that nobody has: the provider has to know where the server is before it is there. */
async function freePort(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const holder = createServer().listen(0, '127.0.0.1', resolve);
  await promise;
  const { port } = holder.address() as AddressInfo;
  const closed = Promise.withResolvers<void>();
  holder.close(() => closed.resolve());
  await closed.promise;
  return port;
}

async function newcomer(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(String(error)));
  return page;
}

/** Logs in at the provider's own pages, whose people have any password. */
async function atProvider(page: Page, login: string): Promise<void> {
  await page.waitForURL(`${provider.url}/**`);
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill('any');
  await page.locator('button[type=submit]').click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

/** What axe-core objects to, a line each. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate<axe.AxeResults>('axe.run({ resultTypes: ["violations"] })');
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target.join(' ')}`));
}

const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

test('an administrator invites somebody, who logs in at the provider; makes and revokes a token; trusts a repository', async () => {
  const admin = await newcomer();
  await admin.goto(`${server.url}/welcome?code=${server.firstCode}`);
  await admin.getByRole('button', { name: 'Come in' }).click();
  await admin.getByRole('link', { name: 'Access' }).click();
  await admin.getByLabel('Name').fill('Ada');
  await admin.locator('#role-invited').selectOption('reviewer');
  await admin.getByRole('button', { name: 'Make the link' }).click();
  const link = (await admin.locator('.secret').textContent()) ?? '';
  expect(link).toMatch(/\/welcome\?code=[\w-]{43}$/);
  expect(admin.url()).not.toContain(link.slice(-43));

  const ada = await newcomer();
  await ada.goto(link);
  await ada.getByRole('link', { name: 'Log in and come in' }).click();
  await atProvider(ada, 'ada');
  await ada.getByRole('heading', { name: 'What waits for a decision' }).waitFor();
  expect(await ada.getByRole('navigation', { name: 'Main' }).getByRole('link').allTextContents()).toEqual([
    ...['Inbox', 'Portfolio', 'Projects', 'Components', 'Licences', 'Decisions', 'Policies'],
  ]);
  await ada.goto(`${server.url}/access`);
  await ada.getByText('which Ada does not have').waitFor();
  await ada.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Decisions' }).waitFor();
  expect(await ada.getByRole('link', { name: 'Access' }).count()).toBe(0);
  await ada.getByRole('button', { name: 'Log out' }).click();
  await ada.getByRole('heading', { name: 'Log in' }).waitFor();
  await ada.getByRole('link', { name: 'Log in' }).click();
  // The provider still knows who it is, and was told once what this server may know.
  await ada.getByRole('heading', { name: 'What waits for a decision' }).waitFor();

  await admin.goto(`${server.url}/access`);
  await admin.getByText('logs in at the provider').waitFor();
  await admin.getByRole('link', { name: 'Tokens' }).click();
  await admin.getByLabel('What it is for').fill('deploy');
  await admin.getByRole('button', { name: 'Make the token' }).click();
  const token = (await admin.locator('.secret').textContent()) ?? '';
  expect(token).toMatch(/^fp_\w{12}_[\w-]{43}_[0-9a-f]{8}$/);
  const asked = () =>
    fetch(`${server.url}/api/v1/waivers?project=x`, { headers: { authorization: `Bearer ${token}` } });
  expect((await asked()).status).toBe(404);
  await admin.getByRole('link', { name: 'Go on' }).click();
  expect(await admin.content()).not.toContain(token.slice(16, 50));
  await admin.getByRole('button', { name: 'Revoke deploy' }).click();
  await admin.getByText('revoked on').waitFor();
  expect((await asked()).status).toBe(401);

  await admin.getByRole('link', { name: 'Pipelines' }).click();
  await admin.getByLabel("Owner's id").fill('42');
  await admin.getByLabel("Repository's id").fill('7');
  await admin.getByRole('button', { name: 'Trust it' }).click();
  await admin.getByText('Repository 7 of owner 42', { exact: true }).waitFor();
});

test('somebody whom nobody has invited is told so, and may not come in', async () => {
  const eve = await newcomer();
  await eve.goto(server.url);
  await eve.getByRole('link', { name: 'Log in' }).click();
  await atProvider(eve, 'eve');
  await eve.getByText('You are known, but nobody has invited you yet.').waitFor();
  expect((await eve.goto(`${server.url}/projects`))?.status()).toBe(401);
});

test('to change what somebody may begins with what they may, and says everywhere only where it is chosen', async () => {
  const server = await served(join(folder, 'third'), { pages, failed: (cause) => failures.push(cause) });
  const admin = await newcomer();
  await admin.goto(`${server.url}/welcome?code=${server.firstCode}`);
  await admin.getByRole('button', { name: 'Come in' }).click();
  await admin.getByRole('link', { name: 'Access' }).click();
  await admin.getByLabel('Name').fill('Ann');
  await admin.locator('#role-invited').selectOption('reviewer');
  await admin.locator('#group-invited').selectOption({ label: 'default' });
  await admin.getByRole('button', { name: 'Make the link' }).click();
  await admin.getByRole('link', { name: 'Go on' }).click();
  const ann = admin.locator('.entry', { hasText: 'Ann' });
  await ann.getByText('Change').click();
  await ann.getByLabel('Role').selectOption('policy-author');
  await ann.getByRole('button', { name: 'Set the role' }).click();
  await ann.getByText('policy-author in default').waitFor();
  const [cookie] = await admin.context().cookies();
  const users = `${server.url}/api/v1/users`;
  const headers = {
    cookie: `${cookie?.name}=${cookie?.value}`,
    origin: server.url,
    'content-type': 'application/json',
  };
  const { items } = await answerOf<PeoplePage>(users, { headers });
  const id = items.find(({ name }) => name === 'Ann')?.id;
  const roles = [
    { role: 'viewer', group: null },
    { role: 'reviewer', group: 'default' },
  ];
  await fetch(`${users}/${id}/roles`, { method: 'PUT', headers, body: JSON.stringify({ roles }) });
  await admin.reload();
  await ann.getByText('Change').click();
  // Of several roles none is the one that is meant.
  await ann.getByRole('button', { name: 'Set the role' }).click();
  await ann.getByLabel('Role').selectOption('viewer');
  await ann.getByRole('button', { name: 'Set the role' }).click();
  expect(await ann.locator('.grant').count()).toBe(2);
  await ann.getByLabel('Where').selectOption({ label: 'every project group' });
  await ann.getByRole('button', { name: 'Set the role' }).click();
  await ann.getByText('viewer everywhere').waitFor();
  expect(await ann.locator('.grant').count()).toBe(1);
  // What is refused is shown again as it was filled in.
  await admin.locator('#invited').fill('Ann');
  await admin.locator('#role-invited').selectOption('reviewer');
  await admin.locator('#group-invited').selectOption({ label: 'default' });
  await admin.getByRole('button', { name: 'Make the link' }).click();
  await admin.getByRole('alert').getByText('There is somebody named "Ann" already.').waitFor();
  expect(await admin.locator('#invited').inputValue()).toBe('Ann');
  expect(await admin.locator('#role-invited').inputValue()).toBe('reviewer');
  expect(await admin.locator('#group-invited option:checked').textContent()).toBe('default');
  await admin.getByRole('link', { name: 'Pipelines' }).click();
  await admin.getByLabel("Owner's id").fill('42');
  await admin.getByLabel('Project of one repository').fill('shop');
  await admin.getByLabel('Refs that may').fill('refs/tags/*');
  await admin.getByRole('button', { name: 'Trust it' }).click();
  await admin.getByRole('alert').waitFor();
  expect(await violations(admin)).toEqual([]);
  expect(await admin.getByLabel("Owner's id").inputValue()).toBe('42');
  expect(await admin.getByLabel('Project of one repository').inputValue()).toBe('shop');
  expect(await admin.getByLabel('Refs that may').inputValue()).toBe('refs/tags/*');
  await server.stop(10_000);
});

test('the pages of access are right for axe, in light and dark and on a phone, and work without a script', async () => {
  const admin = await newcomer();
  const second = await served(join(folder, 'second'), { pages, failed: (cause) => failures.push(cause) });
  await admin.goto(`${second.url}/welcome?code=${second.firstCode}`);
  expect(await violations(admin)).toEqual([]);
  await admin.getByRole('button', { name: 'Come in' }).click();
  await admin.goto(`${second.url}/access/tokens`);
  await admin.getByLabel('What it is for').fill('deploy');
  await admin.getByRole('button', { name: 'Make the token' }).click();
  expect(await violations(admin)).toEqual([]);
  const state = await admin.context().storageState();
  const wide = { viewport: { width: 1280, height: 900 } };
  const looks = [wide, { ...wide, colorScheme: 'dark' as const }, { viewport: { width: 360, height: 740 } }];
  for (const look of looks) {
    const page = await (await browser.newContext({ ...look, storageState: state })).newPage();
    for (const path of ['/access', '/access/tokens', '/access/pipelines']) {
      await page.goto(`${second.url}${path}`);
      for (const summary of await page.locator('summary').all()) await summary.click();
      expect([path, await violations(page)]).toEqual([path, []]);
      expect([path, await page.evaluate(overflow)]).toEqual([path, 0]);
    }
  }
  const plain = await (await browser.newContext({ javaScriptEnabled: false, storageState: state })).newPage();
  await plain.goto(`${second.url}/access/tokens`);
  await plain.getByRole('button', { name: 'Revoke deploy' }).click();
  await plain.getByText('revoked on').waitFor();
  await second.stop(10_000);
});
