import { expect, test } from 'vitest';
import type { ApiAnswer, Asked } from '../api/client.ts';
import { commentOf, markerOf, maxCommentCharacters, tellByComment } from './comment.ts';

interface Written {
  readonly id: number;
  readonly user: { readonly id: number; readonly login: string; readonly type: string } | null;
  body: string;
}

const bot = { id: 41898282, login: 'github-actions[bot]', type: 'Bot' };
const mallory = { id: 666, login: 'mallory', type: 'User' };
const marker = markerOf(['CI', 'licenses', '__self', '']);

/** A pull request with its comments, as the API serves them to the owner of a token. */
function discussion(
  comments: Written[],
  owner: Written['user'] = bot,
  refused: Readonly<Record<string, number>> = {},
) {
  const asked: string[] = [];
  const answer = ({ method, path, body }: Asked): ApiAnswer => {
    if (path === null)
      return owner === bot
        ? { is: 'refused', status: 404, because: 'There is none.', permission: null }
        : { is: 'answer', body: { data: { viewer: { login: owner?.login } } } };
    const [route = '', query = ''] = path.split('?');
    asked.push(`${method} ${route}`);
    const status = refused[method];
    if (status !== undefined)
      return { is: 'refused', status, because: `It answered with status ${status}.`, permission: null };
    if (route === '/user')
      return owner?.type === 'User'
        ? { is: 'answer', body: owner }
        : { is: 'refused', status: 403, because: 'Not accessible.', permission: null };
    const text = String(Object(body).body);
    if (method === 'POST') comments.push({ id: comments.length + 1, user: owner, body: text });
    if (method === 'PATCH')
      for (const comment of comments) if (route.endsWith(`/${comment.id}`)) comment.body = text;
    const page = Number(/\bpage=(\d+)/.exec(query)?.[1] ?? 1);
    return { is: 'answer', body: method === 'GET' ? comments.slice((page - 1) * 100, page * 100) : {} };
  };
  const api = { host: 'api.example', ask: async (asking: Asked) => answer(asking), close: () => undefined };
  const tell = (body: string, isNeeded = true) =>
    tellByComment({ api, repository: 'o/r' }, { number: 7, marker, body, isNeeded });
  return { tell, asked, comments };
}

test('one comment is written, and renewed', async () => {
  const { tell, comments } = discussion([]);
  expect(await tell('red')).toBeNull();
  expect(await tell('green', false)).toBeNull();
  expect(comments).toEqual([{ id: 1, user: bot, body: `${marker}\ngreen` }]);
});

test('where nothing failed and nothing was said, nothing is said', async () => {
  const { tell, comments, asked } = discussion([]);
  expect(await tell('green', false)).toBeNull();
  expect([comments.length, asked.length]).toEqual([0, 1]);
});

test('what is said already is not written again', async () => {
  const { tell, asked } = discussion([{ id: 1, user: bot, body: `${marker}\nred` }]);
  await tell('red');
  expect(asked.filter((each) => !each.startsWith('GET'))).toEqual([]);
});

test.each<[string, Written['user'], string]>([
  ['somebody', mallory, `${marker}\nAll is well.`],
  ['somebody whose account is gone', null, `${marker}\nAll is well.`],
  [
    'a user who is called like the bot',
    { ...mallory, login: 'github-actions[bot]' },
    `${marker}\nAll is well.`,
  ],
  ['another app', { id: 9, login: 'helper[bot]', type: 'Bot' }, `${marker}\nAll is well.`],
  ['another workflow that quotes it', bot, `Somebody wrote: ${marker}\nAll is well.`],
  ['the same job with a longer marker', bot, `${marker} and more`],
])('the marker in a comment of %s is not ours', async (_, user, body) => {
  const { tell, comments } = discussion([{ id: 1, user, body }]);
  expect(await tell('red')).toBeNull();
  expect(comments.map((comment) => comment.body)).toEqual([body, `${marker}\nred`]);
});

test("a user's token knows its owner, and adopts nothing of the bot", async () => {
  const owner = { id: 5, login: 'robot', type: 'User' };
  const { tell, comments } = discussion([{ id: 1, user: bot, body: `${marker}\nred` }], owner);
  await tell('red');
  await tell('green');
  expect(comments.map(({ user, body }) => [user?.login, body])).toEqual([
    ['github-actions[bot]', `${marker}\nred`],
    ['robot', `${marker}\ngreen`],
  ]);
});

test("an app's token is asked for its name, with brackets or without", async () => {
  for (const login of ['our-app[bot]', 'our-app']) {
    const comments = [{ id: 1, user: { id: 6, login: 'our-app[bot]', type: 'Bot' }, body: `${marker}\nred` }];
    const { tell } = discussion(comments, { id: 6, login, type: 'Bot' });
    await tell('green');
    expect(comments.map(({ body }) => body)).toEqual([`${marker}\ngreen`]);
  }
});

test('it is found among hundreds, and of two the first is renewed', async () => {
  const others = Array.from({ length: 250 }, (_, index) => ({ id: index + 1, user: mallory, body: 'x' }));
  const own = [251, 252].map((id) => ({ id, user: bot, body: `${marker}\nred` }));
  const { tell, comments } = discussion([...others, ...own]);
  await tell('green');
  expect(comments.slice(250).map(({ body }) => body)).toEqual([`${marker}\ngreen`, `${marker}\nred`]);
});

test.each([403, 404])('a token that only reads (%i) is a sentence with what it needs', async (status) => {
  expect(await discussion([], bot, { POST: status }).tell('red')).toMatch(
    /^No comment was written: It answered with status 40.* "pull-requests: write"/,
  );
  expect(await discussion([], bot, { GET: status }).tell('red')).toContain('No comment was written');
  expect(await discussion([], bot, { POST: 422 }).tell('red')).not.toContain('permission');
});

test('jobs have markers of their own, which nothing in their names can end', () => {
  const parts = [
    ['a', 'b'],
    ['ab', ''],
    ['a', 'b -->'],
    ['<!--', '\n'],
  ];
  const markers = parts.map(markerOf);
  expect(new Set(markers).size).toBe(parts.length);
  for (const each of markers) expect(each).toMatch(/^<!-- fineprint [0-9a-f]{24} -->$/);
});

test.each(['x', '語', '😀'])('a comment of %s has what GitHub takes, and not a unit more', (letter) => {
  const room = maxCommentCharacters - marker.length - 1;
  const most = letter.repeat(room / letter.length - 1).padEnd(room, '.');
  const whole = commentOf({ marker, body: most });
  expect(whole).toBe(`${marker}\n${most}`);
  expect(whole).toHaveLength(maxCommentCharacters);
  for (const body of [`${most}.`, `${'.'.repeat(room - 1)}${letter}${letter}`]) {
    const cut = commentOf({ marker, body });
    expect(cut).toHaveLength(maxCommentCharacters);
    expect(cut.isWellFormed()).toBe(true);
    expect(cut.startsWith(`${marker}\n`)).toBe(true);
  }
});
