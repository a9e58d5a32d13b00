import { printVersions } from '@fineprint/core';
import { describe, expect, test } from 'vitest';
import { parseTag } from './tag.ts';

function read(tag: string, name = 'docker.io/library/redis'): string {
  const { versions, exact, variants, reason } = parseTag(tag, name);
  const set = versions === null ? reason : `${exact === null ? 'in' : 'is'} ${printVersions(versions)}`;
  return variants.length === 0 ? `${set}` : `${set} [${variants.join(' ')}]`;
}

describe('a tag', () => {
  test.each([
    ['7.4.1', 'is 7.4.1'],
    ['v7.4.1', 'is 7.4.1'],
    ['7.4', 'in >=7.4.0 <7.5.0-0'],
    ['7', 'in >=7.0.0 <8.0.0-0'],
    ['v4', 'in >=4.0.0 <5.0.0-0'],
    ['7.4.1-alpine3.20', 'is 7.4.1 [alpine3.20]'],
    ['7.4-bookworm', 'in >=7.4.0 <7.5.0-0 [bookworm]'],
    ['21-jdk', 'in >=21.0.0 <22.0.0-0 [jdk]'],
    ['1.21.0-debian-11-r0', 'is 1.21.0 [debian 11 r0]'],
    ['1.2.3-rc1', 'is 1.2.3-rc1'],
    ['1.2.3-rc.1-alpine', 'is 1.2.3-rc.1 [alpine]'],
    ['17beta1', 'is 17.0.0-beta1'],
    ['1.2.3.4', 'is 1.2.3.4'],
    ['24.08.0', 'is 24.8.0'],
    ['1.15.0+ent', 'is 1.15.0 [ent]'],
    ['release-1.28', 'in >=1.28.0 <1.29.0-0 [release]'],
    ['RELEASE.2024-01-05T22-17-24Z.fips', 'is 2024.1.5.22.17.24'],
    ['latest', 'The tag "latest" names no version. [latest]'],
    ['alpine3.20', 'The tag "alpine3.20" names no version. [alpine3.20]'],
    ['sha-1a2b3c4', 'The tag "sha-1a2b3c4" names no version. [sha 1a2b3c4]'],
    [
      '11bd71901bbe5b1630ceea73d27597364c9af683',
      'The tag "11bd71901bbe5b1630ceea73d27597364c9af683" names no version.',
    ],
    [
      'kustomize/v5.0.1',
      'The tag "kustomize/v5.0.1" gives the version of "kustomize", not of the component.',
    ],
    ['', 'The tag "" names no version.'],
    ['constructor', 'The tag "constructor" names no version.'],
  ])('%s', (tag, expected) => {
    expect(read(tag)).toContain(expected);
  });

  test('may begin with the name of its component', () => {
    expect(read('redis-7.4.1')).toBe('is 7.4.1 [redis]');
    expect(read('cluster-autoscaler-1.30.0', 'kubernetes/autoscaler')).toContain(
      'gives the version of "cluster"',
    );
    expect(read('cluster-autoscaler-1.30.0', 'registry.k8s.io/autoscaling/cluster-autoscaler')).toContain(
      'is 1.30.0',
    );
  });

  test('that is hostile names no version', () => {
    expect(read('1.'.repeat(100_000))).toContain('too long');
    expect(read('-'.repeat(256))).toContain('names no version');
    expect(read(`${'1'.repeat(200)}`)).toContain('names no version');
  });
});
