import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askBucket } from './ask-bucket.ts';
import { BlobError, type BlobStore, TooLarge } from './blob-store.ts';
import { bucketOf } from './bucket.ts';
import { openBlobs } from './open.ts';
import { bucketName, startS3, type TestS3 } from './s3.testkit.ts';
import { blobsInBucket } from './s3.ts';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-blobs-'));
let s3: TestS3;
beforeAll(async () => {
  s3 = await startS3();
});
afterAll(async () => {
  await s3.stop();
  rmSync(folder, { recursive: true });
});

const most = 10_000_000;
const of = (...parts: readonly (string | Buffer)[]) => Readable.from(parts.map((part) => Buffer.from(part)));
const nameOf = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');

async function namesIn(store: BlobStore): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { sha256 } of store.list()) names.push(sha256);
  return names;
}

interface Kind {
  open(name: string): Promise<BlobStore>;
  /** Puts other bytes where a blob lies, behind the back of the store. */
  spoil(name: string, sha256: string, bytes: Buffer): Promise<void>;
}

const kinds: Readonly<Record<string, Kind>> = {
  'a folder': {
    open: (name) => openBlobs(join(folder, name), {}),
    spoil: async (name, sha256, bytes) =>
      writeFileSync(join(folder, name, sha256.slice(0, 2), `${sha256.slice(2)}.zst`), bytes),
  },
  S3: {
    open: (name) => openBlobs(`s3://${bucketName}/${name}`, s3.env),
    spoil: async (name, sha256, bytes) => {
      const key = `${sha256.slice(0, 2)}/${sha256.slice(2)}.zst`;
      const is = { sha256: nameOf(bytes), bytes: bytes.length };
      const body = { is, read: () => of(bytes) };
      await askBucket(bucketOf(`s3://${bucketName}/${name}`, s3.env), { method: 'PUT', key, body });
    },
  },
};

describe.each(Object.entries(kinds))('Blobs in %s', (_title, { open, spoil }) => {
  test('are found by the hash of their bytes, however often they are put, until they are deleted', async () => {
    const store = await open('plain');
    const chance = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * index) % 251));
    const all = [Buffer.from(''), Buffer.from('{"a":1}'), chance];
    for (const bytes of all) {
      const blob = { sha256: nameOf(bytes), bytes: bytes.length };
      expect(await store.has(blob.sha256)).toBe(false);
      const put = () => store.put(of(bytes.subarray(0, 3), bytes.subarray(3)), most);
      expect(await Promise.all([put(), put()])).toEqual([blob, blob]);
      expect(await put()).toEqual(blob);
      expect((await store.get(blob.sha256)).equals(bytes)).toBe(true);
      expect(await store.has(blob.sha256)).toBe(true);
    }
    expect(await namesIn(store)).toEqual(all.map(nameOf).toSorted());
    for await (const { putAt } of store.list()) expect(Math.abs(putAt - Date.now())).toBeLessThan(600_000);
    for (const bytes of all) await store.delete(nameOf(bytes));
    await store.delete(nameOf('never there'));
    expect(await namesIn(store)).toEqual([]);
  });

  test('are kept whole or not at all', async () => {
    const store = await open('whole');
    await expect(store.put(of('12345', '67890'), 9)).rejects.toThrow(TooLarge);
    const broken = async function* () {
      yield Buffer.from('half');
      throw new Error('the sender is gone');
    };
    await expect(store.put(Readable.from(broken()), most)).rejects.toThrow('the sender is gone');
    expect(await namesIn(store)).toEqual([]);
    expect(await store.put(of('1234', '56789'), 9)).toEqual({ sha256: nameOf('123456789'), bytes: 9 });
  });

  test('that are missing, or hold other bytes, are read by nobody', async () => {
    const store = await open('spoilt');
    await expect(store.get(nameOf('none'))).rejects.toThrow(/^The blob [0-9a-f]{64} cannot be read/);
    const { sha256 } = await store.put(of('true'), most);
    await spoil('spoilt', sha256, zstdCompressSync(Buffer.from('false')));
    await expect(store.get(sha256)).rejects.toThrow(
      `The blob ${sha256} holds other bytes than its name says.`,
    );
    await spoil('spoilt', sha256, Buffer.from('no zstd'));
    await expect(store.get(sha256)).rejects.toThrow(BlobError);
    // Whoever sends the same document again mends it.
    await store.put(of('true'), most);
    expect(String(await store.get(sha256))).toBe('true');
  });
});

test('a bucket with more keys than a page shows all of them, and none of others', async () => {
  const store = blobsInBucket(bucketOf(`s3://${bucketName}/many`, s3.env), 5);
  const other = await openBlobs(`s3://${bucketName}/many-more`, s3.env);
  await other.put(of('other'), most);
  const names = Array.from({ length: 12 }, (_, index) => String(index));
  for (const name of names) await store.put(of(name), most);
  expect(await namesIn(store)).toEqual(names.map(nameOf).toSorted());
});

test('what a bucket refuses is told without a word of the credentials', async () => {
  const secret = 'wrong-secret-of-many-letters';
  const env = { ...s3.env, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: 'a-session-of-many-letters' };
  const wrong = await openBlobs(`s3://${bucketName}/x`, env);
  const failures = [
    await wrong.put(of('a'), most).catch(String),
    await (await openBlobs('s3://nowhere', s3.env)).put(of('a'), most).catch(String),
    await (await openBlobs('s3://nowhere', { ...s3.env, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }))
      .has(nameOf('a'))
      .catch(String),
  ];
  expect(failures).toEqual([
    'BlobError: s3://documents/x answers 403 (SignatureDoesNotMatch) to PUT.',
    'BlobError: s3://nowhere is not there.',
    expect.stringMatching(/^BlobError: s3:\/\/nowhere cannot be reached: /),
  ]);
  expect(failures.join()).not.toMatch(/S3RVER|wrong-secret|a-session/);
});

test('an address that lacks something is refused before anything is asked', () => {
  const keys = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'hidden' };
  const bucket = bucketOf('s3://shop-documents/fineprint/eu/', { ...keys, AWS_REGION: 'eu-west-1' });
  expect(bucket).toMatchObject({
    name: 's3://shop-documents/fineprint/eu',
    url: 'https://shop-documents.s3.eu-west-1.amazonaws.com',
    prefix: 'fineprint/eu/',
  });
  for (const [place, env, message] of [
    ['s3://', keys, /FINEPRINT_BLOBS has to be s3:/],
    ['s3://a bucket', keys, /FINEPRINT_BLOBS has to be s3:/],
    ['s3://documents', { AWS_ACCESS_KEY_ID: 'a' }, /AWS_SECRET_ACCESS_KEY have to be set/],
    ['s3://documents', { ...keys, AWS_ENDPOINT_URL: 'https://a:hidden@b.example' }, /without a name/],
    ['s3://documents', { ...keys, AWS_ENDPOINT_URL: 'storage.example' }, /AWS_ENDPOINT_URL has to be/],
  ] as const) {
    expect(() => bucketOf(place, env)).toThrow(message);
    expect(() => bucketOf(place, env)).not.toThrow('hidden');
  }
});

test('a folder keeps nothing of what was not put', async () => {
  const store = await openBlobs(join(folder, 'rest'), {});
  await expect(store.put(of('12345'), 4)).rejects.toThrow(TooLarge);
  expect(readdirSync(join(folder, 'rest', 'unfinished'))).toEqual([]);
  const { sha256 } = await store.put(of('1234'), 4);
  expect(
    readFileSync(join(folder, 'rest', sha256.slice(0, 2), `${sha256.slice(2)}.zst`)).length,
  ).toBeGreaterThan(4);
});
