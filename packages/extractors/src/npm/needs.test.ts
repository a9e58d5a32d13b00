import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scanFixture } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { expect, test } from 'vitest';
import { npm } from './extractor.ts';

/** What each package of a lockfile needs: names, `null` where the lockfile says nothing; `+` where it names more. */
async function needs(file: string, text: string) {
  const root = mkdtempSync(join(tmpdir(), 'fineprint-npm-'));
  try {
    writeFileSync(join(root, file), text);
    const { occurrences } = await scanFixture(root, [npm], kinds);
    return Object.fromEntries(
      occurrences.map(({ name, dependsOn, needsMore }) => [
        name.slice('npm/'.length),
        dependsOn
          ? `${dependsOn.map((each) => each.name.slice('npm/'.length)).join()}${needsMore ? '+' : ''}`
          : null,
      ]),
    );
  } finally {
    rmSync(root, { recursive: true });
  }
}

const entry = (key: string, ...lines: readonly string[]) =>
  `"${key}":\n  version: 1.0.0\n  resolution: "${key.replace(/@.*/, '')}@npm:1.0.0"\n${lines.map((line) => `  ${line}\n`).join('')}\n`;

test('Yarn 2 and 3 name what is needed without the protocol of its entry, and no package for a peer', async () => {
  const lock = [
    '__metadata:\n  version: 6\n\n',
    entry('a@npm:^1.0.0', 'dependencies:', '  b: ^1.0.0', '  c: "npm:^1.0.0"'),
    entry('b@npm:^1.0.0', 'peerDependencies:', '  c: "*"'),
    entry(
      'c@npm:^1.0.0',
      'peerDependencies:',
      '  b: "*"',
      'peerDependenciesMeta:',
      '  b:',
      '    optional: true',
    ),
  ].join('');
  expect(await needs('yarn.lock', lock)).toEqual({ a: 'b,c', b: '+', c: '' });
});

test('what npm’s lockfile lacks is told, but for peers that may do without', async () => {
  const packages = {
    '': { name: 'x' },
    'node_modules/a': {
      version: '1.0.0',
      dependencies: { b: '*', gone: '*' },
      peerDependencies: { none: '*' },
    },
    'node_modules/b': { version: '1.0.0', optionalDependencies: { 'only-elsewhere': '*' } },
  };
  const lock = JSON.stringify({ name: 'x', lockfileVersion: 3, packages });
  expect(await needs('package-lock.json', lock)).toEqual({ a: 'b+', b: '' });
});

test('a shrinkwrap from before npm 5 says of nothing what it requires', async () => {
  const dependencies = { a: { version: '1.0.0', dependencies: { b: { version: '1.0.0' } } } };
  const of = (more: object) => JSON.stringify({ name: 'x', dependencies, ...more });
  expect(await needs('npm-shrinkwrap.json', of({}))).toEqual({ a: null, b: null });
  expect(await needs('npm-shrinkwrap.json', of({ requires: true }))).toEqual({ a: '', b: '' });
});
