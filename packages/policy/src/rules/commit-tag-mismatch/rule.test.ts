import type { Upstream } from '@fineprint/core';
import { expect, test } from 'vitest';
import { judgedComponent } from '../../component.testkit.ts';
import { commitTagMismatch } from './rule.ts';

const commit = 'a'.repeat(40);
const other = 'b'.repeat(40);

function violations(claimed: string, upstream: Upstream) {
  const component = judgedComponent({ ref: commit, commit, pin: 'commit', claimed, upstream });
  const [occurrence] = component.occurrences;
  return [...commitTagMismatch.check({ component, occurrence })];
}

test('the message says what the commit is, and does not say which of the two is at fault', () => {
  expect(violations('v1.2.3', { tags: ['v1.2.0'], claimedCommit: other })[0]).toMatchObject({
    message:
      'The comment beside aaaaaaaaaaaa says v1.2.3, and the tag v1.2.3 of acme/widget is at bbbbbbbbbbbb today; this commit is v1.2.0. Either the comment is wrong, or the tag has been moved since.',
    remedy: `Write the version of the commit ("# v1.2.0"), or the commit of v1.2.3: ${other}.`,
  });
  expect(violations('1.2.3', { tags: [], claimedCommit: other })[0]).toMatchObject({
    message: expect.stringContaining('; no tag is at this commit.'),
    remedy: `Find out which release the commit is of, or write that of 1.2.3: ${other}.`,
  });
});

test.each<[claimed: string, tags: readonly string[], isOther: boolean]>([
  ['v1.2.3', ['v1.2.3', 'v1'], true],
  ['v1', ['v1.2.3'], false],
  ['v1', ['1.2.3'], false],
  ['v1', ['v10.0.0'], true],
  ['v1.2', ['v1.3.0'], true],
  ['v1', ['v2.0.0', 'v1.9.0'], false],
  // Where no version is at the commit, a tag that moves may have been there.
  ['v1', [], false],
  ['v1', ['nightly'], false],
])('%s beside a commit with the tags %j', (claimed, tags, isOther) => {
  expect(violations(claimed, { tags, claimedCommit: other })).toHaveLength(isOther ? 1 : 0);
  expect(violations(claimed, { tags, claimedCommit: commit })).toEqual([]);
  expect(violations(claimed, { tags })).toEqual([]);
});
