import { matchesGlob } from 'node:path';
import { expect, test } from 'vitest';
import { impureTests, pureTests } from '../../vitest.config.ts';
import { sources } from './sources.ts';

const changes =
  /\bvi\.(?:mock|doMock|spyOn|stub\w+|use\w+|setSystemTime)\(|\bprocess\.(?:chdir|exitCode =|env\.\w+ =|env\[)|\bdelete process\.|\bglobalThis\.\w+ =/;

test('tests that share a worker change nothing that others see', () => {
  const changing = sources(true)
    .filter(({ path, text }) => /\.test(?:kit)?\.ts$|\/testkit\//.test(path) && changes.test(text))
    .map(({ path }) => path);
  const packagesOfPure = pureTests.map((glob) => glob.replace('*.test.ts', '*'));
  expect(changing.filter((path) => packagesOfPure.some((glob) => matchesGlob(path, glob)))).toEqual(
    impureTests,
  );
  // It would see them: there are some where each file has a worker of its own.
  expect(changing.length).toBeGreaterThan(impureTests.length);
});
