import { expect, test } from 'vitest';
import type { ReportComponent } from '../model/report.ts';
import { summarize } from './summarize.ts';

function component(is: string, class_: string | null, method = 'fact'): ReportComponent {
  // Only what a summary looks at.
  return {
    kind: 'tool',
    occurrences: [],
    license: { concluded: { is, evidence: [{ method }] }, class: class_ },
  } as unknown as ReportComponent;
}

test('no licence, one that nobody classified and an unknown one are three things', () => {
  const components = [
    component('expression', 'permissive'),
    component('expression', null),
    component('none', null),
    component('no-assertion', null),
    component('no-assertion', null),
  ];
  expect(summarize(components, [], [], new Map()).classes).toEqual([
    { name: 'unknown', count: 2 },
    { name: 'none', count: 1 },
    { name: 'permissive', count: 1 },
    { name: 'unstated', count: 1 },
  ]);
});

test('licences that the policy corrected are counted', () => {
  const components = [
    component('expression', 'permissive', 'curation'),
    component('expression', 'permissive'),
  ];
  expect(summarize(components, [], [], new Map()).curated).toBe(1);
});
