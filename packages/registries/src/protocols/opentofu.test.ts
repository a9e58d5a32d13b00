import { afterEach, describe, expect, test } from 'vitest';
import { asked, meansOf } from '../testkit/asked.ts';
import { type Loopback, type Routes, startLoopback, webTo } from '../testkit/loopback.ts';
import { openTofu } from './opentofu.ts';

const open: Loopback[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function found(license: unknown, host = 'registry.opentofu.org') {
  const server = await startLoopback({ '/registry/docs/providers/a/b/v1.0.0/index.json': { license } });
  open.push(server);
  const component = asked({
    kind: 'terraform-provider',
    name: 'a/b',
    key: `terraform-provider:${host}/a/b`,
    version: '1.0.0',
  });
  const means = meansOf(webTo([server.host]), { opentofu: server.origin });
  const [first] = await openTofu.licenses(component, means);
  return first;
}

describe('the licence file of the repository behind a version', () => {
  const document = { license: [{ spdx: 'MIT', confidence: 1, file: 'LICENSE' }] };
  async function read(
    link: string,
    routes: Routes,
    kind: 'provider' | 'module' = 'provider',
    tag = 'v1.0.0',
  ) {
    const path = kind === 'provider' ? 'a/b' : 'a/b/aws';
    const server = await startLoopback({
      [`/registry/docs/${kind}s/${path}/${tag}/index.json`]: {
        ...document,
        licenses: document.license,
        link,
      },
      ...routes,
    });
    open.push(server);
    const key = `terraform-${kind}:registry.opentofu.org/${path}`;
    const component = asked({ kind: `terraform-${kind}`, name: path, key, version: '1.0.0' });
    const homes = { opentofu: server.origin, 'files of github.com': server.origin };
    return openTofu.licenses(component, meansOf(webTo([server.host]), homes));
  }

  test.each([
    ['https://github.com/o/terraform-provider-b/tree/v1.0.0', 'provider', 'v1.0.0'],
    ['https://github.com/o/terraform-provider-b', 'provider', 'v1.0.0'],
    ['https://github.com/o/terraform-provider-b/tree/main', 'provider', 'v1.0.0'],
    ['https://github.com/o/terraform-provider-b', 'module', 'v1.0.0'],
    ['https://github.com/o/terraform-provider-b', 'module', '1.0.0'],
  ] as const)('is read at its tag (%s, %s %s)', async (link, kind, tag) => {
    const routes = { [`/o/terraform-provider-b/${tag}/LICENSE`]: 'the text' };
    expect(await read(link, routes, kind, tag)).toMatchObject([{ is: 'text', text: 'the text' }]);
  });

  test.each([
    ['https://github.com/o/terraform-provider-b', 'silent'],
    ['https://git.example/o/terraform-provider-b', undefined],
    ['../../x', undefined],
  ])('is not there behind %s: then what was recognised counts', async (link, is) => {
    const first = is === undefined ? [] : [{ is }];
    expect(await read(link, {})).toMatchObject([...first, { is: 'field', field: 'MIT', by: 'registry' }]);
  });
});

const inFile = (spdx: string, confidence: number, file = 'LICENSE') => ({ spdx, confidence, file });

test('what the registry recognised is given with its file and how sure it is', async () => {
  expect(await found([inFile('MIT', 0.9)])).toMatchObject({
    field: 'MIT',
    by: 'registry',
    confidence: 0.9,
    note: 'OpenTofu’s registry recognised it in "LICENSE" with a confidence of 0.90.',
  });
  expect(await found([inFile('MIT', 1, '')])).toMatchObject({
    note: 'OpenTofu’s registry recognised it in the repository with a confidence of 1.00.',
  });
});

test('of one file the likeliest license is meant, whichever comes first', async () => {
  const either = [inFile('MIT', 0.9), inFile('MIT-0', 0.95), inFile('X11', 0.86)];
  expect(await found(either)).toMatchObject({ field: 'MIT-0' });
  expect(await found(either.toReversed())).toMatchObject({ field: 'MIT-0' });
});

test('a name that only a notice beside the code could tell is the plain one', async () => {
  expect(await found([inFile('MPL-2.0-no-copyleft-exception', 0.99)])).toMatchObject({ field: 'MPL-2.0' });
});

test('files that agree are one answer, and files that differ are none', async () => {
  expect(await found([inFile('MIT', 0.99), inFile('MIT', 0.9, 'COPYING')])).toMatchObject({ field: 'MIT' });
  expect(
    await found([inFile('MIT', 0.99, 'LICENSE-MIT'), inFile('Apache-2.0', 1, 'LICENSE-APACHE')]),
  ).toEqual({
    is: 'silent',
    because: expect.stringContaining('names MIT (LICENSE-MIT), Apache-2.0 (LICENSE-APACHE), and not whether'),
  });
});

test.each<[string, unknown]>([
  ['nothing', []],
  ['what is no list', { spdx: 'MIT', confidence: 1, file: 'LICENSE' }],
  ['a doubt', [inFile('MIT', 0.84)]],
  ['more than certainty', [inFile('MIT', 1.5)]],
  ['no number', [{ spdx: 'MIT', confidence: '1', file: 'LICENSE' }]],
  ['the license of a part', [inFile('MIT', 1, 'docs/LICENSE')]],
  ['what is no identifier', [inFile('MIT <script>', 1)]],
  ['a name that is too long', [inFile('MIT', 1, 'x'.repeat(101))]],
  ['strange values', [null, 1, 'MIT', [], { spdx: 1 }]],
])('%s concludes nothing', async (_, license) => {
  expect(await found(license)).toMatchObject({ is: 'silent' });
});

test('another registry is not meant', async () => {
  expect(await found([inFile('MIT', 1)], 'registry.terraform.io')).toBeUndefined();
});
