import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import chromium from '@sparticuz/chromium';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium as driver, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { htmlPage } from '../../packages/report/src/html/html.ts';
import { hostile, licenseText, pageReport, pageRules } from '../../packages/report/src/html/page.testkit.ts';
import { testMeans } from '../../packages/report/src/report.testkit.ts';

const directory = mkdtempSync(join(tmpdir(), 'fineprint-html-'));
const sizes = [10, 10_000] as const;
let browser: Browser;

beforeAll(async () => {
  for (const size of sizes) {
    const pieces = htmlPage.render(pageReport(size), { ...testMeans, rules: pageRules });
    writeFileSync(file(size), [...pieces].join(''));
  }
  browser = await driver.launch({ executablePath: await chromium.executablePath(), args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser.close();
  rmSync(directory, { recursive: true });
});

const complaints: string[] = [];
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  expect(complaints.splice(0), 'the page asks nothing of a network, and nothing fails in it').toEqual([]);
});

function file(size: number): string {
  return join(directory, `${size}.html`);
}

const wide = { viewport: { width: 1440, height: 900 } };
const phone = { viewport: { width: 360, height: 740 } };

/** Opens a report from its file; whatever it asks for besides, and whatever fails in it, is kept. */
async function open(
  size: (typeof sizes)[number],
  options: BrowserContextOptions = {},
  fragment = '',
): Promise<Page> {
  const context = await browser.newContext({ ...wide, ...options });
  const page = await context.newPage();
  const address = pathToFileURL(file(size)).href;
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== address) complaints.push(`asks for ${request.url()}`);
  });
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  await page.goto(`${address}${fragment}`);
  return page;
}

/** What axe-core objects to, a line each. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate<axe.AxeResults>('axe.run({ resultTypes: ["violations"] })');
  const { violations: all } = found;
  return all.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary}`),
  );
}

const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
const status = '[role="status"]';
const firstName = '.components tbody tr:first-child .name';

const visible = (selector: string) =>
  `[...document.querySelectorAll('${selector}')].filter((element) => element.checkVisibility()).length`;

describe.each(sizes)('a report of %i components', (size) => {
  test('at a desk and on a telephone, light and dark: nothing is out of reach or runs over the edge', async () => {
    const page = await open(size);
    await page.locator(firstName).click();
    for (const { viewport } of [wide, phone]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });
        await page.waitForFunction(`innerWidth === ${viewport.width} && ${overflow} === 0`);
        expect(await page.evaluate(overflow), `${viewport.width} ${colorScheme}`).toBe(0);
        if (size === 10) expect(await violations(page), `${viewport.width} ${colorScheme}`).toEqual([]);
      }
    }
  });

  test('printed: every finding and every component, and no control', async () => {
    const page = await open(size, {}, '#text=nothing-of-this-name');
    expect(await page.evaluate(visible('li[id^="finding-"]'))).toBe(0);
    await page.emulateMedia({ media: 'print' });
    await page.locator('.print-only').waitFor();
    expect(await page.locator('.print-only tbody tr').count()).toBe(size);
    expect(await page.evaluate(visible('button, input, select, #graph, .filter-bar'))).toBe(0);
    expect(await page.evaluate(visible('li[id^="finding-"]'))).toBe(
      Math.min(pageReport(size).findings.length, 2_000),
    );
    if (size === 10) expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(20_000);
    await page.emulateMedia({ media: 'screen' });
    await page.locator('.print-only').waitFor({ state: 'detached' });
  });

  test('without a script: the verdict, the findings and the components are there', async () => {
    const page = await open(size, { javaScriptEnabled: false });
    expect(await page.locator('#verdict-title').textContent()).toContain('Not accepted');
    expect(await page.locator('noscript table tbody tr, #components table tbody tr').count()).toBe(size);
    expect(await page.locator('li[id^="finding-"]').count()).toBe(
      Math.min(pageReport(size).findings.length, 2_000),
    );
    expect(await page.locator('li[id^="finding-"]').last().isVisible()).toBe(true);
    expect(await page.locator('#graph').isVisible()).toBe(false);
    await page.locator('.findings .about').first().click();
    expect(await page.locator(':target th').count()).toBe(1);
    expect(await page.locator('button, input').count()).toBe(0);
  });

  test('filters narrow findings and components, and say how many are left', async () => {
    const page = await open(size);
    expect(await page.locator(status).textContent()).toContain(`and ${count(size)} components`);
    await page.locator('.panel summary').click();
    await page.locator('#filter-class').selectOption('source-available');
    expect(await page.locator(status).textContent()).toContain(
      `and ${count(size / 5)} of ${count(size)} components`,
    );
    await page.locator('#filter-state').selectOption('new');
    await page.locator('#filter-text').fill('SERVICE');
    const { components, findings } = pageReport(size);
    const fresh = new Set(
      findings.flatMap(({ state, waiver, ref }) => (state === 'new' && !waiver ? [ref] : [])),
    );
    const kept = components.filter(
      ({ ref, license, name }) =>
        license.class === 'source-available' && fresh.has(ref) && name.includes('service'),
    );
    expect(kept.length).toBeGreaterThan(0);
    expect(await page.locator(status).textContent()).toContain(
      `${count(kept.length)} of ${count(size)} components`,
    );
    expect(page.url()).toContain('class=source-available');
    await page.getByRole('button', { name: 'Remove the filter Search: SERVICE' }).click();
    expect(await page.locator('#filter-text').inputValue()).toBe('');
    await page.getByRole('button', { name: 'Show everything' }).click();
    expect(await page.locator(status).textContent()).not.toContain(' of ');
  });

  test('any column sorts, versions as versions, and says how', async () => {
    const page = await open(size);
    const titles = ['Findings', 'Places', 'Component', 'Kind', 'Licence', 'Class', 'Pin', 'Usage'];
    for (const title of size === 10 ? titles : titles.slice(0, 2)) {
      const head = page.locator('#component-table').getByRole('columnheader', { name: title, exact: true });
      await head.getByRole('button').click();
      expect(await head.getAttribute('aria-sort'), title).toMatch(/^(?:ascending|descending)$/);
      expect(await page.locator('[aria-sort]').count(), title).toBe(1);
    }
    await page.getByRole('columnheader', { name: 'Version', exact: true }).getByRole('button').click();
    const versions = await page.locator('.components td.of-version').allTextContents();
    const minor = versions
      .filter((version) => /^1\./.test(version))
      .map((version) => Number(version.split('.')[1]));
    expect(minor).toEqual(minor.toSorted((a, b) => a - b));
    expect(versions.length).toBe(Math.min(size, 100));
  });

  test('a link to a component opens it; one to a rule shows its findings alone', async () => {
    const { components } = pageReport(size);
    const last = components.at(-1);
    const page = await open(size, {}, `#component=${encodeURIComponent(last?.ref ?? '')}`);
    expect(await page.locator('[aria-expanded="true"]').textContent()).toBe(last?.name);
    expect(await page.locator('.detail').isVisible()).toBe(true);
    expect(await page.evaluate('document.activeElement.textContent')).toBe(last?.name);
    await page.locator('.unseen a').first().click();
    await page.locator('.problem[open] .message').first().waitFor();
    await page.evaluate('location.hash = "component=not-here"');
    await page.getByRole('alert').filter({ hasText: 'no component "not-here"' }).waitFor();
    await page.evaluate('location.hash = "rule=license-unknown"');
    await page.locator('.chip').waitFor();
    expect(await page.locator('.rule:visible').count()).toBe(1);
    expect(await page.locator('.rule:visible h3').textContent()).toContain('Nobody can say');
  });
});

describe('with the keyboard', () => {
  test('the report is reached at once, a component opens and closes, a text gives the focus back', async () => {
    const page = await open(10);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('skip');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.closest("main") !== null')).toBe(true);
    const name = page.locator('.name', { hasText: 'redis-0' });
    await name.press('Enter');
    expect(await name.getAttribute('aria-expanded')).toBe('true');
    const show = page.getByRole('button', { name: 'Show the text' });
    await show.press('Enter');
    expect(await page.locator('dialog pre').textContent()).toBe(licenseText.text);
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Show the text');
    await name.press('Space');
    expect(await page.locator('.detail').count()).toBe(0);
  });

  test('the graph is walked from the repository to a component and what it needs, and back', async () => {
    const page = await open(10);
    const chosen = page.locator('.graph .middle .box strong');
    expect(await chosen.textContent()).toBe('shop');
    await page.locator('.graph .right .box').first().press('Enter');
    await page.locator('.graph .right .box').first().press('Enter');
    expect(await chosen.textContent()).toBe('deploy/0');
    await page.locator('.graph .right .box', { hasText: 'redis-0' }).press('Enter');
    expect(await chosen.textContent()).toBe('redis-0 1.0.0');
    expect(await page.locator('.graph .right .box').count()).toBe(3);
    expect(await page.locator('.graph .lines path').count()).toBe(4);
    expect(page.url()).toContain('graph=');
    await page.getByRole('button', { name: 'Show its details' }).press('Enter');
    expect(await page.locator('[aria-expanded="true"]').textContent()).toBe('redis-0');
  });

  test('colours are turned by a button, and are the system’s until then', async () => {
    const page = await open(10, { colorScheme: 'dark' });
    const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const dark = await ground();
    await page.getByRole('button', { name: 'Light colours' }).press('Enter');
    expect(await ground()).not.toBe(dark);
    expect(await page.getByRole('button', { name: 'Dark colours' }).count()).toBe(1);
  });
});

test('a text dialog, an open panel of filters and an open component are free of faults', async () => {
  const page = await open(10, {}, '#text=redis&component=container-image%3Aredis-0%401.0.0');
  await page.locator('.panel summary').click();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Show the text' }).click();
  expect(await violations(page)).toEqual([]);
});

test('what was scanned is shown as it is written, and nothing of it runs or leads anywhere', async () => {
  const page = await open(10);
  await page.locator('.name', { hasText: hostile.tag }).click();
  const detail = (await page.locator('.detail').textContent()) ?? '';
  for (const text of [hostile.attribute, hostile.address, 'name\\u{202e}gnp.exe\\x00'])
    expect(detail).toContain(text);
  expect(await page.locator('img, iframe, object, embed, [onerror], [onmouseover]').count()).toBe(0);
  const addresses = await page
    .locator('a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  expect(addresses.filter((address) => !/^(?:https?:\/\/|#)/.test(address))).toEqual([]);
  const outside = page.locator('a[href^="http"]');
  expect(await outside.count()).toBeGreaterThan(0);
  expect(
    new Set(await outside.evaluateAll((links) => links.map((link) => link.getAttribute('rel')))),
  ).toEqual(new Set(['noopener noreferrer']));
});

function count(number: number): string {
  return number.toLocaleString('en');
}
