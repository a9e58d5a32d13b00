import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openRoot } from '../discover/index.ts';
import type { Extractor } from '../model/extractor.ts';
import type { ResolvedOccurrence } from '../model/occurrence.ts';
import { offline } from '../resolve/lookup.ts';
import { tarGzOf } from '../testkit/tar.ts';
import { scanArchive } from './archive.ts';

const root = mkdtempSync(join(tmpdir(), 'fineprint-archive-'));
afterAll(() => rmSync(root, { recursive: true }));
mkdirSync(join(root, 'charts'));
writeFileSync(join(root, 'charts/a.tgz'), tarGzOf({ 'a/x': 'x'.repeat(10_000) }));

const from = { name: 'a', kind: 'chart', ref: 'chart:a@1', at: { path: 'Chart.yaml' } } as ResolvedOccurrence;
const means = { kinds: new Map(), lookup: offline, usage: () => null };

function scanned(
  room: { unpacked: number; read: number },
  path = 'charts/a.tgz',
  extractors: readonly Extractor[] = [],
) {
  return scanArchive(from, path, {
    root: openRoot(root),
    isScanned: () => false,
    room,
    extractors,
    means,
  });
}

test('what archives unpack to is counted, and none is opened once there is no more room', async () => {
  const room = { unpacked: 15_000, read: 0 };
  expect(await scanned(room)).toMatchObject({ isWhole: null, problems: [] });
  expect(room.unpacked).toBe(15_000 - 11_776);
  const second = await scanned(room);
  expect(second.isWhole).toBe(false);
  expect(second.problems).toMatchObject([
    {
      code: 'file-unreadable',
      message: expect.stringContaining('unpacks to more than 3224 bytes'),
      location: from.at,
    },
  ]);
  expect((await scanned(room)).problems).toMatchObject([
    { message: expect.stringContaining('All archives unpack to more than') },
  ]);
});

test.each([
  ['charts/gone.tgz', 'It is no file inside the root.'],
  ['../a.tgz', 'It is no file inside the root.'],
  ['charts/a.tgz/a/b.tgz', 'It is not in the archive that names it.'],
])('an archive %s that is not there is told', async (path, because) => {
  expect((await scanned({ unpacked: 1_000_000, read: 0 }, path)).problems).toMatchObject([
    { message: expect.stringContaining(because) },
  ]);
});

test('what somebody reads of archives is counted too, and what is left out is told', async () => {
  const reader: Extractor = {
    id: 'reader',
    title: 'Reader',
    formats: [{ id: 'x', role: 'manifest', files: ['**/x'], words: ['x'], read: () => [] }],
    unit: (path) => path,
    link: () => [],
  };
  const room = { unpacked: 1_000_000, read: 15_000 };
  expect(await scanned(room, 'charts/a.tgz', [reader])).toMatchObject({ isWhole: true, problems: [] });
  const second = await scanned(room, 'charts/a.tgz', [reader]);
  expect(second).toMatchObject({
    isWhole: false,
    problems: [
      {
        code: 'limit-reached',
        message: expect.stringContaining('this file was left out.'),
        location: from.at,
      },
    ],
  });
});
