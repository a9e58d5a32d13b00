import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import chromium from '@sparticuz/chromium';
import { chromium as driver } from 'playwright-core';

// The pictures of the README: pages of the demonstration, as a browser shows them. By hand, after pages have changed:
// node test/e2e/pictures.ts

const root = resolve(import.meta.dirname, '../..');
const server = spawn(
  process.execPath,
  [resolve(root, 'packages/cli/bin/fineprint.js'), 'serve', '--demo', '--port', '0'],
  { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
);
const browser = await driver.launch({
  executablePath: await chromium.executablePath(),
  args: ['--no-sandbox'],
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
  await page.goto(await invitation());
  await page.getByRole('button', { name: 'Come in' }).click();
  await page.getByRole('link', { name: 'redis' }).first().click();
  await page.getByText('Approve', { exact: true }).click();
  await page
    .getByRole('textbox', { name: 'Reason' })
    .fill('A cache beside the shop, offered to nobody as a service.');
  await page.screenshot({ path: resolve(root, 'packages/web/pictures/question.png') });
  await page.getByRole('link', { name: 'Portfolio' }).click();
  await page.getByRole('heading', { name: 'Portfolio' }).waitFor();
  await page.screenshot({ path: resolve(root, 'packages/web/pictures/portfolio.png') });
} finally {
  await browser.close();
  server.kill('SIGTERM');
}

/** The link that lets the first administrator in. */
async function invitation(): Promise<string> {
  let said = '';
  for await (const chunk of server.stdout) {
    said += chunk;
    const link = /https?:\S+code=\S+(?=\n)/.exec(said)?.[0];
    if (link !== undefined) return link;
  }
  throw new Error(`The server ended: ${said}`);
}
