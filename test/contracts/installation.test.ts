import { expect, test } from 'vitest';
import { read } from './sources.ts';

interface Locked {
  readonly gypfile?: boolean;
}

// npm builds a package with a binding.gyp anew unless the package says not to, and "npm install" drops that word from the
// lockfile. It would need a compiler and the headers of Node; what is built is in the package.
test('nothing is compiled when the project is installed', () => {
  const { packages }: { packages: Readonly<Record<string, Locked>> } = JSON.parse(read('package-lock.json'));
  expect(packages['node_modules/better-sqlite3']?.gypfile).toBe(false);
  expect(JSON.parse(read('package.json')).allowScripts).toMatchObject({ 'better-sqlite3': false });
});
