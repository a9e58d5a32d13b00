import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decode, encode } from './decode.ts';

test.each([
  [Buffer.from('\uFEFFa: é\r\nb'), 'utf-8', '\uFEFFa: é\r\nb'],
  [Buffer.from('\uFEFFa: \u{1F600}', 'utf16le'), 'utf-16le', '\uFEFFa: \u{1F600}'],
  [Buffer.from('\uFEFFa', 'utf16le').swap16(), 'utf-16be', '\uFEFFa'],
  [Buffer.from('caf\u00e9', 'latin1'), 'latin1', 'caf\u00e9'],
  [Buffer.from(''), 'utf-8', ''],
])('%j is %s', (bytes, encoding, text) => {
  expect(decode(bytes)).toMatchObject({ is: 'text', encoding, text });
});

test('an assumed encoding and a cut character are noted', () => {
  expect(decode(Buffer.from([0x61, 0xff]))).toMatchObject({ note: expect.stringContaining('not UTF-8') });
  expect(decode(Buffer.from([0xff, 0xfe, 0x61, 0, 0x62]))).toMatchObject({
    text: '\uFEFFa',
    note: expect.stringContaining('half'),
  });
  expect(decode(Buffer.from('a'))).toMatchObject({ note: null });
});

test('a NUL byte early on means binary, a late one does not', () => {
  expect(decode(Buffer.from('a\0b')).is).toBe('binary');
  expect(decode(Buffer.from(`${'a'.repeat(9000)}\0`)).is).toBe('text');
});

test('whatever was decoded whole encodes to the same bytes', () => {
  const marks = fc.constantFrom([], [0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff]);
  fc.assert(
    fc.property(marks, fc.uint8Array({ maxLength: 50 }), (mark, rest) => {
      const bytes = Buffer.from([...mark, ...rest]);
      const decoded = decode(bytes);
      if (decoded.is === 'binary' || decoded.note?.includes('half')) return;
      expect(encode(decoded.text, decoded.encoding).equals(bytes)).toBe(true);
    }),
    { numRuns: 3000 },
  );
});
