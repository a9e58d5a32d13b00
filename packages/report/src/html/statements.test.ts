import type { ReportFinding } from '@fineprint/core';
import { expect, test } from 'vitest';
import { reportWith } from '../report.testkit.ts';
import { remediesOf } from './statements.ts';

const components = reportWith([
  { name: 'redis', version: '7.2' },
  { name: 'acme/redis', version: '7.2' },
  { name: 'go', version: '1.2' },
]).components;

/** The remedies of findings that say this of each of the components. */
function said(message: string, remedy = 'Mend it.') {
  const findings = components.map(({ ref, name }, number) => ({
    number,
    finding: findingOf(ref, message.replaceAll('NAME', name), remedy.replaceAll('NAME', name)),
  }));
  return remediesOf(findings, (ref) => components.find((component) => component.ref === ref)).map(
    ({ text, statements }) => [text, statements.map(({ shared, findings: all }) => [shared, all.length])],
  );
}

function findingOf(ref: string, message: string, remedy: string): ReportFinding {
  return {
    rule: 'rule',
    level: 'note',
    ref,
    message,
    remedy,
    locations: [{ path: 'a', line: 1, column: 1, endLine: 1, endColumn: 1 }],
    fingerprint: '0'.repeat(64),
    state: null,
    waiver: null,
    fix: null,
  };
}

test('sentences that differ in the name alone are one sentence; a name of two letters is a word', () => {
  expect(said('NAME is old, and NAME stays.')).toEqual([
    [
      'Mend it.',
      [
        ['The component is old, and the component stays.', 2],
        [null, 1],
      ],
    ],
  ]);
});

test('a name within another one, or in front of more of it, stands for itself', () => {
  expect(said('NAME needs my/redis, redis-cli and redis.conf.')).toEqual([
    [
      'Mend it.',
      [
        ['The component needs my/redis, redis-cli and redis.conf.', 2],
        [null, 1],
      ],
    ],
  ]);
});

test('in quotes dots stand for the name, also in what there is to do', () => {
  expect(said('It is so.', 'Write "NAME:1.2.3".')).toEqual([
    ['Write "…:1.2.3".', [['It is so.', 2]]],
    ['Write "go:1.2.3".', [[null, 1]]],
  ]);
});

test('a finding about no component keeps its words', () => {
  const finding = { ...findingOf('', 'redis is named.', 'Mend redis.'), ref: null };
  expect(remediesOf([{ number: 0, finding }], () => undefined)).toEqual([
    { text: 'Mend redis.', statements: [{ shared: null, findings: [{ number: 0, finding }] }] },
  ]);
});
