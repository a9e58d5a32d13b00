import { expect, test } from 'vitest';
import { remoteDefect } from './remote-file.ts';

test.each([
  ['https://git.example/o/r', 'v1.2.3'],
  ['ssh://git@git.example/o/r', 'main'],
  ['https://git.example/o/r', 'feature/x-1'],
  ['https://git.example/o/r', 'a'.repeat(40)],
])('%s at %s may be fetched', (url, ref) => {
  expect(remoteDefect(new URL(url), ref)).toBeNull();
});

// https://git-scm.com/docs/git-check-ref-format, and what git or ssh would take for an option.
test.each([
  ['https://git.example/o/r', '--upload-pack=touch /tmp/p'],
  ['https://git.example/o/r', '-h'],
  ['https://git.example/o/r', '+refs/heads/*:refs/heads/*'],
  ['https://git.example/o/r', 'a..b'],
  ['https://git.example/o/r', 'a@{1}'],
  ['https://git.example/o/r', 'a b'],
  ['https://git.example/o/r', ''],
  ['file:///etc', 'v1'],
  ['ext::sh -c id', 'v1'],
  ['https://user:secret@git.example/o/r', 'v1'],
  ['ssh://-oProxyCommand=id@git.example/o/r', 'v1'],
])('%s at %s is refused', (url, ref) => {
  expect(remoteDefect(new URL(url), ref)).not.toBeNull();
});
