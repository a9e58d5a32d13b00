import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scanFixture } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { expect, test } from 'vitest';
import { python } from './extractor.ts';

/** What each package of a lockfile needs: names, or `null` where the lockfile says nothing of it. */
async function needs(files: Readonly<Record<string, string>>) {
  const root = mkdtempSync(join(tmpdir(), 'fineprint-python-'));
  try {
    for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
    const { occurrences } = await scanFixture(root, [python], kinds);
    const named = (name: string) => name.slice('pypi/'.length);
    return Object.fromEntries(
      occurrences.map(({ name, dependsOn }) => [
        named(name),
        dependsOn?.map((each) => named(each.name)).join() ?? null,
      ]),
    );
  } finally {
    rmSync(root, { recursive: true });
  }
}

test('a list of PEP 751 may leave out what a package needs', async () => {
  const packages = [
    'name = "a"\nversion = "1.0.0"\ndependencies = [{name = "b"}]',
    'name = "b"\nversion = "1.0.0"',
    'name = "c"\nversion = "1.0.0"\ndependencies = []',
  ];
  const lock = packages.map((each) => `[[packages]]\n${each}\n`).join('\n');
  expect(await needs({ 'pylock.toml': `lock-version = "1.0"\n${lock}` })).toEqual({ a: 'b', b: null, c: '' });
});

test('a compiled list says what asks for what, unless it was compiled without', async () => {
  const header = '#    pip-compile requirements.in\n';
  const list = 'a==1.0.0\n    # via -r requirements.in\nb==1.0.0\n    # via a\n';
  const of = (text: string) => needs({ 'requirements.in': 'a\n', 'requirements.txt': `${header}${text}` });
  expect(await of(list)).toEqual({ a: 'b', b: '' });
  expect(await of(list.replaceAll(/ +#.*\n/g, ''))).toEqual({ a: null, b: null });
});

test('a Pipfile.lock says nothing of it', async () => {
  const lock = JSON.stringify({ default: { a: { version: '==1.0.0' } }, develop: {} });
  expect(await needs({ Pipfile: '[packages]\na = "*"\n', 'Pipfile.lock': lock })).toEqual({ a: null });
});
