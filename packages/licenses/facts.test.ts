import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseExpression, parseVersion, printExpression } from '@fineprint/core';
import { describe, expect, test } from 'vitest';
import { asciiJson, compileClasses, compileFacts, readFactFiles } from './compile.ts';
import { compileLibraries } from './compile-libraries.ts';
import { isHint } from './src/fact-evidence.ts';
import { parseFactVersions } from './src/versions/fact-versions.ts';
import { exactly, intersect } from './src/versions/intervals.ts';

const files = readFactFiles(join(import.meta.dirname, 'facts'));
const byApplication = Map.groupBy(files.ranges, (range) => range.application);

describe('no fact is lost', () => {
  test('packages and the ranges that they stand under, by kind, are those that were collected', () => {
    const kinds = Map.groupBy(files.packages, ({ key }) => key.slice(0, key.indexOf(':')));
    const counts = [...kinds].map(([kind, packages]) => {
      const ranges = packages.flatMap(({ application }) => byApplication.get(application) ?? []);
      return `${kind} ${packages.length}/${ranges.length}`;
    });
    expect(counts.toSorted()).toEqual([
      'ansible-collection 108/108',
      'ansible-role 20/22',
      'circleci-orb 10/10',
      'container-image 459/586',
      'github-action 293/306',
      'helm-chart 222/223',
      'packer-plugin 27/28',
      'pulumi-plugin 39/40',
      'runtime 8/8',
      'sar-application 3/5',
      'terraform-module 172/185',
      'terraform-provider 180/188',
      'tool 158/228',
      'vm-image 4/4',
    ]);
    expect(files.packages).toHaveLength(1_703);
    expect(files.packages.flatMap(({ application }) => byApplication.get(application) ?? [])).toHaveLength(
      1_941,
    );
  });

  // Fewer than the ranges of packages: many are said once for several packages of one application. Some belong to
  // no package: variants of an image ("-oss", "ee-"), and applications that are known by their repository.
  test('ranges are written once for each application', () => {
    expect(files.ranges).toHaveLength(1_541);
    expect(byApplication.size).toBe(1_384);
    expect(new Set(files.packages.map(({ key }) => key.toLowerCase())).size).toBe(1_703);
  });

  test('what is known of how each range was found is counted', () => {
    const counts = [...Map.groupBy(files.ranges, (range) => range.evidence)].map(
      ([name, all]) => `${name} ${all.length}`,
    );
    expect(counts.toSorted()).toMatchInlineSnapshot(`
      [
        "announcement 9",
        "distribution-package 98",
        "index-copy 38",
        "licence-text-version-unknown 7",
        "memory 477",
        "secondary-statement 401",
        "snapshot 511",
      ]
    `);
  });
});

describe('each fact', () => {
  test('has a license that is a canonical SPDX expression or NONE', () => {
    const wrong = files.ranges.filter(({ license }) => {
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
      files.ranges.flatMap(({ license }) => license.match(/LicenseRef-[A-Za-z0-9.-]+/g) ?? []),
    );
    expect([...used.difference(own)]).toEqual([]);
  });

  test('has readable versions', () => {
    expect(() => files.ranges.map(({ versions }) => parseFactVersions(versions))).not.toThrow();
  });

  test('says a license text was read only where a license file was', () => {
    expect(files.ranges.filter(({ verified, basis }) => verified && basis !== 'licence-file')).toEqual([]);
    expect(files.ranges.filter(({ verified, evidence }) => verified && isHint(evidence))).toEqual([]);
  });

  test('shares no version with another of its application', () => {
    const overlaps = [...byApplication].flatMap(([application, ranges]) => {
      const sets = ranges.map(({ versions }) => parseFactVersions(versions));
      return sets.some((set, place) => sets.slice(place + 1).some((next) => intersect(set, next).length > 0))
        ? [application]
        : [];
    });
    expect(overlaps).toEqual([]);
  });

  test('that points somewhere points to an application with facts', () => {
    const targets = files.packages.flatMap(({ application, variants = {}, deploys }) => [
      application,
      ...Object.values(variants),
      ...(deploys?.application === undefined ? [] : [deploys.application]),
    ]);
    expect(targets.filter((target) => !byApplication.has(target))).toEqual([]);
  });
});

describe('each fact of a library', () => {
  const facts = files.libraries.filter(({ license }) => license !== 'NOASSERTION');

  test('is one of many, of which few have no license that was understood', () => {
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

  test('is shipped in a small file', () => {
    expect(asciiJson(compileLibraries(files.libraries)).length).toBeLessThan(1_500_000);
  });
});

describe('the files are written for review', () => {
  test('applications and packages are sorted', () => {
    const keys = [...Map.groupBy(files.packages, ({ key }) => key.slice(0, key.indexOf(':'))).values()];
    for (const some of keys) {
      const written = some.map(({ key }) => key.toLowerCase());
      expect(written).toEqual(written.toSorted());
    }
  });

  test('the compiled data is fresh; otherwise run build.ts', () => {
    const data = (name: string) => readFileSync(join(import.meta.dirname, 'data', name), 'utf8');
    expect(data('facts.json') === asciiJson(compileFacts(files))).toBe(true);
    expect(data('libraries.json') === asciiJson(compileLibraries(files.libraries))).toBe(true);
    expect(data('classes.json') === asciiJson(compileClasses(files))).toBe(true);
  });
});
