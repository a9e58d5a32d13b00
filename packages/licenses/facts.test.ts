import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exactly, intersect, parseExpression, parseVersion, printExpression } from '@fineprint/core';
import { describe, expect, test } from 'vitest';
import { asciiJson, compileClasses, compileFacts, compileGroup, readFactFiles } from './compile.ts';
import { compileLibraries } from './compile-libraries.ts';
import { isHint } from './src/fact-evidence.ts';
import { factGroupOf, factGroups, repositoryGroup } from './src/fact-groups.ts';
import { parseFactVersions } from './src/versions/fact-versions.ts';

const files = readFactFiles(join(import.meta.dirname, 'facts'));
const byApplication = Map.groupBy(files.ranges, (range) => range.application);

// Those of the groups beside those of `facts.json`.
const groups = [files, ...files.groups.values()];
const everyRange = groups.flatMap(({ ranges }) => ranges);

describe('the facts as a whole', () => {
  test('name each package once', () => {
    const keys = files.packages.map(({ key }) => key.toLowerCase());
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  test('have been read in the license texts themselves for at least 900 packages, all ranges of each', () => {
    const isRead = (application: string) =>
      byApplication.get(application)?.every(({ verified }) => verified) ?? false;
    const read = files.packages.filter(({ application }) => isRead(application));
    expect(read.length).toBeGreaterThanOrEqual(900);
  });

  test('say of a repository in one file only: what facts.json knows is not looked up elsewhere', () => {
    const known = new Set(files.ranges.map(({ application }) => application.toLowerCase()));
    const others = files.groups.get(repositoryGroup)?.ranges ?? [];
    expect(others.length).toBeGreaterThan(1000);
    expect(others.filter(({ application }) => known.has(application.toLowerCase()))).toEqual([]);
  });

  test('that were read outnumber those that are remembered', () => {
    const count = (...names: readonly string[]) =>
      files.ranges.filter(({ evidence }) => names.includes(evidence)).length;
    expect(count('snapshot', 'distribution-package')).toBeGreaterThan(2 * count('memory'));
  });
});

describe('each fact', () => {
  test('has a license that is a canonical SPDX expression or NONE', () => {
    const wrong = everyRange.filter(({ license }) => {
      const parsed = parseExpression(license);
      return parsed.is === 'expression'
        ? printExpression(parsed.expression) !== license
        : parsed.is !== 'none';
    });
    expect(wrong).toEqual([]);
  });

  test('uses only own license ids that have a name and a class', () => {
    const own = new Set(files.customLicenses.map(({ id }) => id));
    const used = new Set(
      everyRange.flatMap(({ license }) => license.match(/LicenseRef-[A-Za-z0-9.-]+/g) ?? []),
    );
    expect([...used.difference(own)]).toEqual([]);
  });

  test('has readable versions', () => {
    expect(() => everyRange.map(({ versions }) => parseFactVersions(versions))).not.toThrow();
  });

  test('says a licence text was read only where a license file was', () => {
    // A distribution as a whole has no license, but a notice of where those of its programs are.
    const read = new Set(['licence-file', 'distribution-notice']);
    expect(everyRange.filter(({ verified, basis }) => verified && !read.has(basis))).toEqual([]);
    expect(everyRange.filter(({ verified, evidence }) => verified && isHint(evidence))).toEqual([]);
  });

  test('shares no version with another of its application', () => {
    const applications = groups.flatMap(({ ranges }) => [...Map.groupBy(ranges, (one) => one.application)]);
    const overlaps = applications.flatMap(([application, ranges]) => {
      const sets = ranges.map(({ versions }) => parseFactVersions(versions));
      return sets.some((set, place) => sets.slice(place + 1).some((next) => intersect(set, next).length > 0))
        ? [application]
        : [];
    });
    expect(overlaps).toEqual([]);
  });

  test('that points somewhere points to an application with facts', () => {
    const missing = groups.flatMap(({ ranges, packages }) => {
      const known = new Set(ranges.map(({ application }) => application));
      const targets = packages.flatMap(({ application, variants = {}, deploys }) => [
        application,
        ...Object.values(variants),
        ...(deploys?.application === undefined ? [] : [deploys.application]),
      ]);
      return targets.filter((target) => !known.has(target));
    });
    expect(missing).toEqual([]);
  });

  test('is filed in one place: a group has packages of its kinds only', () => {
    const strange = [...files.groups].flatMap(([group, { packages }]) =>
      packages.filter(({ key }) => factGroupOf(key.slice(0, key.indexOf(':'))) !== group),
    );
    expect(strange).toEqual([]);
  });
});

describe('each fact of a library', () => {
  const facts = files.libraries.filter(({ license }) => license !== 'NOASSERTION');

  test('is one of many, of which few have no licence that was understood', () => {
    const names = new Set(facts.map(({ library }) => library));
    expect(names.size).toBeGreaterThan(10_000);
    expect(facts.length / files.libraries.length).toBeGreaterThan(0.95);
  });

  test('has a name in lower case, readable versions, a license and a source', () => {
    const wrong = facts.filter(({ library, license, source }) => {
      const parsed = parseExpression(license);
      const isCanonical = parsed.is === 'expression' && printExpression(parsed.expression) === license;
      return !isCanonical || library !== library.toLowerCase() || !library.includes('/') || source === '';
    });
    expect(wrong).toEqual([]);
    expect(() => facts.map(({ versions }) => parseFactVersions(versions))).not.toThrow();
  });

  test('is no hint, and uses only own license ids that have a name', () => {
    expect(facts.filter(({ evidence }) => isHint(evidence))).toEqual([]);
    const own = new Set(files.customLicenses.map(({ id }) => id));
    const used = facts.flatMap(({ license }) => license.match(/LicenseRef-[A-Za-z0-9.-]+/g) ?? []);
    expect([...new Set(used).difference(own)]).toEqual([]);
  });

  test('shares no version with another of its library', () => {
    const overlaps = [...Map.groupBy(files.libraries, ({ library }) => library)].flatMap(
      ([library, lines]) => {
        const sets = lines.map(({ versions }) => parseFactVersions(versions));
        return sets.some((set, place) =>
          sets.slice(place + 1).some((next) => intersect(set, next).length > 0),
        )
          ? [library]
          : [];
      },
    );
    expect(overlaps).toEqual([]);
  });

  test('holds for the versions that were seen', () => {
    const outside = facts.filter(({ versions, seen = [] }) => {
      const set = parseFactVersions(versions);
      return seen.some((text) => {
        const version = parseVersion(text);
        return version === null || intersect(set, exactly(version)).length === 0;
      });
    });
    expect(outside).toEqual([]);
  });

  test('a text that was read at some versions of a library is verified between them only', () => {
    const line = {
      library: 'golang/a.example/b',
      license: 'MIT',
      evidence: 'snapshot',
      source: 'o/r',
    } as const;
    const seen = ['v1.2.0', 'v1.10.0'];
    const { ranges, evidence } = compileLibraries([{ ...line, versions: '>=1.0.0', seen }]);
    expect(ranges.map(([, versions, , how]) => [versions, evidence[how]])).toEqual([
      ['>=1.2.0 <=1.10.0', ['snapshot', 1, 'assumed']],
      ['>=1.0.0 <1.2.0 || >1.10.0', ['snapshot', 0, 'beyond']],
    ]);
  });

  test('is shipped in a small file', () => {
    expect(asciiJson(compileLibraries(files.libraries)).length).toBeLessThan(1_600_000);
  });
});

describe('the files are written for review', () => {
  test('applications and packages are sorted', () => {
    for (const { packages } of groups)
      for (const some of Map.groupBy(packages, ({ key }) => key.slice(0, key.indexOf(':'))).values()) {
        const written = some.map(({ key }) => key.toLowerCase());
        expect(written).toEqual(written.toSorted());
      }
  });

  test('the compiled data is fresh; otherwise run build.ts', () => {
    const data = (name: string) => readFileSync(join(import.meta.dirname, 'data', name), 'utf8');
    expect(data('facts.json') === asciiJson(compileFacts(files))).toBe(true);
    for (const group of factGroups)
      expect(data(`${group}.json`) === asciiJson(compileGroup(files, group))).toBe(true);
    expect(data('libraries.json') === asciiJson(compileLibraries(files.libraries))).toBe(true);
    expect(data('classes.json') === asciiJson(compileClasses(files))).toBe(true);
  });
});
