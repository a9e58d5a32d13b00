import { expect, test } from 'vitest';
import { testsApart } from '../../vitest.config.ts';
import { sources, testSources } from './sources.ts';

const changes =
  /\bvi\.(?:mock|doMock|spyOn|stub\w+|use\w+|setSystemTime)\(|\bprocess\.(?:chdir|exitCode =|env\.\w+ =|env\[)|\bdelete process\.|\bglobalThis\.\w+ =/;

test('tests that share a worker change nothing that others see', () => {
  const changing = [...sources(true), ...testSources()]
    .filter(({ path, text }) => /\.test(?:kit)?\.ts$|\/testkit\//.test(path) && changes.test(text))
    .map(({ path }) => path);
  expect(changing).toEqual(testsApart);
});

test('what tests of several files use asks for no hook where it is imported, which one of these files does alone', () => {
  const hooked = [...sources(true), ...testSources()]
    .filter(
      ({ path, text }) => !/\.(?:test|real)\.ts$/.test(path) && /^(?:before|after)(?:All|Each)\(/m.test(text),
    )
    .map(({ path }) => path);
  expect(hooked).toEqual([]);
});
