import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { mergeGroupEvent, pullRequestEvent } from './events.ts';
import { badImage, compose, goodImage, strictPolicy } from './files.ts';
import type { Hosted } from './github/hub.ts';
import { markupOf } from './markup.ts';
import type { Files } from './repository.ts';
import { findingsOf, shownBy } from './results.ts';
import type { Job } from './runner/job.ts';
import type { Step } from './runner/run-step.ts';
import { runStep } from './runner/run-step.ts';
import { useWorld } from './world.ts';

const world = useWorld();
const allowing = 'licenses:\n  allow: [source-available]\n';
const off = 'rules:\n  license-needs-review: off\n  policy-changed: off\n';
const waived = `${strictPolicy}waivers:\n  - id: W-1\n    rule: license-needs-review\n    component: container-image:docker.io/library/mongo\n    reason: We want it.\n    owner: me\n    expires: 2026-12-31\n`;
const inline = `services:\n  # fineprint: ignore[license-needs-review] until=2026-12-31 We want it.\n  s0:\n    image: ${badImage} # fineprint: ignore[license-needs-review] until=2026-12-31 We want it.\n`;
const image = { 'other/compose.yaml': compose(badImage) };

let strict: Hosted;
let plain: Hosted;
beforeAll(() => {
  strict = world.host({
    'fineprint.yaml': strictPolicy,
    'compose.yaml': compose(goodImage),
    'policies/ours.yaml': strictPolicy,
  });
  plain = world.host({ 'compose.yaml': compose(goodImage) });
});

/** Steps on a pull request: its workspace one commit deep, so that the base is asked of the API, and with history. */
async function steps(
  hosted: Hosted,
  files: Files,
  inputs: Readonly<Record<string, string>> = {},
): Promise<readonly Step[]> {
  const pull = world.propose(hosted, { files, branch: `change-${hosted.pulls.size}`, fork: 'contributor' });
  const jobs: readonly Job[] = [
    world.job(hosted, pullRequestEvent(hosted, pull)),
    world.job(hosted, pullRequestEvent(hosted, pull), { depth: 0 }),
    world.job(hosted, mergeGroupEvent(hosted, pull), { depth: 2 }),
  ];
  const all: Step[] = [];
  for (const job of jobs) all.push(await runStep(job, inputs));
  return all;
}

test.each<[string, Files]>([
  ['allows the licence', { 'fineprint.yaml': allowing, ...image }],
  ['turns the rule off, and the rule that would tell', { 'fineprint.yaml': off, ...image }],
  ['adds a waiver', { 'fineprint.yaml': waived, ...image }],
  ['removes the policy', { 'fineprint.yaml': null, ...image }],
  ['renames the policy', { 'fineprint.yaml': null, 'fineprint.yml': off, ...image }],
  ['makes the policy a link', { 'fineprint.yaml': { link: 'weak.yaml' }, 'weak.yaml': off, ...image }],
  ['breaks the policy', { 'fineprint.yaml': '{{{', ...image }],
  ['excludes the file', { 'fineprint.yaml': `exclude: ['other/**']\n${strictPolicy}`, ...image }],
])('a change that %s is judged by the policy of its base, and the change of it is told', async (_, files) => {
  for (const step of await steps(strict, files)) {
    expect(step).toMatchObject({ conclusion: 'failure', exitCode: 1, complaints: [] });
    const findings = findingsOf(step);
    expect(findings).toContain('new license-needs-review mongo@7.0.1');
    expect(findings).toContain('new policy-changed -');
    expect(markupOf(step.summary ?? '').text).toContain('by which it would be judged');
  }
});

test('a waiver in a comment of the change is not applied', async () => {
  for (const step of await steps(strict, { 'other/compose.yaml': inline })) {
    expect(step).toMatchObject({ conclusion: 'failure', exitCode: 1, complaints: [] });
    expect(findingsOf(step)).toContain('new license-needs-review mongo@7.0.1');
    expect(shownBy(step)).toContain('waiver');
  }
});

test('a first policy holds from the next change on', async () => {
  for (const step of await steps(plain, { 'fineprint.yaml': off, ...image }, { 'fail-on': 'warning' })) {
    expect(step).toMatchObject({ conclusion: 'failure', exitCode: 1, complaints: [] });
    expect(findingsOf(step)).toContain('new license-needs-review mongo@7.0.1');
    expect(findingsOf(step)).toContain('new policy-changed -');
  }
});

test('a policy that the workflow names is read from the base too', async () => {
  for (const step of await steps(
    strict,
    { 'policies/ours.yaml': off, ...image },
    { policy: 'policies/ours.yaml' },
  )) {
    expect(step).toMatchObject({ conclusion: 'failure', exitCode: 1, complaints: [] });
    expect(findingsOf(step)).toContain('new license-needs-review mongo@7.0.1');
    expect(findingsOf(step)).toContain('new policy-changed -');
  }
});

test.each<[string, Files]>([
  ['its directory', { 'policies/ours.yaml': null, policies: { link: 'weak' }, 'weak/ours.yaml': off }],
  ['the file', { 'policies/ours.yaml': { link: '../weak.yaml' }, 'weak.yaml': off }],
])('a link that the change puts in place of %s leads to no other policy', async (_, files) => {
  const hosted = world.host({ 'policies/ours.yaml': strictPolicy, 'compose.yaml': compose(goodImage) });
  for (const step of await steps(hosted, { ...files, ...image }, { policy: 'policies/ours.yaml' })) {
    expect(step).toMatchObject({ conclusion: 'failure', exitCode: 1, complaints: [] });
    expect(findingsOf(step)).toContain('new license-needs-review mongo@7.0.1');
    expect(findingsOf(step)).toContain('new policy-changed -');
  }
});

test('a link that the change puts in place of what is scanned is refused', async () => {
  const infra = { 'infra/fineprint.yaml': strictPolicy, 'infra/compose.yaml': compose(goodImage) };
  const hosted = world.host({ ...infra, 'good/compose.yaml': compose(goodImage) });
  const none = { 'infra/fineprint.yaml': null, 'infra/compose.yaml': null };
  for (const step of await steps(hosted, { ...none, infra: { link: 'good' } }, { path: 'infra' })) {
    expect(step).toMatchObject({ conclusion: 'failure', exitCode: 2, outputs: { result: 'error' } });
    expect(step.annotations[0]?.message).toContain('symbolic link');
  }
  for (const step of await steps(hosted, image, { path: 'infra' }))
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'pass' } });
});

test('a baseline that the change writes measures nothing', async () => {
  const known = await runStep(
    world.job(strict, pullRequestEvent(strict, world.propose(strict, { files: image, branch: 'all' })), {
      depth: 2,
    }),
  );
  const baseline = readFileSync(known.outputs['report-path'] ?? '', 'utf8');
  for (const step of await steps(
    strict,
    { 'baseline.json': baseline, ...image },
    { baseline: 'baseline.json' },
  ))
    expect(step.outputs).toMatchObject({ result: 'fail', 'findings-new': '1' });
});

test('a change of the policy alone is told, and fails nothing by itself', async () => {
  for (const step of await steps(strict, { 'fineprint.yaml': `${strictPolicy}  license-unknown: error\n` })) {
    expect(step).toMatchObject({ conclusion: 'success', exitCode: 0, complaints: [] });
    expect(findingsOf(step)).toEqual(['new policy-changed -']);
  }
});

test('a waiver of the base is applied', async () => {
  const hosted = world.host({ 'fineprint.yaml': waived, 'compose.yaml': compose(goodImage) });
  for (const step of await steps(hosted, image))
    expect(step).toMatchObject({ conclusion: 'success', exitCode: 0, complaints: [] });
});

test('a change of too many files to be compared is judged as a whole, by the policy of its base', async () => {
  const base = Object.fromEntries(many((index) => `FROM busybox:1.${index}\n`));
  const hosted = world.host({ 'fineprint.yaml': strictPolicy, ...base });
  const files = {
    ...Object.fromEntries(many((index) => `FROM busybox:2.${index}\n`)),
    'fineprint.yaml': off,
    ...image,
  };
  const pull = world.propose(hosted, { files });
  const step = await runStep(world.job(hosted, pullRequestEvent(hosted, pull)));
  expect(step).toMatchObject({ conclusion: 'failure', exitCode: 1, complaints: [] });
  expect(step.outputs).toMatchObject({ result: 'fail', 'findings-new': '' });
  expect(findingsOf(step)).toContain('null license-needs-review mongo@7.0.1');
  expect(step.summary).toContain('too many to be fetched');
});

function many(content: (index: number) => string): readonly (readonly [string, string])[] {
  return Array.from({ length: 201 }, (_, index) => [`s${index}/Dockerfile`, content(index)]);
}
