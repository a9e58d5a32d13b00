import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildPageAssets, pageAssetsFile } from '../../packages/report/build-page.ts';

test('the script and the style of the HTML report are those of its client folder', async () => {
  expect(await buildPageAssets(), 'run `npm run docs`').toBe(readFileSync(pageAssetsFile, 'utf8'));
});
