import { afterAll, expect, test } from 'vitest';
import { npm } from '../../packages/registries/src/protocols/npm.ts';
import { asked, meansOf } from '../../packages/registries/src/testkit/asked.ts';
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
