import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentLockJsonSchema } from '../../build-schema.ts';
import type { ContentEntry } from './lock.ts';
import { ContentLockError, contentLockLimits, readContentLock, writeContentLock } from './lock-file.ts';

const header = '{"schema": "fineprint-lock/1"}\n';
const hash = `h1:${'A'.repeat(43)}=`;
const line = `{"key": "kustomize-base:github.com/acme/base", "request": "v1", "hash": "${hash}"}\n`;

function read(text: string | Buffer) {
  return readContentLock(Buffer.from(text));
}

function refusal(text: string | Buffer): string {
  try {
    read(text);
  } catch (cause) {
    if (cause instanceof ContentLockError) return cause.message;
    throw cause;
  }
  return 'It was read.';
}

const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
const hashes = fc.oneof(
  hex(64).map((sum) => `sha256:${sum}`),
  hex(64).map((sum) => `h1:${Buffer.from(sum, 'hex').toString('base64')}`),
);
const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
const entry: fc.Arbitrary<ContentEntry> = fc.record(
  { key: name, request: fc.oneof(name, fc.constant(null)), version: name, commit: hex(40), hash: hashes },
  { requiredKeys: ['key', 'request', 'hash'] },
);
const entries = fc.uniqueArray(entry, { selector: ({ key, request }) => `${key}\0${request ?? ''}` });

describe('writing and reading', () => {
  test('gives the same entries and the same bytes, in whatever order they come', () => {
    fc.assert(
      fc.property(entries, fc.constantFrom('\n', '\r\n'), (given, lineEnd) => {
        const text = writeContentLock(given, lineEnd);
        const found = [...read(text).entries.values()];
        expect(found.toSorted(byId)).toEqual(given.toSorted(byId));
        expect(writeContentLock(found, lineEnd)).toBe(text);
        expect(writeContentLock(given.toReversed(), lineEnd)).toBe(text);
        const [first, ...others] = text.split(/(?<=\n)/);
        expect(read([first, ...others.toReversed()].join('')).entries.size).toBe(given.length);
      }),
    );
  });

  test('every line is one of JSON that fits the published schema, and shows nothing that a terminal obeys', () => {
    const validate = new Ajv2020().compile(JSON.parse(contentLockJsonSchema()));
    fc.assert(
      fc.property(entries, (given) => {
        const text = writeContentLock(given);
        expect(text).not.toMatch(/[^\P{C}\n]/u);
        for (const each of text.trimEnd().split('\n')) expect(validate(JSON.parse(each))).toBe(true);
      }),
    );
  });

  test('a byte order mark, line ends of Windows and empty lines change nothing', () => {
    const found = read(`\ufeff${header}\n${line}\n`.replaceAll('\n', '\r\n'));
    expect([...found.entries.values()]).toEqual([
      { key: 'kustomize-base:github.com/acme/base', request: 'v1', hash },
    ]);
    expect(read(header).entries.size).toBe(0);
  });
});

function byId(a: ContentEntry, b: ContentEntry): number {
  const [one, other] = [a, b].map(({ key, request }) => JSON.stringify([key, request]));
  return (one ?? '') < (other ?? '') ? -1 : 1;
}

describe('what is no lock is refused with its place', () => {
  test('the message has place, code frame and remedy', () => {
    expect(refusal(header + line.replace('h1:A', 'h2:A'))).toMatchInlineSnapshot(`
      "fineprint.lock:2:74: "hash": It is neither "h1:" with a SHA-256 in Base64 nor "sha256:" with one in hex.
         |
       2 | …e:github.com/acme/base", "request": "v1", "hash": "h2:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}
         |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      Only "fineprint pin --lock" writes this file. After a merge keep the lines of both sides, each once; else take it from the last commit, or delete it and have it written anew with --lock --online --write."
    `);
  });

  test.each([
    ['nothing', '', /^fineprint\.lock:1:1: /],
    [
      'another form',
      '{"schema": "fineprint-lock/2"}\n',
      /^fineprint\.lock:1:13: .*another version of Fineprint/,
    ],
    ['no header', line, /^fineprint\.lock:1:1: "schema" has to be "fineprint-lock\/1"/],
    [
      'an unknown key',
      header + line.replace('"key"', '"path": "/etc/passwd", "key"'),
      /^fineprint\.lock:2:3: The key "path"/,
    ],
    [
      '__proto__',
      header + line.replace('"key"', '"__proto__": {"hash": "x"}, "key"'),
      /^fineprint\.lock:2:3: The key "__proto__"/,
    ],
    [
      'constructor',
      header + line.replace('"key"', '"constructor": 1, "key"'),
      /^fineprint\.lock:2:3: The key "constructor"/,
    ],
    [
      'a key twice',
      header + line.replace('"request"', '"key": "b", "request"'),
      /^fineprint\.lock:2:\d+: .*"key"/,
    ],
    ['no hash', header + line.replace(/, "hash".*\}/, '}'), /^fineprint\.lock:2:1: "hash" is missing/],
    [
      'a number',
      header + line.replace('"v1"', '1'),
      /^fineprint\.lock:2:\d+: "request" is missing, or no text/,
    ],
    [
      'a short commit',
      header + line.replace('"hash"', '"commit": "abc", "hash"'),
      /^fineprint\.lock:2:\d+: "commit": It is no commit/,
    ],
    ['a request twice', header + line + line, /^fineprint\.lock:3:1: An earlier line/],
    [
      'a merge',
      `${header}<<<<<<< ours\n${line}=======\n>>>>>>> theirs\n`,
      /^fineprint\.lock:2:1: A merge was left undecided/,
    ],
    ['a comment', `${header}// x\n`, /^fineprint\.lock:2:\d+: /],
    ['a comma at the end', header + line.replace('"}', '",}'), /^fineprint\.lock:2:\d+: /],
    ['a list', `${header}[]\n`, /^fineprint\.lock:2:1: An entry is an object/],
    [
      'depth',
      `${header}${'['.repeat(3_000)}${']'.repeat(3_000)}\n`,
      /^fineprint\.lock:2:\d+: This nests deeper/,
    ],
    [
      'a long line',
      header + line.replace('v1', 'v'.repeat(6_000)),
      /^fineprint\.lock:2:1: This line has \d+ characters; 6000/,
    ],
    [
      'a long request',
      header + line.replace('v1', 'v'.repeat(2_001)),
      /^fineprint\.lock:2:\d+: "request": It has more than 2000/,
    ],
    [
      'too many bytes',
      Buffer.alloc(10_000_000, 'x'),
      /^fineprint\.lock:1:1: It has 10000000 bytes; 8000000 is the limit/,
    ],
    [
      'too many lines',
      header + '{}\n'.repeat(contentLockLimits.lines + 1),
      /^fineprint\.lock:1:1: It has 20001 entries; 20000 is/,
    ],
    ['no text', Buffer.from([0xff, 0xfe, 0x7b, 0]), /^fineprint\.lock:1:\d+: /],
  ])('%s', (_, text, message) => {
    const said = refusal(text);
    expect(said).toMatch(message);
    expect(said).toContain('Only "fineprint pin --lock" writes this file.');
    expect(({} as Record<string, unknown>).hash).toBeUndefined();
  });

  test('a lock of as many lines as are allowed is read in one go', () => {
    const many = Array.from({ length: contentLockLimits.lines }, (_, index) =>
      line.replace('v1', `v${index}`),
    );
    expect(read(header + many.join('')).entries.size).toBe(contentLockLimits.lines);
  });

  test('whatever it holds, it is read or refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(120), (noise, at) => {
        const text = header + line;
        expect(typeof refusal(text.slice(0, at) + noise + text.slice(at))).toBe('string');
      }),
    );
  });

  test('a credential that somebody wrote there is not shown', () => {
    const secret = `ghp_${'s3cr3t'.repeat(6)}`;
    expect(
      refusal(header + line.replace('v1', `https://u:${secret}@h/x`).replace('h1:', 'h2:')),
    ).not.toContain(secret);
  });
});
