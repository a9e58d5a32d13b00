import { isAtLeast, pins } from '@fineprint/core';
import { expect, test } from 'vitest';
import { judgedComponent, type Sketch } from '../../component.testkit.ts';
import { defaultPinning } from '../../defaults.ts';
import type { Pinning } from '../../pinning.ts';
import { versionNotPinned } from './rule.ts';

function violations(sketch: Sketch, pinning: Pinning = defaultPinning) {
  const component = judgedComponent(sketch);
  const [occurrence] = component.occurrences;
  return [...versionNotPinned.check({ component, occurrence }, pinning)];
}

test('the message says how it is pinned, what is asked and by which pattern', () => {
  expect(violations({ name: 'acme/widget', ref: 'v4' })[0]).toMatchObject({
    message:
      'acme/widget is named by the tag "v4", which can be moved; the policy asks for at least a full commit id ("pinning", github-action).',
    remedy:
      'Write the full commit id and keep the release as a comment: "uses: acme/widget@<40 hex digits> # v4".',
  });
});

test('every pair of pins is compared by strength, and what nobody can know is silent', () => {
  for (const pin of pins) {
    for (const least of pins) {
      const found = violations({ kind: 'tool', pin }, { tool: least });
      expect([pin, least, found.length]).toEqual([pin, least, isAtLeast(pin, least) ? 0 : 1]);
    }
  }
  expect(violations({ kind: 'tool', pin: null }, { tool: 'digest' })).toEqual([]);
});

test('a policy that names no pin for a kind asks for none', () => {
  expect(violations({ kind: 'tool', pin: 'none' }, { 'github-action': 'commit' })).toEqual([]);
});

test.each([
  [{ kind: 'container-image', name: 'nginx', tag: '1.27' }, 'digest', '"nginx:1.27@sha256:…"'],
  [
    { kind: 'terraform-module', name: 'a/b/aws', range: '~> 5.0', pin: 'range' },
    'exact',
    'version = "1.2.3"',
  ],
  [{ kind: 'terraform-module', name: 'github.com/a/b', ref: 'main', pin: 'branch' }, 'tag', '?ref=v1.2.3'],
  [
    { kind: 'terraform-module', name: 'github.com/a/b', source: 'https://x', pin: 'none' },
    'tag',
    '?ref=v1.2.3',
  ],
  [
    { kind: 'terraform-module', name: 'github.com/a/b', ref: 'v1', pin: 'tag' },
    'commit',
    '?ref=<40 hex digits>',
  ],
  [{ kind: 'github-action', name: 'a/b', ref: 'main', pin: 'branch' }, 'commit', '<40 hex digits> # v1.2.3'],
  [{ kind: 'terraform-provider', name: 'hashicorp/aws', pin: 'range' }, 'exact', '.terraform.lock.hcl'],
  [{ kind: 'helm-chart', name: 'redis', pin: 'range' }, 'exact', 'Chart.lock'],
  [{ kind: 'library', name: 'pypi/ansible', pin: 'none' }, 'exact', 'name==1.2.3'],
  [{ kind: 'download', name: 'example.org/a.tgz', pin: 'tag' }, 'digest', '--checksum=sha256:'],
  [{ kind: 'circleci-orb', name: 'a/b', pin: 'branch' }, 'exact', 'one exact version'],
] as const)('what to write for %j', (sketch, least, text) => {
  expect(violations(sketch, { [sketch.kind]: least })[0]?.remedy).toContain(text);
});

test('a line of text from a file stays one line, and short', () => {
  const [violation] = violations({ name: `acme/${'x'.repeat(5000)}`, ref: 'a\nb' });
  expect(violation?.message.length).toBeLessThan(500);
  expect(violation?.message).not.toContain('\n');
});
