import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseExpression, type Usage, usages } from '@fineprint/core';
import current from 'spdx-license-ids/index.json' with { type: 'json' };
import { describe, expect, test } from 'vitest';
import { readClasses } from './classes.ts';
import { obligationsOf, readObligations } from './obligations-of.ts';

const data = (name: string) => readFileSync(join(import.meta.dirname, '../data', name), 'utf8');
const known = readObligations(data('obligations.json'));
const classes = readClasses(data('classes.json'));

function asked(text: string, usage: Usage | null): readonly string[] {
  const parsed = parseExpression(text);
  if (parsed.is !== 'expression') throw new Error(`${text} is no expression.`);
  return obligationsOf(known, parsed.expression, usage).map((one) =>
    one.is === 'stated'
      ? `${one.license}: ${one.obligations.map(({ id }) => id).join(' ')}`
      : `${one.license}: unstated`,
  );
}

test('every SPDX id is answered: what it asks with sources, or why nobody can say it', () => {
  const silent = current.filter((id) => {
    const [answer] = asked(id, null);
    const asks = known.get(id);
    if (asks === undefined || answer === undefined) return true;
    return typeof asks === 'string' ? asks === '' : [...asks.values()].some((source) => source === '');
  });
  expect(silent).toEqual([]);
  expect([...known.keys()].toSorted()).toEqual([...classes.byId.keys()].toSorted());
});

describe('what is asked depends on the usage', () => {
  test.each<[string, Usage, string]>([
    ['MIT', 'distributed', 'license-text notices'],
    ['MIT', 'deployed', ''],
    ['MIT', 'ci', ''],
    ['0BSD', 'distributed', ''],
    [
      'Apache-2.0',
      'distributed',
      'license-text notices notice-file state-changes no-trademarks patent-retaliation',
    ],
    ['Apache-2.0', 'deployed', 'no-trademarks patent-retaliation'],
    ['Apache-2.0', 'development', 'patent-retaliation'],
    ['BSD-3-Clause', 'deployed', 'no-endorsement'],
    ['GPL-2.0-only', 'distributed', 'license-text notices source state-changes same-license'],
    ['GPL-2.0-only', 'build', ''],
    ['AGPL-3.0-only', 'deployed', 'network-source patent-retaliation'],
    ['AGPL-3.0-only', 'ci', 'patent-retaliation'],
    [
      'MPL-2.0',
      'distributed',
      'license-text notices source same-license-files no-trademarks patent-retaliation',
    ],
    ['BUSL-1.1', 'deployed', 'no-competing-offer no-trademarks production-terms'],
    ['BUSL-1.1', 'ci', 'production-terms'],
    ['BUSL-1.1', 'development', ''],
    ['SSPL-1.0', 'deployed', 'service-source patent-retaliation'],
    ['Elastic-2.0', 'deployed', 'no-competing-offer no-trademarks license-key patent-retaliation'],
    ['CC-BY-NC-4.0', 'development', 'noncommercial no-patents'],
    ['LicenseRef-Gitleaks-Action-EULA', 'ci', 'vendor-terms'],
  ])('%s, %s', (license, usage, ids) => {
    expect(asked(license, usage)).toEqual([`${license}: ${ids}`]);
  });

  test('whoever passes copies on is asked for all that others are asked for', () => {
    for (const id of current) {
      const [most = ''] = asked(id, 'distributed');
      for (const usage of usages) {
        const less = asked(id, usage).join('').split(' ').slice(1);
        expect(less.filter((one) => one !== '' && !most.split(' ').includes(one))).toEqual([]);
      }
    }
  });
});

test('an expression is answered licence by licence, each once; an exception is named', () => {
  expect(asked('MIT AND (MIT OR SSPL-1.0)', 'deployed')).toEqual([
    'MIT: ',
    'SSPL-1.0: service-source patent-retaliation',
  ]);
  expect(asked('GPL-2.0-only WITH Classpath-exception-2.0', 'distributed')).toEqual([
    'GPL-2.0-only WITH Classpath-exception-2.0: license-text notices source state-changes same-license',
  ]);
});

test('what nobody has read is unstated, with the reason', () => {
  expect(asked('LicenseRef-Linux-Distribution-Mixed', 'deployed')).toEqual([
    'LicenseRef-Linux-Distribution-Mixed: unstated',
  ]);
  const parsed = parseExpression('LicenseRef-Nobody-Knows');
  if (parsed.is !== 'expression') throw new Error('It is an expression.');
  expect(obligationsOf(known, parsed.expression, null)).toEqual([
    {
      license: 'LicenseRef-Nobody-Knows',
      exception: null,
      is: 'unstated',
      because: 'Nobody has read the terms of LicenseRef-Nobody-Knows here.',
    },
  ]);
});

test('a file that holds something else is refused', () => {
  expect(() => readObligations('{}')).toThrow('holds no compiled licence obligations');
  const torn = { format: 'fineprint-obligations/1', ids: [], sources: [], of: [['MIT', [[0, 0]]]] };
  expect(() => readObligations(JSON.stringify(torn))).toThrow('point to nothing');
});
