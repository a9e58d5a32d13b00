import { describe, expect, test } from 'vitest';
import { admittedVersions, listedIn, newestAdmitted } from './newest.ts';

const versions = ['0.9.0', '1.0.0', '1.1.0', '1.1.9', '1.2.0-rc1', '2.0.0', 'v2.1.0', 'nightly'];
const listed = { versions, source: 'The registry', published: () => null };
const whenever = { publishedBefore: null };

test.each([
  ['~> 1.1', '1.1.9'],
  ['~> 1.1.0', '1.1.9'],
  // Of one number, the last that may rise is that one (hashicorp/go-version).
  ['~> 1', 'v2.1.0'],
  ['~> 0.9', '0.9.0'],
  ['>= 1.0, < 2.0', '1.1.9'],
  ['>=1.0.0,<1.1.0', '1.0.0'],
  ['= 1.0.0', '1.0.0'],
  ['==1.0.0', '1.0.0'],
  ['^1.0.0', '1.1.9'],
  ['>= 1.2.0-rc1, < 2.0.0', '1.2.0-rc1'],
  ['>= 1.0, != 1.1.9, < 2.0', '1.1.0'],
  [null, 'v2.1.0'],
  ['*', 'v2.1.0'],
])('%s leads to %s', async (constraint, version) => {
  expect(await newestAdmitted(listed, constraint, whenever)).toMatchObject({ is: 'answer', version });
});

test.each([
  ['>=1.2.0-rc1 <2.0.0', '1.2.0-rc1'],
  ['1.2.0-rc1 - 1.9.0 || ^0.9', '1.2.0-rc1'],
  ['>=1.0.0 <2.0.0', '1.1.9'],
])('%s leads to %s where constraints are those of npm', async (constraint, version) => {
  const found = await newestAdmitted({ ...listed, syntax: 'npm' }, constraint, whenever);
  expect(found).toMatchObject({ is: 'answer', version });
});

test.each(['>= 3.0', 'no constraint', '>>1'])('%s leads to none', async (constraint) => {
  expect(await newestAdmitted(listed, constraint, whenever)).toEqual({
    is: 'unanswered',
    because: `The registry lists no version that "${constraint}" admits.`,
  });
});

test('what a constraint admits is sorted, newest first', () => {
  expect(admittedVersions(listed, '< 2')).toEqual(['1.1.9', '1.1.0', '1.0.0', '0.9.0']);
});

describe('where only what is old enough may be chosen', () => {
  const dates: Readonly<Record<string, string>> = {
    '0.9.0': '2024-01-01T00:00:00Z',
    '1.0.0': '2025-12-01T00:00:00Z',
    '1.1.0': '2025-12-31T23:00:00-05:00',
  };
  const publishedBefore = new Date('2026-01-01T00:00:00Z');
  const dated = { ...listed, published: (version: string) => dates[version] ?? null };
  const leadsTo = (constraint: string | null, before = publishedBefore) =>
    newestAdmitted(dated, constraint, { publishedBefore: before });

  test('the newest of them is', async () => {
    expect(await leadsTo('~> 1.0, <= 1.1.0')).toMatchObject({ version: '1.0.0' });
  });

  test('one that is as old as is asked for to the millisecond is old enough', async () => {
    const at = Date.parse('2025-12-01T00:00:00Z');
    expect(await leadsTo('= 1.0.0', new Date(at))).toMatchObject({ version: '1.0.0' });
    expect(await leadsTo('= 1.0.0', new Date(at - 1))).toMatchObject({ is: 'unanswered' });
  });

  test('one whose date nobody says is passed over', async () => {
    expect(await leadsTo('< 2')).toMatchObject({ version: '1.0.0' });
  });

  test('and none is, if all are too young or of unknown age: the reason names the newest', async () => {
    expect(await leadsTo('= 1.1.0')).toEqual({
      is: 'unanswered',
      because: 'Too young: 1.1.0 was published on 2026-01-01 04:00 UTC, after 2026-01-01 00:00 UTC.',
    });
    expect(await leadsTo('>= 1.1.9')).toEqual({
      is: 'unanswered',
      because:
        'The registry does not say when v2.1.0 was published. No older version that ">= 1.1.9" admits is known to be older.',
    });
  });

  test('of several dates of one version the latest counts, and an unknown one makes it unknown', () => {
    const entries = [
      { v: '1', at: '2025-01-01T00:00:00Z' },
      { v: '1', at: '2025-01-02T00:00:00+02:00' },
      { v: '2', at: '2025-01-01T00:00:00Z' },
      { v: '2' },
    ];
    const { versions: names, published } = listedIn(
      entries,
      'v',
      (one) => (one as { at?: string }).at ?? null,
    );
    expect(names).toEqual(['1', '2']);
    expect(published('1')).toBe('2025-01-01T22:00:00.000Z');
    expect(published('2')).toBeNull();
  });
});
