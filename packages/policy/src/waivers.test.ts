import {
  type EvaluateMeans,
  evaluate,
  inlineIdentity,
  inlineWaiversOf,
  type ReportComponent,
  type UnjudgedScan,
} from '@fineprint/core';
import { admitsOnly } from '@fineprint/licenses';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { inlineWaiver, licensedComponent, policyOf, type Sketch, scanOf } from './component.testkit.ts';

const asOf = '2026-11-25T12:00:00Z';
const busl = { name: 'acme/widget', version: '1.5.0', license: 'BUSL-1.1' } as const;
const written = {
  id: 'W-12',
  rule: 'license-needs-review',
  component: 'github-action:acme/widget',
  reason: 'It is replaced.',
  owner: 'platform',
  ticket: 'OPS-1',
  expires: '2027-03-31',
};

type Means = Partial<Pick<EvaluateMeans, 'isInlineApplied' | 'unappliedWaivers' | 'isWhole' | 'baseline'>>;

function evaluated(waivers: readonly object[], scan: UnjudgedScan, means: Means = {}) {
  return evaluate(scan, {
    policy: policyOf(stringify({ waivers })),
    kinds: new Map(),
    asOf,
    baseline: null,
    changedPolicy: null,
    admitsOnly,
    isWhole: true,
    ...means,
  });
}

/** The finding about the licence of a widget. */
function reviewed(waiver: object, sketch: Sketch = busl, change = (one: ReportComponent) => one) {
  const { findings, waivers } = evaluated([waiver], scanOf([change(licensedComponent(sketch))]));
  const finding = findings.find(({ rule }) => rule === 'license-needs-review');
  return { finding, waiver: waivers[0] };
}

const { component: _component, ...anywhere } = written;

test('a waiver is shown with whom and what it was given for, and kept in the report', () => {
  const { finding, waiver } = reviewed(written);
  expect(finding?.waiver).toEqual({
    id: 'W-12',
    reason: 'It is replaced.',
    owner: 'platform',
    expires: '2027-03-31',
    ticket: 'OPS-1',
  });
  expect(waiver).toMatchObject({
    rules: ['license-needs-review'],
    from: 'fineprint.yaml:2:5',
    location: { path: 'fineprint.yaml', line: 2 },
    isInForce: true,
    isApplied: true,
    findings: 1,
    lapsed: 0,
  });
});

describe('a waiver covers', () => {
  test.each([
    ['a list of rules', { ...written, rule: ['license-unknown', 'license-needs-review'] }],
    ['a pattern', { ...written, component: 'github-action:acme/*' }],
    ['a range of versions', { ...written, versions: '>=1.2 <2' }],
    ['one version', { ...written, versions: '1.5.0' }],
    ['a path and no component', { ...anywhere, path: '**/*.tf' }],
    ['the licence', { ...written, license: 'busl-1.1' }],
  ])('%s', (_, waiver) => {
    expect(reviewed(waiver).finding?.waiver).toMatchObject({ id: 'W-12' });
  });

  test.each([
    ['another rule', { ...written, rule: 'license-unknown' }],
    ['another component', { ...written, component: 'github-action:acme/widgets' }],
    ['another range', { ...written, versions: '<1.5' }],
    ['another path', { ...anywhere, path: 'modules/**' }],
  ])('not %s, and the message says nothing of it', (_, waiver) => {
    const { finding } = reviewed(waiver);
    expect(finding).toMatchObject({ waiver: null });
    expect(finding?.message).not.toContain('waiver');
  });

  test('no request that admits other versions than it names', () => {
    const asked = { name: 'acme/widget', license: 'BUSL-1.1', tag: 'v1' };
    expect(reviewed({ ...written, versions: '1.x' }, asked).finding?.waiver).toMatchObject({ id: 'W-12' });
    expect(reviewed({ ...written, versions: '1.2.x' }, asked).finding?.waiver).toBe(null);
  });
});

describe('a finding comes back with the reason', () => {
  test.each([
    ['2026-11-24', 'The waiver "W-12" expired yesterday.'],
    ['2026-11-22', 'The waiver "W-12" expired 3 days ago.'],
  ])('when the waiver expired: %s', (expires, note) => {
    const { finding } = reviewed({ ...written, expires });
    expect(finding).toMatchObject({ waiver: null });
    expect(finding?.message).toMatch(new RegExp(`${note}$`));
  });

  test('the last day counts', () => {
    expect(reviewed({ ...written, expires: '2026-11-25' }).finding?.waiver).toMatchObject({ id: 'W-12' });
  });

  test('when the licence is another one', () => {
    const { finding, waiver } = reviewed({ ...written, license: 'SSPL-1.0' });
    expect(finding?.message).toMatch(/The waiver "W-12" no longer holds: it was given for SSPL-1\.0\.$/);
    expect(waiver).toMatchObject({ findings: 0, lapsed: 1 });
  });

  test('when another licence text is found; without a text it holds', () => {
    const found = (text: string) => (component: ReportComponent) => ({
      ...component,
      license: {
        ...component.license,
        observed: [
          {
            expression: 'BUSL-1.1',
            covers: 'artifact',
            method: 'file-text',
            acknowledgement: 'declared',
            source: 'LICENSE',
            verified: true,
            confidence: 1,
            text,
          } as const,
        ],
      },
    });
    const bound = { ...written, text: 'A'.repeat(64) };
    expect(reviewed(bound, busl, found('a'.repeat(64))).finding?.waiver).toMatchObject({ id: 'W-12' });
    expect(reviewed(bound).finding?.waiver).toMatchObject({ id: 'W-12' });
    expect(reviewed(bound, busl, found('b'.repeat(64))).finding?.message).toContain(
      'no longer holds: it was given for another licence text.',
    );
  });
});

/** The widget on line 2 of each file. */
function inFiles(...paths: readonly string[]): UnjudgedScan {
  const component = licensedComponent(busl);
  const [first] = component.occurrences;
  const [one = first, ...others] = paths.map((path) => ({ ...first, path }));
  return scanOf([{ ...component, occurrences: [one, ...others] }]);
}

describe('waivers of places', () => {
  const ofPath = (path: string, expires: string) => ({ ...anywhere, id: path, path, expires });
  const open = (waivers: readonly object[], scan: UnjudgedScan) =>
    evaluated(waivers, scan).findings.find(({ rule }) => rule === 'license-needs-review');

  test('cover a finding together, which ends with the first of them', () => {
    const waivers = [ofPath('a.tf', '2027-03-31'), ofPath('b.tf', '2027-01-31')];
    expect(open(waivers, inFiles('a.tf', 'b.tf'))?.waiver).toMatchObject({ id: 'b.tf' });
  });

  test('cover no finding in part, which is said', () => {
    const finding = open([ofPath('a.tf', '2027-03-31')], inFiles('a.tf', 'b.tf'));
    expect(finding?.waiver).toBe(null);
    expect(finding?.message).toMatch(/The waiver "a\.tf" covers only some of its places\.$/);
  });

  test('cover what is said of the scan, and are used by that', () => {
    const expired = { ...written, id: 'old', expires: '2026-01-31' };
    const tidy = { ...anywhere, id: 'tidy', rule: 'waiver-expired', path: 'fineprint.yaml' };
    const { findings, waivers } = evaluated([expired, tidy], scanOf([licensedComponent(busl)]));
    const about = findings.filter(({ rule }) => rule.startsWith('waiver-'));
    expect(about).toMatchObject([{ rule: 'waiver-expired', waiver: { id: 'tidy' } }]);
    expect(waivers).toMatchObject([{ findings: 1 }, { findings: 1 }]);
  });
});

describe('waivers in comments', () => {
  const comment = { rule: 'license-needs-review', until: '2027-03-31', reason: 'It is replaced.' };
  const scan = { ...scanOf([licensedComponent(busl)]), inlineWaivers: [inlineWaiver(comment)] };
  const first = (means: Means = {}, of: UnjudgedScan = scan) => {
    const { findings, waivers } = evaluated([], of, means);
    return { waived: findings.find(({ rule }) => rule === 'license-needs-review')?.waiver, waivers };
  };

  test('cover what begins or ends on their line', () => {
    expect(first().waived).toMatchObject({ id: 'main.tf:2', isInline: true });
    const [other = inlineWaiver(comment)] = scan.inlineWaivers;
    const elsewhere = { ...scan, inlineWaivers: [{ ...other, line: { path: 'main.tf', line: 3 } }] };
    expect(first({}, elsewhere).waived).toBe(null);
  });

  test('are shown and not applied where a policy from elsewhere judges, and nothing is asked of them', () => {
    const { waived, waivers } = first({ isInlineApplied: () => false });
    expect(waived).toBe(null);
    expect(waivers).toMatchObject([{ isApplied: false, findings: 1 }]);
    const { findings } = evaluated([], scan, { isInlineApplied: () => false });
    expect(findings.map(({ rule }) => rule).filter((rule) => rule.startsWith('waiver-'))).toEqual([]);
  });

  test('are applied again to a stored report', () => {
    const { waivers } = first();
    const stored = { ...scan, inlineWaivers: inlineWaiversOf({ waivers }) };
    expect(stored.inlineWaivers).toEqual(scan.inlineWaivers);
    expect(first({}, stored)).toEqual(first());
  });
});

test('a waiver in a comment is the same on another line, and another one when it says something else', () => {
  const waiver = inlineWaiver({ rule: 'a', until: '2027-03-31', reason: 'It is known.' });
  const moved = { ...waiver, id: 'main.tf:9', line: { path: 'main.tf', line: 9 } };
  expect(inlineIdentity(moved)).toBe(inlineIdentity(waiver));
  for (const other of [
    { ...waiver, line: { path: 'other.tf', line: 2 } },
    { ...waiver, expires: '2027-04-01' },
    { ...waiver, rules: ['a', 'b'] as const },
    { ...waiver, reason: 'It is fine.' },
  ])
    expect(inlineIdentity(other)).not.toBe(inlineIdentity(waiver));
});

test('waivers of a policy that is not applied are kept as such, and waive nothing', () => {
  const own = policyOf(stringify({ waivers: [written] })).waivers;
  const { findings, waivers } = evaluated([], scanOf([licensedComponent(busl)]), { unappliedWaivers: own });
  expect(findings.every(({ waiver }) => waiver === null)).toBe(true);
  expect(waivers).toMatchObject([{ id: 'W-12', isApplied: false, findings: 1 }]);
});

test('a part of the repository, or an incomplete scan, says nothing about unused waivers', () => {
  const unused = [{ ...written, component: 'github-action:acme/gone' }];
  const scan = scanOf([licensedComponent(busl)]);
  const asked = (of: UnjudgedScan, means: Means = {}) =>
    evaluated(unused, of, means).findings.filter(({ rule }) => rule === 'waiver-unused').length;
  expect(asked(scan)).toBe(1);
  expect(asked(scan, { isWhole: false })).toBe(0);
  const unread = { code: 'file-unreadable', message: 'It vanished.', location: null } as const;
  expect(asked({ ...scan, problems: [unread] })).toBe(0);
});

test('what a waiver covered is new to a baseline when it has expired', () => {
  const scan = scanOf([licensedComponent(busl)]);
  const open = evaluated([written], scan).findings.filter(({ waiver }) => waiver === null);
  const baseline = {
    name: 'b.json',
    fingerprints: new Set(open.map(({ fingerprint }) => fingerprint)),
    components: new Map(),
  };
  const later = evaluated([{ ...written, expires: '2026-01-01' }], scan, { baseline });
  expect(later.findings.find(({ rule }) => rule === 'license-needs-review')).toMatchObject({
    state: 'new',
    waiver: null,
  });
});

test('a finding about a waiver is the same when the waiver moves', () => {
  const expired = { ...written, expires: '2026-01-01' };
  const scan = scanOf([licensedComponent(busl)]);
  const of = (waivers: readonly object[]) =>
    evaluated(waivers, scan).findings.find(
      ({ rule, message }) => rule === 'waiver-expired' && message.includes('W-12'),
    );
  const before = { ...expired, id: 'other' };
  expect(of([before, expired])?.fingerprint).toBe(of([expired])?.fingerprint);
  expect(of([before, expired])?.locations).not.toEqual(of([expired])?.locations);
});

test('a thousand waivers are held against thousands of findings', () => {
  const scan = scanOf(
    Array.from({ length: 2_000 }, (_, index) => licensedComponent({ ...busl, name: `acme/w${index}` })),
  );
  const waivers = Array.from({ length: 1_000 }, (_, index) => ({
    ...written,
    id: String(index),
    component: index % 2 === 0 ? `github-action:acme/w${index}` : `github-action:*e/w${index}*`,
    ...(index % 4 === 0 ? { path: `**/m*${index === 0 ? '' : index}*.tf` } : {}),
  }));
  const { findings } = evaluated(waivers, scan);
  expect(findings.filter(({ waiver }) => waiver?.id === '0')).toHaveLength(1);
  expect(findings.filter(({ waiver }) => waiver?.id === '3')).toHaveLength(111 * 1);
});
