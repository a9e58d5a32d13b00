import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseExpression, printExpression } from '@fineprint/core';
import { describe, expect, test } from 'vitest';
import { asciiJson, compileClasses, compileFacts, readFactFiles } from './compile.ts';
import { isHint } from './src/fact-evidence.ts';
import { parseFactVersions } from './src/versions/fact-versions.ts';
import { intersect } from './src/versions/intervals.ts';

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
      'ansible-role 20/29',
      'circleci-orb 10/10',
      'container-image 757/971',
      'github-action 293/306',
      'helm-chart 330/336',
      'packer-plugin 27/28',
      'pulumi-plugin 37/38',
      'terraform-module 172/185',
      'terraform-provider 180/188',
      'tool 174/268',
    ]);
    expect(files.packages).toHaveLength(2_108);
    expect(files.packages.flatMap(({ application }) => byApplication.get(application) ?? [])).toHaveLength(
      2_467,
    );
  });

  // Many packages share an application: one image under several names, many charts of one repository.
  test('ranges are written once for each application', () => {
    expect(files.ranges).toHaveLength(1_636);
    expect(byApplication.size).toBe(1_423);
    expect(new Set(files.packages.map(({ key }) => key.toLowerCase())).size).toBe(2_108);
  });

  test('what is known of how each range was found is counted', () => {
    const counts = [...Map.groupBy(files.ranges, (range) => range.evidence)].map(
      ([name, all]) => `${name} ${all.length}`,
    );
    expect(counts.toSorted()).toMatchInlineSnapshot(`
      [
        "announcement 7",
        "distribution-package 149",
        "index-copy 35",
        "licence-text-version-unknown 5",
        "memory 420",
        "secondary-statement 307",
        "snapshot 713",
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
    expect(data('classes.json') === asciiJson(compileClasses(files))).toBe(true);
  });
});
