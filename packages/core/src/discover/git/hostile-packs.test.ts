import { createHash } from 'node:crypto';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { temporaryRepository } from '../temporary-tree.testkit.ts';
import { repositoryIn } from './git.testkit.ts';

// Packs that no git writes: what is read from them is checked by whoever reads.
const name = 'pack-0123456789012345678901234567890123456789';
const most = 20_000_000;

interface Entry {
  readonly id: string;
  readonly bytes: Buffer;
}

/** Writes a pack of entries, which may say whatever they like, with an index that finds them. */
function packed(entries: readonly Entry[], maxBytes = 200_000_000) {
  const root = temporaryRepository({ a: 'a' });
  const sorted = [...entries].sort((a, b) => (a.id < b.id ? -1 : 1));
  const offsets = new Map<string, number>();
  let at = 12;
  for (const { id, bytes } of entries) {
    offsets.set(id, at);
    at += bytes.length;
  }
  const head = Buffer.from('PACK\0\0\0\x02\0\0\0\0');
  writeFileSync(
    join(root, `.git/objects/pack/${name}.pack`),
    Buffer.concat([head, ...entries.map(({ bytes }) => bytes), Buffer.alloc(20)]),
  );
  const counts = Array.from(
    { length: 256 },
    (_, first) => sorted.filter(({ id }) => Number.parseInt(id.slice(0, 2), 16) <= first).length,
  );
  const numbers = (values: readonly number[]) => {
    const bytes = Buffer.alloc(values.length * 4);
    for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, index * 4);
    return bytes;
  };
  const index = Buffer.concat([
    numbers([0xff744f63, 2, ...counts]),
    Buffer.from(sorted.map(({ id }) => id).join(''), 'hex'),
    numbers(sorted.map(() => 0)),
    numbers(sorted.map(({ id }) => offsets.get(id) ?? 0)),
    Buffer.alloc(40),
  ]);
  writeFileSync(join(root, `.git/objects/pack/${name}.idx`), index);
  return { root, objects: repositoryIn(root, { maxBytes }).objects };
}

/** The head of an entry: its type, and a size that may be a lie. */
function head(type: number, size: number): Buffer {
  const bytes = [(type << 4) | (size % 16)];
  for (let rest = Math.floor(size / 16); rest > 0; rest = Math.floor(rest / 128)) {
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) | 0x80;
    bytes.push(rest % 128);
  }
  return Buffer.from(bytes);
}

/** Groups of seven bits, the lowest first. */
function number(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    const more = rest >= 128;
    bytes.push((rest % 128) | (more ? 0x80 : 0));
    if (!more) return Buffer.from(bytes);
  }
}

const blob = (content: Buffer, size = content.length) => Buffer.concat([head(3, size), deflateSync(content)]);
const deltaOf = (base: string, delta: Buffer) =>
  Buffer.concat([head(7, delta.length), Buffer.from(base, 'hex'), deflateSync(delta)]);
const idOf = (content: Buffer) =>
  createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
const numbered = (n: number) => n.toString(16).padStart(40, '0');
/** Copies so many bytes from the beginning, 64 KiB at a time. */
const copies = (times: number) => Buffer.alloc(times, 0x80);

test('a pack of one honest entry is read', () => {
  const content = Buffer.from('hello');
  const { objects } = packed([{ id: idOf(content), bytes: blob(content) }]);
  expect(objects.read(idOf(content), most)).toEqual({ is: 'object', type: 'blob', bytes: content });
});

test.each<readonly [string, () => readonly Entry[], string]>([
  [
    'other content than its id says',
    () => [{ id: numbered(1), bytes: blob(Buffer.from('x')) }],
    'its content is not what its id says.',
  ],
  [
    'a delta of itself',
    () => [{ id: numbered(1), bytes: deltaOf(numbered(1), Buffer.from([1, 1, 1, 0x61])) }],
    'it is a delta of more than 4095 others.',
  ],
  [
    'deltas of each other',
    () =>
      [1, 2].map((n) => ({ id: numbered(n), bytes: deltaOf(numbered(3 - n), Buffer.from([1, 1, 1, 0x61])) })),
    'it is a delta of more than 4095 others.',
  ],
  [
    'a delta of what is not there',
    () => [{ id: numbered(1), bytes: deltaOf(numbered(9), Buffer.from([1, 1])) }],
    'it is a delta of one that is not there.',
  ],
  [
    'a delta at an offset before the pack',
    () => [
      {
        id: numbered(1),
        bytes: Buffer.concat([head(6, 3), Buffer.from([0x7f]), deflateSync(Buffer.from([1, 1, 0]))]),
      },
    ],
    'it is a delta of one that is not there.',
  ],
  [
    'an unknown type',
    () => [{ id: numbered(1), bytes: Buffer.concat([head(5, 1), deflateSync(Buffer.from('x'))]) }],
    'its pack has none where it should lie.',
  ],
  [
    'a stream that inflates to more than it says',
    () => [{ id: numbered(1), bytes: blob(Buffer.alloc(50_000_000), 10) }],
    'what it holds is not as long as it says.',
  ],
  [
    'a stream that inflates to less',
    () => [{ id: numbered(1), bytes: blob(Buffer.from('x'), 10_000_000) }],
    'what it holds is not as long as it says.',
  ],
  [
    'no stream',
    () => [{ id: numbered(1), bytes: Buffer.concat([head(3, 4), Buffer.from('nope')]) }],
    'what it holds is not as long as it says.',
  ],
  [
    'a delta that copies from behind its base',
    () => [
      { id: numbered(1), bytes: deltaOf(numbered(2), Buffer.from([1, 5, 0x91, 9, 5])) },
      { id: numbered(2), bytes: blob(Buffer.from('b')) },
    ],
    'its delta leads out of its base or its result.',
  ],
  [
    'a delta whose instruction is none',
    () => [
      { id: numbered(1), bytes: deltaOf(numbered(2), Buffer.from([1, 5, 0])) },
      { id: numbered(2), bytes: blob(Buffer.from('b')) },
    ],
    'its delta leads out of its base or its result.',
  ],
  [
    'a delta for another base',
    () => [
      { id: numbered(1), bytes: deltaOf(numbered(2), Buffer.from([7, 1, 1, 0x61])) },
      { id: numbered(2), bytes: blob(Buffer.from('b')) },
    ],
    'its delta is made for another base.',
  ],
  [
    'a delta that does not say its size',
    () => [
      { id: numbered(1), bytes: deltaOf(numbered(2), Buffer.alloc(20, 0xff)) },
      { id: numbered(2), bytes: blob(Buffer.from('b')) },
    ],
    'its delta does not say how long it is.',
  ],
])('%s is refused', (_, entries, because) => {
  const { objects } = packed(entries());
  expect(objects.read(numbered(1), most)).toEqual({ is: 'unusable', because });
});

test('sizes that are too large are told without anything being unpacked', () => {
  const { objects } = packed(
    [
      { id: numbered(1), bytes: Buffer.concat([head(3, 2 ** 50), deflateSync(Buffer.from('x'))]) },
      {
        id: numbered(2),
        bytes: deltaOf(numbered(3), Buffer.concat([number(1), number(2 ** 50), copies(1)])),
      },
      { id: numbered(3), bytes: blob(Buffer.from('b')) },
    ],
    1000,
  );
  expect(objects.read(numbered(1), most)).toEqual({ is: 'too-large', size: 2 ** 50 });
  expect(objects.read(numbered(2), most)).toEqual({ is: 'too-large', size: 2 ** 50 });
});

test('a chain of deltas that each make megabytes of nothing ends with what a run may unpack', () => {
  const block = Buffer.alloc(65_536);
  const size = 150 * 65_536;
  const grown = Buffer.concat([number(65_536), number(size), copies(150)]);
  const same = Buffer.concat([number(size), number(size), copies(150)]);
  const entries = [
    { id: numbered(0), bytes: blob(block) },
    { id: numbered(1), bytes: deltaOf(numbered(0), grown) },
    ...Array.from({ length: 60 }, (_, n) => ({ id: numbered(n + 2), bytes: deltaOf(numbered(n + 1), same) })),
  ];
  const { objects } = packed(entries, 100_000_000);
  expect(objects.read(numbered(61), most)).toEqual({
    is: 'unusable',
    because: 'more was unpacked than a scan takes.',
  });
  // From then on nothing is unpacked any more.
  expect(objects.read(numbered(0), most)).toMatchObject({ is: 'unusable' });
});

test('an index that claims more than its file holds is none', () => {
  const content = Buffer.from('hello');
  const { root } = packed([{ id: idOf(content), bytes: blob(content) }]);
  truncateSync(join(root, `.git/objects/pack/${name}.idx`), 1040);
  expect(repositoryIn(root).objects.read(idOf(content), most)).toEqual({ is: 'missing' });
  expect(repositoryIn(root).objects.idsWith(idOf(content).slice(0, 8))).toEqual([]);
});
