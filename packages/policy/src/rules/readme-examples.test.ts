import { readdirSync, readFileSync } from 'node:fs';
import { evaluate, type ReportFinding } from '@fineprint/core';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import {
  baselineOf,
  type InlineSketch,
  inlineWaiver,
  licensedComponent,
  policyOf,
  type Sketch,
  scanOf,
} from '../component.testkit.ts';
import { rules } from './registry.ts';

const headings = ['Why', 'How to fix', 'Fires on', 'Stays silent on', 'Options'];

test('each folder is one rule of the registry, in order', () => {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(rules.map(({ id }) => id)).toEqual(folders.sort());
});

describe.each(rules.map((rule) => ({ rule, readme: readReadme(rule.id) })))(
  '$rule.id',
  ({ rule, readme }) => {
    test('its README begins with its id and its title and has every heading', () => {
      const [title, paragraph] = readme.split('\n\n');
      expect([title, paragraph]).toEqual([`# ${rule.id}`, rule.title]);
      expect(readme.match(/^## .*$/gm)).toEqual(headings.map((heading) => `## ${heading}`));
    });

    test.each(examplesIn(readme, 'Fires on'))('fires on $example', ({ example }) => {
      const violations = ask(rule.id, example);
      expect(violations).toHaveLength(1);
      for (const { message, remedy } of violations) {
        expect(message).toMatch(/^[^\n]*[.)]$/);
        expect(remedy).toMatch(/^[A-Z][^\n]*\.$/);
      }
    });

    test.each(examplesIn(readme, 'Stays silent on'))('stays silent on $example', ({ example }) => {
      expect(ask(rule.id, example)).toEqual([]);
    });
  },
);

/**
 * An example is a sketch of one component, or of several, with what the baseline has of them, the part of a policy that
 * they are judged by, a waiver in a comment beside it, and whether the policy itself was changed.
 */
interface Example extends Sketch {
  readonly components?: readonly Sketch[];
  readonly before?: readonly Sketch[];
  readonly policy?: unknown;
  readonly inline?: InlineSketch;
  readonly policyChanged?: boolean;
}

function ask(id: string, example: Example): readonly ReportFinding[] {
  const { components, before, policy: part, inline, policyChanged = false, ...sketch } = example;
  const policy = policyOf(part === undefined ? null : stringify(part));
  const scan = {
    ...scanOf((components ?? [sketch]).map(licensedComponent)),
    inlineWaivers: inline === undefined ? [] : [inlineWaiver(inline)],
  };
  const { findings, problems } = evaluate(scan, {
    policy,
    kinds: new Map(),
    asOf: '2026-11-25T12:00:00Z',
    baseline: before === undefined ? null : baselineOf(before),
    changedPolicy: policyChanged
      ? { path: 'fineprint.yaml', line: 1, column: 1, endLine: 1, endColumn: 1 }
      : null,
    admitsOnly: ({ version }, versions) => version === versions,
    isWhole: true,
  });
  expect(problems).toEqual([]);
  return findings.filter(({ rule, waiver }) => rule === id && waiver === null);
}

function readReadme(id: string): string {
  return readFileSync(new URL(`${id}/README.md`, import.meta.url), 'utf8');
}

/** The YAML blocks under a heading; there is at least one. */
function examplesIn(readme: string, heading: string): { example: Example }[] {
  const section = readme.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const blocks = [...section.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text);
  if (blocks.length === 0) throw new Error(`There is no example under "${heading}".`);
  return blocks.map((text) => ({ example: parse(text) }));
}
