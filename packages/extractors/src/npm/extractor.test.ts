import { join } from 'node:path';
import { goldenCases, scanFixture } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { expect, test } from 'vitest';
import { npm } from './extractor.ts';

goldenCases(npm, import.meta.dirname, kinds);

test('the settings of the repository say which registry a package is of', async () => {
  const root = join(import.meta.dirname, 'fixtures/private-registry/repo');
  const { components } = await scanFixture(root, [npm], kinds);
  expect(components.map(({ name, source }) => `${name} ${source}`)).toEqual([
    'npm/@other/kit npm.corp.example',
    'npm/@team/kit team.corp.example',
    'npm/commander yarn.corp.example',
    'npm/left-pad npm.corp.example',
  ]);
});
