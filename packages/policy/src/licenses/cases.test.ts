import { readFileSync } from 'node:fs';
import { parseExpression } from '@fineprint/core';
import { classOf, loadLicenses } from '@fineprint/licenses';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { bindPolicy } from '../bind.ts';
import { licensedComponent, type Sketch } from '../component.testkit.ts';

interface Case extends Sketch {
  readonly license: string;
  readonly allow?: readonly unknown[];
  readonly review?: readonly unknown[];
  readonly deny?: readonly unknown[];
  readonly is: 'allowed' | 'review' | 'denied' | 'unknown' | 'invalid';
  readonly takes?: string;
}

const cases: readonly Case[] = parse(readFileSync(new URL('cases.yaml', import.meta.url), 'utf8'));
// The classes that are shipped: what a case says of a class is what users get.
const known = loadLicenses((name) =>
  readFileSync(new URL(`../../../licenses/data/${name}`, import.meta.url), 'utf8'),
);

test('there are at least 150 cases, each another one', () => {
  expect(new Set(cases.map((one) => JSON.stringify(one))).size).toBe(cases.length);
  expect(cases.length).toBeGreaterThanOrEqual(150);
});

test.each(cases.map((one) => [JSON.stringify(one), one] as const))('%s', (_, one) => {
  const { license, allow = [], review = [], deny = [], is, takes, ...sketch } = one;
  const parsed = parseExpression(license);
  if (is === 'invalid' || parsed.is === 'invalid') {
    expect(parsed.is).toBe(is);
    return;
  }
  const text = JSON.stringify({ licenses: { allow, review, deny } });
  const policy = bindPolicy([{ name: 'case', path: 'case.yaml', text }], {
    classOf: (id) => classOf(known.classes(), id),
  });
  const component = licensedComponent(license === 'NOASSERTION' ? sketch : { ...sketch, license });
  const verdict = policy.judge(component);
  expect(verdict.is).toBe(is);
  const asItStands = parsed.is === 'expression' ? license : null;
  expect(verdict.effective).toBe(takes ?? asItStands);
  expect(verdict.because).toMatch(/[.]$/);
});
