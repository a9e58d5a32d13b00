import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { type ZipSketch, zipOf } from '../../testkit/zip.ts';
import { readZipDirectory, unpackZipEntry, zipEndBytes } from './zip.ts';

vi.mock('node:zlib', async (original) => {
  const zlib = await original<typeof import('node:zlib')>();
  return { ...zlib, inflateRawSync: vi.fn(zlib.inflateRawSync) };
});

/** What is read of a whole archive: each file's text, or why there is none. */
function read(archive: Buffer, maxBytes = 1_000) {
  const directory = readZipDirectory(archive, archive.length);
  if (directory.is !== 'directory') return directory;
  const files = [...directory.files.values()].map((entry) => {
    const content = unpackZipEntry(
      archive.subarray(entry.offset, entry.offset + entry.reach),
      entry,
      maxBytes,
    );
    return [entry.path, typeof content === 'string' ? { content } : content.toString('utf8')];
  });
  return { files: Object.fromEntries(files), refused: directory.refused };
}

const damaged = { content: expect.stringContaining('is damaged') };

// Rows 36, 38 and 39 of the hostile inputs.
describe('a zip archive', () => {
  test('gives its files by their paths, packed or stored, and no directories', () => {
    const archive = zipOf(
      [
        { path: 'm@v1/LICENSE', text: 'x'.repeat(600) },
        { path: './m@v1/a', text: 'stored', method: 0, extra: 'more'.repeat(20) },
        { path: 'm@v1/empty' },
        { path: 'm@v1/b/' },
      ],
      { comment: 'a comment' },
    );
    expect(read(archive)).toEqual({
      files: { 'm@v1/LICENSE': 'x'.repeat(600), 'm@v1/a': 'stored', 'm@v1/empty': '' },
      refused: [],
    });
  });

  test('is read from its last bytes, and says how many it takes', () => {
    const archive = zipOf([{ path: 'a', text: 'text'.repeat(50), method: 0 }, { path: 'b' }]);
    const start = archive.length - 22 - 2 * 47;
    const from = (at: number) => readZipDirectory(archive.subarray(at), archive.length);
    expect(from(archive.length - 22)).toEqual({ is: 'longer', from: start });
    expect(from(start)).toMatchObject({ is: 'directory' });
    expect(from(archive.length - 21)).toEqual({ is: 'refused', because: 'It is no zip archive.' });
  });

  test.each(['../../x', '/etc/x', 'C:\\x', 'a/../../x', `a${'/a'.repeat(70)}`])(
    'refuses the name %s, and reads the rest',
    (path) => {
      expect(
        read(
          zipOf([
            { path, text: 'out' },
            { path: 'in', text: 'in' },
          ]),
        ),
      ).toEqual({
        files: { in: 'in' },
        refused: [`The name ${JSON.stringify(path)} is none inside the archive.`],
      });
    },
  );

  test.each<[string, Partial<ZipSketch>, object]>([
    ['an encrypted file', { flags: 1 }, { content: '"a" is encrypted.' }],
    ['another method', { method: 12 }, damaged],
    ['another sum', { crc: 1 }, damaged],
    ['less content than it says', { size: 100 }, damaged],
    ['more content than it says', { size: 2 }, damaged],
    [
      'more content than anybody reads',
      { size: 1_001 },
      { content: '"a" has 1001 bytes, and was not read.' },
    ],
    ['less packed than there is', { packed: 3 }, damaged],
    ['the place of something else', { offset: 1 }, damaged],
    ['a longer header than anybody writes', { extra: 'x'.repeat(2_000) }, damaged],
  ])('gives nothing of %s', (_, lie, said) => {
    const archive = zipOf([
      { path: 'a', text: 'content', ...lie },
      { path: 'z', text: 'z'.repeat(3_000) },
    ]);
    expect(read(archive)).toMatchObject({ files: { a: said } });
  });

  test('that unpacks to more than it says is not unpacked further', () => {
    const bomb = zipOf([{ path: 'a', text: '0'.repeat(3_000_000), size: 10 }]);
    expect(bomb.length).toBeLessThan(10_000);
    expect(read(bomb)).toMatchObject({ files: { a: damaged } });
    expect(vi.mocked(inflateRawSync)).toHaveBeenLastCalledWith(expect.anything(), { maxOutputLength: 10 });
  });

  test.each([
    [
      'names a file twice',
      zipOf([
        { path: 'a', text: '1' },
        { path: './a', text: '2' },
      ]),
      'names "a" twice',
    ],
    ['lists fewer files than it says', zipOf([{ path: 'a' }], { count: 2 }), 'is damaged'],
    ['reaches beyond its end', zipOf([{ path: 'a' }], { length: 1_000 }), 'of a kind that is not read'],
    [
      'may have more files than its end can say',
      zipOf([{ path: 'a' }], { count: 0xffff }),
      'of a kind that is not read',
    ],
    ['places a file behind its directory', zipOf([{ path: 'a', offset: 5_000 }]), 'is damaged'],
    ['is none', Buffer.from('<html>'.repeat(20)), 'no zip archive'],
    ['is empty', Buffer.alloc(0), 'no zip archive'],
    ['is cut', zipOf([{ path: 'a' }]).subarray(0, -1), 'no zip archive'],
  ])('that %s is refused', (_, archive, because) => {
    expect(read(archive)).toEqual({ is: 'refused', because: expect.stringContaining(because) });
  });

  test('whose last entry reaches beyond its directory is refused', () => {
    const archive = zipOf([{ path: 'a' }]);
    archive.writeUInt16LE(100, archive.length - 22 - 47 + 32);
    expect(read(archive)).toEqual({ is: 'refused', because: 'The directory of the archive is damaged.' });
  });

  test('has a limit for its directory', () => {
    const end = zipOf([{ path: 'a' }], { length: 9 * 1024 ** 2 }).subarray(-22);
    end.writeUInt32LE(0, 16);
    expect(readZipDirectory(end, 20 * 1024 ** 2)).toEqual({
      is: 'refused',
      because: 'The directory of the archive has 9437184 bytes, and was not read.',
    });
  });

  test('ends where its comment ends, whatever stands in the comment', () => {
    const archive = zipOf([{ path: 'a', text: 'text' }], { comment: `PK\x05\x06${'\0'.repeat(40)}` });
    expect(read(archive)).toMatchObject({ files: { a: 'text' } });
  });

  test('has a file only where the header of one stands', () => {
    const archive = zipOf([{ path: 'a', text: 'text' }]);
    const directory = readZipDirectory(archive, archive.length);
    const entry = directory.is === 'directory' ? directory.files.get('a') : undefined;
    expect(entry && unpackZipEntry(Buffer.alloc(3), entry, 10)).toBe('"a" is damaged.');
    archive[0] = 0;
    expect(read(archive)).toMatchObject({ files: { a: damaged } });
  });

  test('is looked for in no more than its last bytes', () => {
    const none = Buffer.alloc(2 * zipEndBytes);
    const looks = vi.spyOn(none, 'readUInt32LE');
    expect(read(none)).toMatchObject({ is: 'refused' });
    expect(looks.mock.calls.length).toBeLessThan(zipEndBytes);
  });

  test('never fails, whichever bytes of it are others, and gives no more than it may', () => {
    const good = zipOf([
      { path: 'm/LICENSE', text: 'text '.repeat(40) },
      { path: 'm/a', text: 'a', method: 0 },
    ]);
    const change = fc.tuple(fc.nat(good.length - 1), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), fc.nat(good.length), (changes, end) => {
        const archive = Buffer.from(end < 20 ? good.subarray(0, end) : good);
        for (const [at, byte] of changes) if (at < archive.length) archive[at] = byte;
        const found = read(archive);
        const files = 'files' in found ? Object.values(found.files) : [];
        expect(files.every((text) => typeof text !== 'string' || text.length <= 1_000)).toBe(true);
      }),
    );
  });
});
