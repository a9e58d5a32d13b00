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
  [
    {
      kind: 'terraform-provider',
      name: 'hashicorp/aws',
      pin: 'range',
      lock: { path: 'a/.terraform.lock.hcl', says: 'missing' },
    },
    'digest',
    'Let the tool write a/.terraform.lock.hcl and commit it.',
  ],
  [{ kind: 'terraform-provider', name: 'hashicorp/aws', pin: 'none' }, 'range', 'version = ">= 1.2"'],
  [
    { kind: 'helm-chart', name: 'redis', pin: 'range', lock: { path: 'Chart.lock', says: 'missing' } },
    'digest',
    'Take the chart from an OCI registry by digest',
  ],
  [{ kind: 'helm-chart', name: 'redis', pin: 'range' }, 'exact', '--version 1.2.3'],
  [
    { kind: 'helm-chart', name: 'redis', pin: 'range', lock: { path: 'Chart.lock', says: 'silent' } },
    'exact',
    'Let the tool write Chart.lock and commit it, or write an exact version ("version: 1.2.3").',
  ],
  [{ kind: 'library', name: 'golang/example.org/a', pin: 'tag' }, 'exact', '"name@v1.2.3"'],
  [{ kind: 'library', name: 'npm/a', ref: 'main', pin: 'branch' }, 'exact', 'full commit id'],
  // What lies in a repository has no exact version: only its commit does not move.
  [{ kind: 'terraform-module', name: 'github.com/a/b', ref: 'v1', pin: 'tag' }, 'exact', '?ref=<40 hex'],
  [{ kind: 'pre-commit-hook', name: 'a/b', ref: 'v1', pin: 'tag' }, 'exact', '--freeze'],
  [{ kind: 'kustomize-base', name: 'a/b', pin: 'none' }, 'tag', '"?ref=v1.2.3"'],
  [{ kind: 'ansible-role', name: 'a/b', ref: 'main', pin: 'branch' }, 'exact', 'full commit id'],
  [{ kind: 'ansible-role', name: 'a.b', pin: 'none' }, 'tag', 'version: 1.2.3'],
  [{ kind: 'crossplane-package', name: 'a/b', tag: 'v1', pin: 'tag' }, 'exact', '@sha256:'],
  [{ kind: 'download', name: 'raw.example.org/a', pin: 'branch' }, 'tag', 'in place of the branch'],
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
