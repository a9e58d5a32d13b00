import type { Answer, Kind, Lookup, ResolvedOccurrence, Verification } from '@fineprint/core';
import { kinds } from '@fineprint/kinds';
import { expect, test } from 'vitest';
import { aimAnew, withoutPin } from '../../packages/pin/src/update.ts';

const at = { path: 'a', line: 1, column: 1, endLine: 1, endColumn: 2, start: 0, end: 1 };
const [old, now] = ['a'.repeat(40), 'b'.repeat(40)];
const [oldDigest, newDigest] = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`];

function occurrenceOf(given: Partial<ResolvedOccurrence>): ResolvedOccurrence {
  return {
    kind: 'github-action',
    name: 'acme/setup',
    key: 'github-action:acme/setup',
    ref: `github-action:acme/setup@${old}`,
    request: { is: 'git-ref', text: old },
    requested: old,
    at,
    text: '',
    address: '',
    usage: 'ci',
    scope: 'excluded',
    slots: [],
    via: [],
    ecosystem: 'test',
    unit: 'test',
    in: null,
    version: null,
    commit: old,
    pin: 'commit',
    credential: false,
    ...given,
  };
}

const image = occurrenceOf({
  kind: 'container-image',
  name: 'redis',
  key: 'container-image:docker.io/library/redis',
  ref: `container-image:docker.io/library/redis@${oldDigest}`,
  request: { is: 'tag', text: '7.2.5' },
  requested: '7.2.5',
  digest: oldDigest,
  version: '7.2.5',
  commit: null,
  pin: 'digest',
});

type Told = Partial<Omit<Extract<Answer, { readonly is: 'answer' }>, 'is'>>;
type Untold = Exclude<Answer, { readonly is: 'answer' }>;

/** Answers what it is given, and keeps what it was asked. */
function lookupOf(told: Told | Untold, verification?: Verification) {
  const asked: ResolvedOccurrence[] = [];
  const answer: Answer =
    'is' in told ? told : { version: null, digest: null, commit: null, ...told, is: 'answer' };
  const lookup: Lookup = {
    online: true,
    ask(occurrence) {
      asked.push(occurrence);
      return Promise.resolve(answer);
    },
    ...(verification ? { verify: () => Promise.resolve(verification) } : {}),
  };
  return { lookup, asked };
}

function kindOf(id: string): Kind {
  const kind = kinds.find((one) => one.id === id);
  if (!kind) throw new Error(`There is no kind "${id}".`);
  return kind;
}

function anew(occurrence: ResolvedOccurrence, kind: string, ...means: Parameters<typeof lookupOf>) {
  return aimAnew(occurrence, kindOf(kind), lookupOf(...means).lookup);
}

test('a commit is asked about as its claim, an image as its tag', () => {
  expect(withoutPin(occurrenceOf({ claimed: 'v4' }))).toMatchObject({
    ref: 'github-action:acme/setup@v4',
    request: { is: 'git-ref', text: 'v4' },
    requested: 'v4',
    commit: null,
  });
  const open = withoutPin(image);
  expect(open).toMatchObject({ ref: 'container-image:docker.io/library/redis@7.2.5', requested: '7.2.5' });
  expect(open).not.toHaveProperty('digest');
});

test.each([
  ['a commit without a claim', occurrenceOf({})],
  ['a digest without a tag', { ...image, request: { is: 'nothing' as const }, requested: null }],
  ['what a lockfile chose', occurrenceOf({ claimed: 'v4', locked: { version: null, hashes: [] } })],
  ['what nobody could evaluate', { ...image, unresolved: { part: 'name' as const, because: 'x' } }],
])('%s stays, and nobody is asked', async (_, occurrence) => {
  const { lookup, asked } = lookupOf({ commit: now, digest: newDigest });
  expect(await aimAnew(occurrence, kindOf(occurrence.kind), lookup)).toBeNull();
  expect(asked).toEqual([]);
});

test('the checksum of a file follows nothing', async () => {
  const source = 'https://github.com/acme/tool/releases/download/v1.0.0/tool';
  const request = { is: 'tag' as const, text: 'v1.0.0' };
  const { lookup, asked } = lookupOf({ digest: newDigest });
  const file = { ...image, kind: 'download', name: 'github.com/acme/tool', source, request };
  expect(await aimAnew(file, kindOf('download'), lookup)).toBeNull();
  expect(asked).toEqual([]);
});

test('a claim that leads somewhere else today is followed, and stays what it is', async () => {
  const occurrence = occurrenceOf({ claimed: 'v4' });
  expect(await anew(occurrence, 'github-action', { commit: now, names: ['v4', 'v4.3.0'] })).toEqual({
    occurrence,
    target: { is: 'commit', value: now, claim: 'v4' },
  });
  expect(await anew(occurrence, 'github-action', { commit: old })).toBeNull();
  expect(await anew(occurrence, 'github-action', { version: '4' })).toBeNull();
});

test.each(['v4.2.1', '4.2.1', 'refs/tags/v4.2.1'])('a release that moved is none (%s)', async (claimed) => {
  const occurrence = occurrenceOf({ claimed });
  expect(await anew(occurrence, 'github-action', { commit: old })).toBeNull();
  expect(await anew(occurrence, 'github-action', { commit: now })).toEqual({
    occurrence,
    because: expect.stringContaining('.2.1" leads to another commit today'),
  });
});

test('an image is rebuilt under its tag; a chart is not', async () => {
  expect(await anew(image, 'container-image', { digest: newDigest })).toEqual({
    occurrence: image,
    target: { is: 'digest', value: newDigest },
  });
  expect(await anew(image, 'container-image', { digest: oldDigest })).toBeNull();
  const chart = { ...image, kind: 'helm-chart' };
  expect(await anew(chart, 'helm-chart', { digest: newDigest })).toMatchObject({
    because: expect.stringContaining('"7.2.5" leads to another digest today'),
  });
});

test('a digest of one platform is what the tag leads to', async () => {
  const verified: Verification = { is: 'verified', upstream: { tags: [], tagDigest: oldDigest } };
  expect(await anew(image, 'container-image', { digest: newDigest }, verified)).toBeNull();
});

test('what is not answered is left with its reason; of whom nobody can ask, nothing is said', async () => {
  const occurrence = occurrenceOf({ claimed: 'v4' });
  const unanswered: Untold = { is: 'unanswered', because: 'github.com: It refused the connection.' };
  expect(await anew(occurrence, 'github-action', unanswered)).toEqual({
    occurrence,
    because: 'github.com: It refused the connection.',
  });
  expect(await anew(occurrence, 'github-action', { is: 'offline' })).toBeNull();
});
