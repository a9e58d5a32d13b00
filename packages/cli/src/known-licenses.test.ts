import { join } from 'node:path';
import { scan } from '@fineprint/core';
import { expect, test, vi } from 'vitest';
import { scanMeans } from './run-scan.ts';

const read = vi.hoisted((): string[] => []);
vi.mock('./data.ts', async (original) => {
  const data = await original<typeof import('./data.ts')>();
  return {
    readData(name: string) {
      read.push(name);
      return data.readData(name);
    },
  };
});

test('a process that scans often reads what is known of licences once', async () => {
  const path = join(import.meta.dirname, '../../../test/repos/anchor');
  const asked = { policies: [], exclude: [], only: [], cache: null, env: {} };
  const scanned = async () => scan(path, (await scanMeans(path, asked)).means);
  await scanned();
  expect(read).toContain('facts.json');
  read.length = 0;
  await scanned();
  expect(read.filter((name) => name.endsWith('.json'))).toEqual([]);
});
