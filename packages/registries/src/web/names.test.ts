import { expect, test } from 'vitest';
import { webTo } from '../testkit/loopback.ts';
import type { CheckedAddress } from './egress.ts';
import { openNames } from './names.ts';

const silence: CheckedAddress = { is: 'refused', by: 'silence', because: 'It did not answer.' };
const address: CheckedAddress = { is: 'address', address: '1.1.1.1' };
const unknown: CheckedAddress = { is: 'refused', by: 'gone', because: 'No name server knows it.' };

/** Looks up ten hosts, or more, at once, of which each is answered as told; how many were asked for, and at a time. */
async function lookedUp(answerOf: (index: number) => CheckedAddress, length = 10) {
  let [asked, running, most] = [0, 0, 0];
  const names = openNames(async ({ hostname }) => {
    asked += 1;
    running += 1;
    most = Math.max(most, running);
    await null;
    running -= 1;
    return answerOf(Number(hostname.slice(1).split('.')[0]));
  });
  const urls = Array.from({ length }, (_, index) => new URL(`https://h${index}.example/`));
  const answers = await Promise.all(urls.map(names));
  await names(new URL('https://h0.example/again'));
  return { asked, most, answers };
}

test('each host is looked up once, four at a time', async () => {
  const { asked, most, answers } = await lookedUp((index) => (index === 3 ? unknown : address));
  expect([asked, most]).toEqual([10, 4]);
  expect(answers.filter((one) => one === address)).toHaveLength(9);
});

const guarded: CheckedAddress = { is: 'refused', by: 'private', because: 'It is private.' };

test.each([
  ['nobody answers', () => silence],
  ['no name is known', (index: number) => (index === 0 ? silence : unknown)],
])('where %s, only the first are waited for', async (_, answerOf) => {
  const { asked, answers } = await lookedUp(answerOf);
  expect(asked).toBe(4);
  expect(answers.slice(4)).toEqual(Array(6).fill(silence));
});

test.each([address, guarded])(
  'where a name leads somewhere (%o), a few others are waited for',
  async (one) => {
    expect((await lookedUp((index) => (index === 0 ? one : silence))).asked).toBe(10);
    expect((await lookedUp((index) => (index === 0 ? one : silence), 20)).asked).toBe(12);
  },
);

test('a host is another one by another scheme', async () => {
  const asked: string[] = [];
  const names = openNames(async ({ href }) => {
    asked.push(href);
    return address;
  });
  for (const url of ['https://h.example/a', 'ssh://h.example/b', 'ssh://git@h.example/c'])
    await names(new URL(url));
  expect(asked).toEqual(['https://h.example/a', 'ssh://h.example/b']);
});

test('the web looks up names so', async () => {
  const web = webTo([]);
  const [first, again] = ['a', 'b'].map((path) => web.addressOf(new URL(`https://127.0.0.1/${path}`)));
  expect(first).toBe(again);
  expect(await first).toMatchObject({ is: 'refused', by: 'private' });
  web.close();
});
