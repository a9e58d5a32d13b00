import { readdirSync, readFileSync } from 'node:fs';
import type { BoundRule, JudgedComponent, Violation } from '@fineprint/core';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { judgedComponent, policyOf, type Sketch } from '../component.testkit.ts';
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

/** An example is a sketch of a component, and the part of a policy that it is judged by. */
interface Example extends Sketch {
  readonly policy?: unknown;
}

function ask(id: string, { policy: part, ...sketch }: Example): readonly Violation[] {
  const policy = policyOf(part === undefined ? null : stringify(part));
  const rule = policy.rules.find((one) => one.id === id);
  return rule ? [...check(rule, judgedComponent(sketch, policy))] : [];
}

function check(rule: BoundRule, component: JudgedComponent): Iterable<Violation> {
  if (rule.subject === 'component') return rule.check(component);
  if (rule.subject === 'occurrence') return rule.check({ component, occurrence: component.occurrences[0] });
  throw new Error(`There are no examples for rules about a ${rule.subject} yet.`);
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
