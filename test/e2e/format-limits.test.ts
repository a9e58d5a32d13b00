import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fineprint } from './terminal.ts';

const base = mkdtempSync(join(tmpdir(), 'limits-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** A pod of so many images, and no finding. */
function pod(images: number): string {
  const lines = Array.from(
    { length: images },
    (_, index) => `  - name: c\n    image: example.com/i${index}:1.0.0`,
  );
  const directory = mkdtempSync(join(base, 'tree-'));
  const head = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n';
  writeFileSync(join(directory, 'pod.yaml'), `${head}${lines.join('\n')}\n`);
  return directory;
}

test('a format that cannot hold the report is refused before anything is written, with the one to take', async () => {
  const [bom, json] = [join(base, 'bom.xml'), join(base, 'report.json')];
  const outputs = ['-o', 'text', '-o', `json=${json}`, '-o', `cyclonedx-xml=${bom}`];
  const ended = await fineprint(['scan', pod(5_001), ...outputs, '--no-cache', '--fail-on', 'none']);
  expect(ended.code).toBe(2);
  expect(ended.stdout).toBe('');
  expect(ended.stderr).toBe(
    'The format "cyclonedx-xml" is for reports of at most 5000 components, and this one has 5001. Take "-o cyclonedx", which has no limit.\n',
  );
  expect([existsSync(bom), existsSync(json)]).toEqual([false, false]);
});

test('at its limit it is written', async () => {
  const bom = join(base, 'full.xml');
  const outputs = ['-o', `cyclonedx-xml=${bom}`];
  const ended = await fineprint(['scan', pod(5_000), ...outputs, '--no-cache', '--fail-on', 'none']);
  expect(ended.code).toBe(0);
  const xml = readFileSync(bom, 'utf8');
  expect(xml.match(/<component type="container"/g)).toHaveLength(5_000);
  expect(xml.endsWith('</bom>\n')).toBe(true);
});
