import { paint } from '@fineprint/report';
import { expect, test } from 'vitest';
import { changesAsDiff } from './diff.ts';

const key = 'c2VjcmV0LWtleQ';

function diffOf(before: string, after: string): string {
  const bytes = { before: Buffer.from(before), after: Buffer.from(after) };
  return changesAsDiff([{ path: 'main.tf', ...bytes, textBefore: before, textAfter: after }], paint(false));
}

test('credentials in and beside an edit are stars', () => {
  const source = (ref: string) =>
    `source = "git::https://git.example.com/a.git?ref=${ref}&sshkey=${key}"\ntoken = "${key}"\n`;
  const diff = diffOf(source('v1'), source('v2'));
  expect(diff).toContain('ref=v2&sshkey=*');
  expect(diff).not.toContain(key);
});

test('what a terminal or a runner would obey is escaped', () => {
  const diff = diffOf('a\n::error::x\n\u001b[2J\n', 'b\n::error::x\n\u001b[2J\n');
  expect(diff).toBe('--- a/main.tf\n+++ b/main.tf\n@@ -1,3 +1,3 @@\n-a\n+b\n \\x3a:error::x\n \\x1b[2J\n');
});
