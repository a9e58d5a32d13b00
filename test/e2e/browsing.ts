import { type Report, writeReport } from '@fineprint/core';
import type { Server } from '@fineprint/server';
import chromium from '@sparticuz/chromium';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium as driver, type Page } from 'playwright-core';
import { answerOf } from './served.ts';

/** The widths at which pages are looked at. */
export const wide = { viewport: { width: 1280, height: 900 } };
export const phone = { viewport: { width: 360, height: 740 } };

/** Starts a real browser. */
export async function launched(): Promise<Browser> {
  return driver.launch({ executablePath: await chromium.executablePath(), args: ['--no-sandbox'] });
}

type State = Awaited<ReturnType<ReturnType<Page['context']>['storageState']>>;

/** Somebody who uses the server with a browser. */
export interface Person {
  /** Opens a page; whatever fails in it, or asks elsewhere, is kept. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
  /** Asks the API in the name of this person. */
  ask<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T>;
  /** Sends a report as that of a project, and waits until it is taken in. */
  send(report: Report, project: string): Promise<void>;
}

/** Lets somebody come in by a link that works once. */
export async function comeIn(
  { url }: Pick<Server, 'url'>,
  link: string,
  browser: Browser,
  complaints: string[],
): Promise<Person> {
  const context = await browser.newContext();
  const first = await context.newPage();
  await first.goto(link);
  await first.getByRole('button', { name: 'Come in' }).click();
  await first.getByRole('heading', { name: 'What waits for a decision' }).waitFor();
  const state: State = await context.storageState();
  await context.close();
  const cookie = state.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const headers = { cookie, origin: url, 'content-type': 'application/json' };
  const ask = <T>(method: 'GET' | 'POST', path: string, body?: object) =>
    answerOf<T>(`${url}/api/v1${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    ask,
    open: async (path, options = wide) => {
      const own = await browser.newContext({ ...options, storageState: state });
      const page = await own.newPage();
      page.on('request', (request) => {
        if (!request.url().startsWith(`${url}/`)) complaints.push(`asks for ${request.url()}`);
      });
      page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => complaints.push(String(error)));
      await page.goto(`${url}${path}`);
      return page;
    },
    send: async (report, project) => {
      const address = `${url}/api/v1/reports?project=${project}`;
      const body = writeReport(report);
      const { statusUrl } = await answerOf<{ statusUrl: string }>(address, { method: 'POST', headers, body });
      for (let is = 'queued'; is === 'queued'; )
        is = (await answerOf<{ state: string }>(`${url}${statusUrl}`, { headers })).state;
    },
  };
}

/** What axe-core objects to, a line each, and how far a page is wider than its window. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate<axe.AxeResults>('axe.run({ resultTypes: ["violations"] })');
  const overflow = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  return [
    ...found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary}`),
    ),
    ...(overflow > 0 ? [`It is ${overflow} pixels too wide.`] : []),
  ];
}
