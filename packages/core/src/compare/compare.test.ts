import { expect, test } from 'vitest';
import { type ComponentSketch, reportWith } from '../testkit/report-with.ts';
import { compareReports } from './compare.ts';

const terraform = { key: 'tool:terraform', license: 'MPL-2.0', class: 'weak-copyleft' };
const redis = {
  key: 'container-image:docker.io/library/redis',
  license: 'BSD-3-Clause',
  pin: 'tag' as const,
};

/** Each change as `name: before → after (aspects)`. */
function changes(before: readonly ComponentSketch[], after: readonly ComponentSketch[]): readonly string[] {
  return compareReports(reportWith(before), reportWith(after)).changed.map(
    ({ name, aspects, before: one, after: other }) =>
      `${name}: ${one.map(({ version }) => version)} → ${other.map(({ version }) => version)} (${aspects.join(' ')})`,
  );
}

test('what is equal did not change', () => {
  const report = reportWith([{ ...terraform, version: '1.5.7' }, redis], [{ digit: '1' }]);
  expect(compareReports(report, report)).toMatchObject({
    doubts: [],
    added: [],
    removed: [],
    changed: [],
    findings: { opened: [], closed: [] },
  });
});

test('components are added and removed by key, in the order of their keys', () => {
  const others = ['tool:b', 'tool:a', 'tool:c'].map((key) => ({ key, version: '1.0.0' }));
  const { added, removed, changed } = compareReports(
    reportWith([{ ...terraform, version: '1.5.7' }]),
    reportWith(others),
  );
  expect(added.map(({ key }) => key)).toEqual(['tool:a', 'tool:b', 'tool:c']);
  expect(removed.map(({ key }) => key)).toEqual(['tool:terraform']);
  expect(changed).toEqual([]);
});

test('a bump across a licence border changes version and licence', () => {
  const [before, after] = [
    { ...terraform, version: '1.5.7' },
    { ...terraform, version: '1.6.0', license: 'BUSL-1.1', class: 'source-available' },
  ];
  expect(changes([before], [after])).toEqual(['terraform: 1.5.7 → 1.6.0 (version license)']);
  expect(changes([before], [{ ...after, license: 'MPL-2.0' }])).toEqual([
    'terraform: 1.5.7 → 1.6.0 (version)',
  ]);
});

test('one version may be pinned otherwise, or stand under another licence than was thought', () => {
  const one = { ...redis, version: '7.2.4' };
  expect(changes([one], [{ ...one, pin: 'exact' }])).toEqual([
    'docker.io/library/redis: 7.2.4 → 7.2.4 (pin)',
  ]);
  expect(changes([one], [{ ...one, license: 'NONE' }])).toEqual([
    'docker.io/library/redis: 7.2.4 → 7.2.4 (license)',
  ]);
  const ranges = [
    { versions: '<7.4.0', expression: 'BSD-3-Clause' },
    { versions: '>=7.4.0', expression: 'SSPL-1.0' },
  ];
  const open = { ...one, license: 'NOASSERTION' };
  expect(changes([open], [{ ...open, ranges }])).toEqual([
    'docker.io/library/redis: 7.2.4 → 7.2.4 (license)',
  ]);
});

test('the same choice in another order is the same licence', () => {
  const one = { ...redis, version: '7.2.4', license: 'MIT OR Apache-2.0' };
  const other = { ...one, license: 'Apache-2.0 OR MIT' };
  expect(changes([one], [other])).toEqual([]);
  expect(changes([one], [{ ...one, license: 'MIT AND Apache-2.0' }])).toEqual([
    'docker.io/library/redis: 7.2.4 → 7.2.4 (license)',
  ]);
});

test('a digest that is added pins a tag', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  expect(
    changes([{ ...redis, version: '7.2.4' }], [{ ...redis, version: '7.2.4', digest, pin: 'digest' }]),
  ).toEqual(['docker.io/library/redis: 7.2.4 → 7.2.4 (version pin)']);
});

test('of several versions only those that came and went are told', () => {
  const versions = (...all: readonly string[]) => all.map((version) => ({ ...terraform, version }));
  expect(changes(versions('1.5.6', '1.5.7'), versions('1.5.6', '1.5.8'))).toEqual([
    'terraform: 1.5.7 → 1.5.8 (version)',
  ]);
  expect(changes(versions('1.5.6'), versions('1.5.6', '1.5.7'))).toEqual(['terraform:  → 1.5.7 (version)']);
  expect(changes(versions('1.5.6', '1.5.7'), versions('1.5.7'))).toEqual(['terraform: 1.5.6 →  (version)']);
});

test('a version that comes in under another licence than those that stay is a change of licence', () => {
  const stays = { ...terraform, version: '1.5.7' };
  const comes = { ...terraform, version: '1.6.0', license: 'BUSL-1.1' };
  expect(changes([stays], [stays, comes])).toEqual(['terraform:  → 1.6.0 (version license)']);
});

test('findings open and close by fingerprint, once each, and waiving one closes it', () => {
  const [before, after] = [
    reportWith([], [{ digit: '1' }, { digit: '2' }, { digit: '3', waived: true }, { digit: '4' }]),
    reportWith(
      [],
      [
        { digit: '2', message: 'Another message.' },
        { digit: '3' },
        { digit: '4', waived: true },
        { digit: '5' },
        { digit: '5' },
        { digit: '6', waived: true },
      ],
    ),
  ];
  const { opened, closed } = compareReports(before, after).findings;
  const told = (all: typeof opened) =>
    all.map(({ finding, waived }) => `${finding.fingerprint[0]}${waived ? ' waived' : ''}`);
  expect(told(opened)).toEqual(['3 waived', '5']);
  expect(told(closed)).toEqual(['1', '4 waived']);
});

test('what may come from the scans themselves is doubted', () => {
  const plain = reportWith([]);
  const other = reportWith([], [], {
    policy: { names: ['strict'], sha256: 'c'.repeat(64), from: 'x' },
    facts: { version: '2026-12-01', sha256: 'd'.repeat(64) },
    online: true,
    only: ['terraform'],
  });
  const { doubts } = compareReports(plain, {
    ...other,
    complete: false,
    tool: { name: 'fineprint', version: '0.2.0' },
  });
  expect(doubts).toHaveLength(6);
  expect(doubts.join(' ')).toMatch(
    /later scan is incomplete.*policies differ.*2026-11-25 and 2026-12-01.*0\.1\.0 and 0\.2\.0.*registries.*different things/,
  );
});

test('the direction is turned round with the reports', () => {
  const [one, other] = [
    reportWith([{ ...terraform, version: '1.5.7' }, redis], [{ digit: '1' }]),
    reportWith([{ ...terraform, version: '1.6.0' }, { key: 'tool:a' }], [{ digit: '2' }]),
  ];
  const [there, back] = [compareReports(one, other), compareReports(other, one)];
  expect(back.added).toEqual(there.removed);
  expect(back.removed).toEqual(there.added);
  expect(back.findings.opened).toEqual(there.findings.closed);
  expect(back.changed.map(({ before, after }) => [after, before])).toEqual(
    there.changed.map(({ before, after }) => [before, after]),
  );
});

test('a component that is named __proto__ is one like any other', () => {
  const { added } = compareReports(reportWith([]), reportWith([{ key: '__proto__' }]));
  expect(added.map(({ key }) => key)).toEqual(['__proto__']);
});
