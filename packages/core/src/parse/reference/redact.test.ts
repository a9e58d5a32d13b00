import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redactCredentials } from './redact.ts';

// Put together here, so that scanners for secrets do not take this file for a leak.
const token = `gh${'p_'}${'a1B2'.repeat(9)}`;

test.each([
  ['https://user:s3cr3t@host/x', 'https://user:***@host/x'],
  ['https://user:p@ss:word@host/x', 'https://user:***@host/x'],
  ['https://s3cr3t@host/x', 'https://***@host/x'],
  ['https://s3cr3t:@host/x', 'https://***:@host/x'],
  ['git::ssh://me:s3cr3t@host/x', 'git::ssh://me:***@host/x'],
  [`git::https://oauth2:${token}@h.org/r.git`, 'git::https://oauth2:***@h.org/r.git'],
  ['https://h.org/r?access_token=abc&ref=v1', 'https://h.org/r?access_token=***&ref=v1'],
  ['https://h.org/r?ref=v1&sshkey=LS0t', 'https://h.org/r?ref=v1&sshkey=***'],
  ['https://b.s3.amazonaws.com/x?X-Amz-Signature=00ff', 'https://b.s3.amazonaws.com/x?X-Amz-Signature=***'],
  [`token ${token} here`, 'token *** here'],
  [`AK${'IA'}ABCDEFGHIJKLMNOP`, '***'],
  [`x gl${'pat-'}abcdefghij0123456789 y`, 'x *** y'],
  [`xo${'xb-'}123456789012-abcdef`, '***'],
  ['curl -H "Authorization: Bearer abcdef" u', 'curl -H "Authorization: Bearer ***" u'],
])('%s', (text, expected) => {
  expect(redactCredentials(text).text).toBe(expected);
});

test.each([
  'git@github.com:o/r.git',
  'ssh://git@github.com/o/r.git',
  'https://git@github.com/o/r.git',
  'https://org@dev.azure.com/org/p/_git/r',
  'https://user:${var.token}@host/x',
  'https://$TOKEN@host/x',
  'https://h.org/r?token=${TOKEN}',
  'docker://alpine:3.20@sha256:0123',
  'https://github.com/o/r.git@v1',
  'https://h.org/@scope/name?ref=v1',
  'a // comment: mail me@example.com',
])('%s holds no credential', (text) => {
  expect(redactCredentials(text)).toEqual({ text, found: [] });
});

test('what is found lies in the text, in order, and is gone from the redacted one', () => {
  const part = fc.constantFrom(
    'https://',
    'u',
    ':',
    '@',
    '/',
    '?token=',
    '&',
    'x'.repeat(20),
    token,
    ' ',
    '::',
    '"',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 14 }), (parts) => {
      const text = parts.join('');
      const { text: redacted, found } = redactCredentials(text);
      let last = 0;
      for (const { start, end } of found) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeLessThanOrEqual(text.length);
        last = end;
      }
      expect(redacted).not.toContain(token);
      expect(redactCredentials(redacted).text).toBe(redacted);
    }),
    { seed: 1, numRuns: 2000 },
  );
});

test.each([
  '//',
  '::',
  'eyJ',
  'eyJaaaaaaaaaa.',
  'xoxb-',
  '?a=',
  '-----BEGIN ',
  'a1',
  '@',
  'ghp_',
  'authorization:',
])('half a megabyte of %s ends', (piece) => {
  expect(redactCredentials(piece.repeat(500_000 / piece.length)).text.length).toBeGreaterThan(0);
});
