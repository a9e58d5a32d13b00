import { afterAll, expect, test } from 'vitest';
import { npm } from '../../packages/registries/src/protocols/npm.ts';
import { asked, meansOf, occurrenceOf } from '../../packages/registries/src/testkit/asked.ts';
import { webTo } from '../../packages/registries/src/testkit/loopback.ts';

// The registry itself, wherever its name leads on this machine.
const web = webTo(['registry.npmjs.org'], { limits: { pauseMs: 500 } });
afterAll(() => web.close());

test.each([
  ['left-pad', '1.3.0', 'WTFPL'],
  ['lodash', '4.17.21', 'MIT'],
  ['typescript', '5.0.4', 'Apache-2.0'],
  ['@types/node', '20.0.0', 'MIT'],
  ['jszip', '3.10.1', '(MIT OR GPL-3.0-or-later)'],
])('%s %s is %s', async (name, version, field) => {
  const found = await npm.licenses(
    asked({ kind: 'library', name: `npm/${name}`, version }),
    meansOf(web, {}),
  );
  expect(found).toEqual([expect.objectContaining({ is: 'field', field, by: 'author' })]);
});

test('a version that was never published is absent', async () => {
  const found = await npm.licenses(
    asked({ kind: 'library', name: 'npm/left-pad', version: '99.0.0' }),
    meansOf(web, {}),
  );
  expect(found).toEqual([{ is: 'silent', because: 'registry.npmjs.org knows no /left-pad/99.0.0.' }]);
});

test('a range leads to the newest version that it admits', async () => {
  const occurrence = occurrenceOf({ kind: 'library', name: 'npm/left-pad', requested: '~1.1' });
  expect(await npm.resolve(occurrence, meansOf(web, {}))).toMatchObject({ is: 'answer', version: '1.1.3' });
});

test('where the manifest names no licence, the tarball has its text', async () => {
  const component = asked({ kind: 'library', name: 'npm/map-stream', version: '0.1.0' });
  expect(await npm.licenses(component, meansOf(web, {}))).toEqual([
    {
      is: 'text',
      name: 'LICENCE',
      text: expect.stringContaining('Copyright (c) 2011 Dominic Tarr'),
      source: 'https://registry.npmjs.org/map-stream/-/map-stream-0.1.0.tgz LICENCE',
      staleSince: null,
    },
  ]);
});
