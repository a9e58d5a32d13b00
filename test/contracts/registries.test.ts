import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Extractor, isAtLeast, type Pin, problemEffects } from '@fineprint/core';
import { scanFixture } from '@fineprint/core/testkit';
import { extractors } from '@fineprint/extractors';
import { kinds, purlTypes } from '@fineprint/kinds';
import { rules } from '@fineprint/policy';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { withTables } from './readme-tables.ts';
import { foldersIn, headings, read, root, section, sources } from './sources.ts';

test('extractors: folders and registry are one to one', () => {
  expect(extractors.map(({ id }) => id).toSorted()).toEqual(foldersIn('packages/extractors/src'));
});

test('kinds: files and registry are one to one and in order', () => {
  const supporting = ['index', 'registry', 'purl-types', 'versions', 'held-content'];
  const files = readdirSync(join(root, 'packages/kinds/src'))
    .map((name) => name.replace(/(?:\.test)?\.ts$/, ''))
    .filter((name) => !supporting.includes(name) && !name.endsWith('-purl'));
  expect(kinds.map(({ id }) => id as string)).toEqual([...new Set(files)].sort(compareKinds));
});

/** `git-source` stands before `github-action`: ids are compared as ids, not as file names. */
function compareKinds(a: string, b: string): number {
  return a < b ? -1 : 1;
}

test('rules: folders and registry are one to one and in order', () => {
  expect(rules.map(({ id }) => id)).toEqual(foldersIn('packages/policy/src/rules'));
});

test('every problem code is yielded and has one heading, and no heading is orphaned', () => {
  const yielding = sources().filter(({ path }) => path !== 'packages/core/src/model/problem.ts');
  const documented = headings(read('packages/core/PROBLEMS.md'), 2);
  expect(documented.toSorted()).toEqual(Object.keys(problemEffects).sort());
  for (const [code, effect] of Object.entries(problemEffects)) {
    expect(section(read('packages/core/PROBLEMS.md'), code)).toContain(`Effect: \`${effect}\``);
    expect(
      yielding.some(({ text }) => text.includes(`'${code}'`)),
      `something yields ${code}`,
    ).toBe(true);
  }
});

test.each(['default', 'strict'])('the policy %s asks of no kind for a pin that it cannot have', (name) => {
  const { pinning } = parse(read(`policies/${name}.yaml`)) as { pinning: Record<string, unknown> };
  for (const { id, pins } of kinds) {
    const asked = pinning[id] ?? pinning['*'];
    const least = (typeof asked === 'object' && asked && 'least' in asked ? asked.least : asked) as Pin;
    expect(
      pins.some((pin) => isAtLeast(pin, least)),
      `${id}: ${least}`,
    ).toBe(true);
  }
});

describe.each(extractors.map((extractor) => ({ id: extractor.id, extractor })))(
  '$id',
  ({ id, extractor }) => {
    const folder = `packages/extractors/src/${id}`;
    const readme = read(`${folder}/README.md`);

    test('its README has its headings, and blind spots', () => {
      expect(headings(readme, 1)).toEqual([extractor.title]);
      expect(headings(readme, 2)).toEqual(['Reads', 'Yields', 'Blind spots', 'Example']);
      expect(section(readme, 'Blind spots').match(/^- /gm)?.length ?? 0).toBeGreaterThan(0);
    });

    test('its README reads what the object reads', () => {
      const rows = [...section(readme, 'Reads').matchAll(/^\| `(?<file>[^`]+)` \| (?<role>\w+) \|$/gm)].map(
        ({ groups }) => `${groups?.file} ${groups?.role}`,
      );
      const formats = extractor.formats.flatMap(({ files, role }) => files.map((file) => `${file} ${role}`));
      expect(rows.toSorted()).toEqual([...new Set(formats)].sort());
    });

    test('its README yields what its fixtures yield, in pins that the kinds can have', async () => {
      const scans = await scanAll(extractor, folder);
      const yielded = new Set(scans.flatMap(({ occurrences }) => occurrences.map(({ kind }) => kind)));
      const listed = [...section(readme, 'Yields').matchAll(/^- `(?<kind>[a-z-]+)`/gm)].map(
        ({ groups }) => groups?.kind ?? '',
      );
      expect(listed.toSorted()).toEqual([...yielded].sort());
      const wrong = scans
        .flatMap(({ occurrences }) => occurrences)
        .filter(({ kind, pin }) => {
          const ladder: readonly string[] = kinds.find((known) => known.id === kind)?.pins ?? [];
          return pin !== null && !ladder.includes(pin);
        });
      expect(wrong.map(({ ref, pin }) => `${ref} is pinned by ${pin}`)).toEqual([]);
    });

    test('it has a fixture with occurrences and one with problems of a broken file', async () => {
      const scans = await scanAll(extractor, folder);
      expect(scans.some(({ occurrences }) => occurrences.length > 0)).toBe(true);
      expect(
        scans.some(({ problems }) => problems.some(({ code }) => problemEffects[code] === 'unread')),
      ).toBe(true);
      expect(scans.flatMap(({ problems }) => problems).filter(({ code }) => code === 'tool-defect')).toEqual(
        [],
      );
    });

    test('every purl has a type of the table, and none that is only proposed', async () => {
      const scans = await scanAll(extractor, folder);
      for (const { purl, proposedPurl } of scans.flatMap(({ components }) => components)) {
        if (purl) expect(purlTypes[typeOf(purl)], purl).toBe('registered');
        if (proposedPurl) expect(purlTypes[typeOf(proposedPurl)], proposedPurl).toBe('proposed');
      }
    });
  },
);

function typeOf(purl: string): string {
  return /^pkg:(?<type>[a-z0-9.+-]+)\//.exec(purl)?.groups?.type ?? purl;
}

async function scanAll(extractor: Extractor, folder: string) {
  const names = foldersIn(`${folder}/fixtures`);
  return Promise.all(
    names.map((name) => {
      expect(existsSync(join(root, folder, 'fixtures', name, 'expected.txt')), name).toBe(true);
      return scanFixture(join(root, folder, 'fixtures', name, 'repo'), [extractor], kinds);
    }),
  );
}

test('the tables of the README equal the registries', () => {
  const readme = read('README.md');
  expect(withTables(readme)).toBe(readme);
  for (const name of ['ecosystems', 'kinds', 'rules']) expect(readme).toContain(`<!-- table: ${name} -->\n|`);
});
