import { expect, test } from 'vitest';
import { firstPlace, locate } from '../model/location.ts';
import type { ResolvedOccurrence } from '../model/occurrence.ts';
import type { Problem } from '../model/problem.ts';
import type { Verification } from './lookup.ts';
import { verified } from './verified.ts';

function occurrence(name: string, given: Partial<ResolvedOccurrence> = {}): ResolvedOccurrence {
  return {
    kind: 'thing',
    name,
    key: `thing:${name}`,
    ref: `thing:${name}@a`,
    request: { is: 'git-ref', text: 'a' },
    requested: 'a',
    at: locate('file', firstPlace),
    text: name,
    address: '',
    usage: 'ci',
    scope: 'excluded',
    slots: [],
    via: [],
    ecosystem: 'test',
    unit: 'unit:test:.',
    in: null,
    version: null,
    commit: 'a'.repeat(40),
    pin: 'commit',
    credential: false,
    ...given,
  };
}

async function answered(occurrences: readonly ResolvedOccurrence[], answer: Verification) {
  const problems: Problem[] = [];
  const asked: string[] = [];
  const lookup = {
    online: true,
    ask: () => Promise.resolve({ is: 'offline' } as const),
    verify: ({ name }: ResolvedOccurrence) => {
      asked.push(name);
      return Promise.resolve(answer);
    },
  };
  const found = await verified(occurrences, lookup, problems);
  return { asked, problems, upstream: found.map(({ upstream }) => upstream) };
}

test('what the scanned root names by its commit, or by a digest beside a tag, is asked about, and nothing else', async () => {
  const upstream = { tags: ['v1'], isReachable: true };
  const found = await answered(
    [
      occurrence('own'),
      occurrence('fetched', { in: 'thing:other@b' }),
      occurrence('tagged', { commit: null }),
      occurrence('digest', { commit: null, digest: 'sha256:a' }),
      occurrence('digest-alone', { commit: null, digest: 'sha256:a', requested: null }),
      occurrence('open', { unresolved: { part: 'version', because: 'Nobody knows.' } }),
    ],
    { is: 'verified', upstream },
  );
  expect(found).toEqual({
    asked: ['own', 'digest'],
    problems: [],
    upstream: [upstream, undefined, undefined, upstream, undefined, undefined],
  });
});

test('what went unanswered is one problem for each reason, and what was found out stays', async () => {
  const some = [occurrence('a'), occurrence('b', { ref: 'thing:b@a' })];
  const half = await answered(some, { is: 'verified', upstream: { tags: [] }, because: 'It is too long.' });
  expect(half.upstream).toEqual([{ tags: [] }, { tags: [] }]);
  expect(half.problems).toMatchObject([
    {
      code: 'lookup-unanswered',
      message: 'What a and 1 other are pinned to could not be asked for. It is too long.',
    },
  ]);
  expect((await answered(some, { is: 'unanswered', because: 'It is down.' })).upstream).toEqual([
    undefined,
    undefined,
  ]);
});
