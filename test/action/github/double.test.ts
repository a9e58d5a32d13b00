import { expect, test } from 'vitest';
import { z } from 'zod';
import { badImage, compose, goodImage } from '../files.ts';
import { people, readOnly, useWorld } from '../world.ts';
import { actionsBot, type Hosted } from './hub.ts';

const world = useWorld();
const plain = {
  'user-agent': 'test',
  accept: 'application/vnd.github+json',
  'x-github-api-version': '2022-11-28',
};

async function ask(path: string, { token, ...init }: RequestInit & { token?: string } = {}) {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const headers = { ...plain, ...authorization, ...Object(init.headers) };
  return fetch(path.startsWith('http') ? path : world.api.url + path, { ...init, headers });
}

async function comment({ repository }: Hosted, body: string, token: string, method = 'POST', id = '') {
  const path = id === '' ? 'issues/1/comments' : `issues/comments/${id}`;
  return ask(`/repos/${repository.name}/${path}`, { method, token, body: JSON.stringify({ body }) });
}

const Sha = z.looseObject({ sha: z.string() });
const Comparison = z.looseObject({
  merge_base_commit: Sha,
  status: z.string(),
  ahead_by: z.number(),
  behind_by: z.number(),
});
const Tree = z.looseObject({
  sha: z.string(),
  truncated: z.boolean(),
  tree: z.array(z.looseObject({ path: z.string(), mode: z.string(), sha: z.string() })),
});
const Blob = z.looseObject({ content: z.string(), encoding: z.string(), size: z.number() });
const Comment = z.looseObject({
  id: z.number(),
  body: z.string(),
  user: z.looseObject({ login: z.string() }),
});

test('commits, trees and files are those of git', async () => {
  const hosted = world.host({
    'a/compose.yaml': compose(goodImage),
    'b.txt': 'ü'.repeat(100),
    link: { link: 'b.txt' },
  });
  const { repository } = hosted;
  const base = repository.git('rev-parse', 'main');
  const pull = world.propose(hosted, { files: { 'a/compose.yaml': compose(badImage) } });
  const moved = repository.commit('main', { 'c.txt': '' });
  const name = `/repos/${repository.name}`;

  const compared = Comparison.parse(await (await ask(`${name}/compare/${moved}...${pull.head.sha}`)).json());
  expect(compared).toMatchObject({
    merge_base_commit: { sha: base },
    status: 'diverged',
    ahead_by: 1,
    behind_by: 1,
  });
  const tree = Tree.parse(await (await ask(`${name}/git/trees/${base}?recursive=1`)).json());
  expect(tree.sha).toBe(repository.git('rev-parse', `${base}^{tree}`));
  expect(tree.tree.map(({ path, mode }) => `${mode} ${path}`)).toEqual([
    '040000 a',
    '100644 a/compose.yaml',
    '100644 b.txt',
    '120000 link',
  ]);
  const id = tree.tree.find(({ path }) => path === 'b.txt')?.sha;
  const blob = Blob.parse(await (await ask(`${name}/git/blobs/${id}`)).json());
  expect(Buffer.from(blob.content, 'base64').toString('utf8')).toBe('ü'.repeat(100));
  const raw = await ask(`${name}/contents/b.txt?ref=${base}`, {
    headers: { accept: 'application/vnd.github.raw+json' },
  });
  expect(await raw.text()).toBe('ü'.repeat(100));
  expect(await (await ask(`${name}/contents/link`)).json()).toMatchObject({
    type: 'symlink',
    target: 'b.txt',
  });
  expect(Sha.parse(await (await ask(`${name}/commits/main`)).json()).sha).toBe(moved);
  expect(await (await ask(`${name}/git/commits/${pull.mergeSha}`)).json()).toMatchObject({
    parents: [{ sha: base }, { sha: pull.head.sha }],
  });
  for (const path of ['contents/none', 'compare/main...none', `git/blobs/${'0'.repeat(40)}`])
    expect((await ask(`${name}/${path}`)).status, path).toBe(404);
});

test('a tree over the limit is cut and says so', async () => {
  const { repository } = world.host({ a: '', b: '', c: '' });
  world.hub.maxTreeEntries = 2;
  const tree = Tree.parse(await (await ask(`/repos/${repository.name}/git/trees/main?recursive=1`)).json());
  world.hub.maxTreeEntries = 100_000;
  expect([tree.truncated, tree.tree.length]).toEqual([true, 2]);
});

test('comments are written, edited and listed in pages', async () => {
  const hosted = world.host({ a: '' });
  world.propose(hosted, { files: { b: '' } });
  const token = world.token();
  const written = Comment.parse(await (await comment(hosted, 'first', token)).json());
  expect(written.user.login).toBe(actionsBot.login);
  for (let count = 1; count < 65; count += 1) await comment(hosted, `comment ${count}`, token);
  expect((await comment(hosted, 'edited', token, 'PATCH', String(written.id))).status).toBe(200);
  const pages: string[][] = [];
  let next = `/repos/${hosted.repository.name}/issues/1/comments`;
  while (next !== '') {
    const response = await ask(next, { token });
    pages.push(
      z
        .array(Comment)
        .parse(await response.json())
        .map(({ body }) => body),
    );
    next = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1] ?? '';
  }
  expect(pages.map(({ length }) => length)).toEqual([30, 30, 5]);
  expect(pages[0]?.[0]).toBe('edited');
});

test('a comment has 65,536 characters at most', async () => {
  const hosted = world.host({ a: '' });
  world.propose(hosted, { files: { b: '' } });
  const token = world.token();
  expect((await comment(hosted, 'x'.repeat(65_536), token)).status).toBe(201);
  const refused = await comment(hosted, 'x'.repeat(65_537), token);
  expect(refused.status).toBe(422);
  expect(await refused.json()).toMatchObject({
    errors: [{ message: 'body is too long (maximum is 65536 characters)' }],
  });
});

test('a token may what it may', async () => {
  const hosted = world.host({ a: '' }, { isPrivate: true });
  world.propose(hosted, { files: { b: '' } });
  const list = `/repos/${hosted.repository.name}/issues/1/comments`;
  const refused = await comment(hosted, 'x', world.token(readOnly));
  expect([refused.status, await refused.json()]).toEqual([
    403,
    expect.objectContaining({ message: 'Resource not accessible by integration' }),
  ]);
  expect((await ask(list, { token: world.token({ contents: 'read' }) })).status).toBe(403);
  expect((await ask(list)).status).toBe(404);
  expect((await ask(list, { token: 'ghs_wrong' })).status).toBe(401);
  expect((await ask('/user', { token: world.token() })).status).toBe(403);
  const user = world.token({ issues: 'write' }, { is: 'user', account: people.maintainer });
  expect(await (await ask('/user', { token: user })).json()).toMatchObject({ login: 'maintainer' });
});

test('what GitHub does not know is told', async () => {
  const { repository } = world.host({ a: '' });
  const seen = async (path: string, init: RequestInit = {}) => {
    await ask(path, init);
    return world.api.violations.splice(0).join();
  };
  expect(await seen('/repos/a/b/unknown')).toContain('GET /repos/a/b/unknown: unknown to the description');
  expect(await seen(`/repos/${repository.name}?x=1`)).toContain('unknown parameter x');
  expect(await seen(`/repos/${repository.name}/issues/one/comments`)).toContain('parameter issue_number');
  expect(
    await seen(`/repos/${repository.name}/issues/1/comments`, { method: 'POST', body: '{"text":""}' }),
  ).toContain("required property 'body'");
  expect(await seen(`/repos/${repository.name}`, { headers: { 'x-github-api-version': '' } })).toContain(
    'version of the API',
  );
});
