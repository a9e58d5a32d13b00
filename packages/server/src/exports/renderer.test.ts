import { text } from 'node:stream/consumers';
import { writeReport } from '@fineprint/core';
import { beforeAll, expect, test } from 'vitest';
import { scannedHarbour } from '../server.testkit.ts';
import { childRenderer } from './renderer.ts';

let harbour: Buffer;
beforeAll(async () => {
  harbour = Buffer.from(writeReport(await scannedHarbour()));
});

const none = { texts: [], ids: '' };
const wanted = {
  format: 'csv',
  name: 'harbour',
  receivedAt: 0,
  policies: none,
  now: 0,
  settled: [],
} as const;

test('a report is rendered whole, in a process that ends', async () => {
  const { content, bytes } = await childRenderer().render(async () => harbour, wanted);
  const rendered = await text(content);
  expect(Buffer.byteLength(rendered)).toBe(bytes);
  expect(rendered.split('\r\n').length).toBeGreaterThan(20);
});

test.each([
  // So little that it does not even start: what almost suffices is swept again and again before it is given up.
  ['memory', { megabytes: 8 }, 'Rendering it takes more memory than an export may.'],
  ['time', { timeMs: 1 }, 'Rendering it takes longer than an export may.'],
  ['room', { mostBytes: 100 }, 'It is larger than 100 bytes.'],
])(
  'a document that takes more %s than it may is refused, and the next has its turn',
  async (_what, limits, message) => {
    const renderer = childRenderer({ atOnce: 1, waiting: 1, ...limits });
    const two = await Promise.allSettled([1, 2].map(() => renderer.render(async () => harbour, wanted)));
    for (const each of two) expect(each).toMatchObject({ status: 'rejected', reason: { message } });
  },
);

test('those for whom there is no room are refused', async () => {
  const renderer = childRenderer({ atOnce: 1, waiting: 1 });
  let reads = 0;
  const read = async () => {
    reads += 1;
    return harbour;
  };
  const asked = await Promise.allSettled([1, 2, 3].map(() => renderer.render(read, wanted)));
  // Whoever is refused, or waits, has read nothing.
  expect(reads).toBe(2);
  expect(asked.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  for (const each of asked) if (each.status === 'fulfilled') each.value.content.destroy();
});
