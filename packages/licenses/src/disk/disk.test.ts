import type { LicenseTree } from '@fineprint/core';
import { describe, expect, test } from 'vitest';
import { diskSource } from '../disk-source.ts';
import { defaultBudget } from './disk.ts';
import { componentOf, knownTexts, saidOf, textOf, treeOf } from './tree.testkit.ts';

const mit = textOf('MIT');
const budget = { ...defaultBudget, files: 1_000, directories: 1_000 };

function npm(name: string, version = '1.0.0') {
  return componentOf(`library:npm/${name}`, { version, at: 'package.json' });
}

function packages(...names: readonly string[]) {
  return treeOf(
    Object.fromEntries(
      names.map((name) => [
        `node_modules/${name}/package.json`,
        `{"name":"${name}","version":"1.0.0","license":"MIT"}`,
      ]),
    ),
  );
}

describe('a budget', () => {
  test('of files for one component ends the reading of it, and says where', () => {
    const tree = treeOf({ 'ext/package.json': '{"license":"MIT"}', 'ext/LICENSE': mit, 'ext/COPYING': mit });
    const copy = componentOf('git-source:h/x', { contents: 'ext' });
    const lines = saidOf(copy, tree, { ...budget, perComponent: 2 });
    expect(lines.filter((line) => line.startsWith('MIT'))).toHaveLength(2);
    expect(lines.at(-1)).toMatch(/^limit-reached ext\/LICENSE:1: More than 2 files of the copies of "h\/x"/);
    expect(saidOf(copy, tree, { ...budget, perComponent: 3 })).toHaveLength(3);
  });

  test('of files in all is said once', () => {
    const source = diskSource(() => knownTexts, { budget: { ...budget, files: 1 } });
    const tree = packages('a', 'b', 'c');
    const all = ['a', 'b', 'c'].flatMap((name) => [...source.evidence(npm(name), tree)]);
    expect(all).toMatchObject([
      { expression: 'MIT' },
      { code: 'limit-reached', message: expect.stringContaining('More than 1 files of the copies on disk') },
    ]);
  });

  test('counts a file once, however many components ask for it', () => {
    const tree = treeOf({
      'vendor/modules.txt': '# a v1.0.0\n# b v1.0.0\n',
      'vendor/a/LICENSE': mit,
      'vendor/b/LICENSE': mit,
    });
    const source = diskSource(() => knownTexts, { budget: { ...budget, files: 3 } });
    const all = ['a', 'b'].flatMap((name) => [
      ...source.evidence(componentOf(`library:golang/${name}`, { version: 'v1.0.0' }), tree),
    ]);
    expect(all).toMatchObject([{ expression: 'MIT' }, { expression: 'MIT' }]);
  });

  test('of characters counts each license text once, and says where it ends', () => {
    const tree = treeOf({ 'ext/LICENSE': mit, 'ext/LICENSE.txt': mit, 'ext/LICENSE.z': `${mit} ` });
    const copy = componentOf('git-source:h/x', { contents: 'ext' });
    expect(saidOf(copy, tree, { ...budget, compared: mit.length })).toEqual([
      'MIT file-text ext/LICENSE',
      'MIT file-text ext/LICENSE.txt',
      expect.stringMatching(/^limit-reached ext\/LICENSE\.z:1: License texts have more than \d+ characters/),
    ]);
  });

  test('of directories keeps a tree of any size from being walked', () => {
    let listed = 0;
    const endless: LicenseTree = {
      ...packages(),
      list: () => {
        listed += 1;
        return ['a', 'node_modules'];
      },
    };
    const lines = saidOf(npm('a'), endless, { ...budget, directories: 50 });
    expect(listed).toBe(50);
    expect(lines).toEqual([expect.stringMatching(/^limit-reached .*More than 50 directories/)]);
  });
});

test('a budget of unpacked bytes ends the reading of archives, and says so', () => {
  const chart = (name: string) => ({
    [`${name}/Chart.yaml`]: `name: ${name}\nversion: 1.0.0\nannotations:\n  licenses: ISC\n`,
  });
  const tree = treeOf({ 'charts/a-1.0.0.tgz': chart('a'), 'charts/b-1.0.0.tgz': chart('b') });
  const opened: string[] = [];
  const archive = (path: string) => {
    opened.push(path);
    return tree.archive(path);
  };
  const source = diskSource(() => knownTexts, { budget: { ...budget, unpacked: 100 } });
  const watched = { ...tree, archive };
  const all = ['a', 'b'].flatMap((name) => [
    ...source.evidence(componentOf(`helm-chart:${name}`, { version: '1.0.0', at: 'Chart.yaml' }), watched),
  ]);
  expect(all).toMatchObject([
    { expression: 'ISC' },
    { code: 'limit-reached', location: { path: 'charts/b-1.0.0.tgz' } },
  ]);
  expect(opened).toEqual(['charts/a-1.0.0.tgz']);
});

test('what the file system throws is a problem of that place', () => {
  const denied = Object.assign(new Error('no'), { code: 'EACCES' });
  const tree: LicenseTree = {
    ...packages('a'),
    list: () => {
      throw denied;
    },
  };
  expect(saidOf(npm('a'), tree)).toEqual([
    'license-unreadable node_modules:1: "node_modules" could not be read (EACCES).',
  ]);
  const defect: LicenseTree = {
    ...packages('a'),
    list: () => {
      throw new TypeError('a bug');
    },
  };
  expect(() => saidOf(npm('a'), defect)).toThrow('a bug');
});

test('a license file that cannot be read is said', () => {
  const tree = treeOf({ 'ext/LICENSE': mit });
  const copy = componentOf('git-source:h/x', { contents: 'ext' });
  expect(saidOf(copy, { ...tree, file: () => undefined })).toEqual([
    'license-unreadable ext/LICENSE:1: "ext/LICENSE" could not be read.',
  ]);
});

test('an archive that cannot be read is said', () => {
  const tree = treeOf({ 'charts/redis-1.0.0.tgz': {} });
  const chart = componentOf('helm-chart:redis', { version: '1.0.0', at: 'Chart.yaml' });
  expect(saidOf(chart, { ...tree, archive: () => undefined })).toEqual([
    'license-unreadable charts/redis-1.0.0.tgz:1: "charts/redis-1.0.0.tgz" could not be read.',
  ]);
});
