import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { tarGzOf, tarOf } from '../../testkit/tar.ts';
import { readTarGz } from './tar-gz.ts';

function read(bytes: Uint8Array, limits?: { bytes: number; ratio: number }) {
  const { files, refused } = limits ? readTarGz(bytes, limits) : readTarGz(bytes);
  return {
    files: Object.fromEntries([...files].map(([path, content]) => [path, content.toString('utf8')])),
    refused,
  };
}

function packed(...entries: Parameters<typeof tarOf>[0]) {
  return read(gzipSync(tarOf(entries)));
}

describe('a gzipped tar archive', () => {
  test('gives its regular files by their paths', () => {
    expect(
      read(tarGzOf({ './redis/Chart.yaml': 'name: redis\n', 'redis/LICENSE': 'x'.repeat(600) })),
    ).toEqual({
      files: { 'redis/Chart.yaml': 'name: redis\n', 'redis/LICENSE': 'x'.repeat(600) },
      refused: [],
    });
  });

  test('gives long names of pax and of GNU, and sizes of pax', () => {
    const long = `redis/${'a'.repeat(120)}`;
    expect(
      packed({ path: 'p', type: 'x', text: `136 path=${long}\n` }, { path: 'cut', text: '1' }),
    ).toMatchObject({ files: { [long]: '1' } });
    expect(packed({ path: 'l', type: 'L', text: `${long}\0` }, { path: 'cut', text: '1' })).toMatchObject({
      files: { [long]: '1' },
    });
    expect(
      packed({ path: 'p', type: 'x', text: '9 size=3\n' }, { path: 'a', text: 'abc', size: 0 }),
    ).toMatchObject({
      files: { a: 'abc' },
    });
  });

  test('gives nothing of links, directories and devices', () => {
    const found = packed(
      { path: 'a', type: '2', link: '/etc/passwd' },
      { path: 'a/passwd', text: 'through the link' },
      { path: 'b', type: '1', link: '../../x' },
      { path: 'c', type: '5' },
      { path: 'd', type: '3' },
      { path: 'e', type: '6' },
    );
    expect(found).toEqual({ files: { 'a/passwd': 'through the link' }, refused: [] });
  });

  test.each(['../../x', '/etc/x', 'C:\\x', 'a\\..\\..\\x', 'a/../../x', `a${'/a'.repeat(40)}/..`])(
    'refuses the name %s, and reads the rest',
    (path) => {
      const { files, refused } = packed({ path, text: 'out' }, { path: 'in', text: 'in' });
      expect(files).toEqual({ in: 'in' });
      expect(refused).toEqual([`The name ${JSON.stringify(path)} is none inside the archive.`]);
    },
  );

  test('refuses names that nest too deep', () => {
    expect(packed({ path: `a${'/a'.repeat(64 / 2)}`, text: '' }).refused).toEqual([]);
    const deep = `a${'/a'.repeat(100)}`;
    expect(packed({ path: 'l', type: 'L', text: deep }, { path: 'cut', text: '1' }).refused).toHaveLength(1);
  });

  test('that is cut, damaged or lies about a size keeps what came before', () => {
    const good = { path: 'good', text: 'good' };
    const lies = packed(good, { path: 'bad', text: 'bad', size: 1_000_000 });
    expect(lies).toMatchObject({
      files: { good: 'good' },
      refused: [expect.stringContaining('within a file')],
    });
    const damaged = packed(good, { path: 'bad', text: 'bad', sum: 1 });
    expect(damaged).toMatchObject({ files: { good: 'good' }, refused: [expect.stringContaining('damaged')] });
  });

  test('that is none is refused, with the reason', () => {
    expect(read(Buffer.from('no gzip'))).toMatchObject({
      files: {},
      refused: [expect.stringContaining('no gzip')],
    });
    expect(read(tarGzOf({ a: 'a'.repeat(5000) }).subarray(0, 60)).refused).toHaveLength(1);
    expect(read(gzipSync('no tar'.repeat(200)))).toMatchObject({
      refused: [expect.stringContaining('damaged')],
    });
  });

  test('is refused where it unpacks to too much', () => {
    const bomb = gzipSync(Buffer.alloc(3_000_000));
    expect(bomb.length).toBeLessThan(10_000);
    expect(read(bomb).refused).toEqual(['The archive unpacks to more than 1000000 bytes, and was not read.']);
    expect(read(tarGzOf({ a: 'abc' }), { bytes: 1000, ratio: 100 }).refused).toHaveLength(1);
  });

  test('has a limit of entries', () => {
    const many = tarOf(Array.from({ length: 20_001 }, (_, index) => ({ path: `f${index}` })));
    const { files, refused } = readTarGz(gzipSync(many, { level: 0 }));
    expect(files.size).toBe(20_000);
    expect(refused).toEqual(['The archive has more than 20000 entries; the rest was not read.']);
  });
});
