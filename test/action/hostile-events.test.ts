import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pullRequestEvent, pushEvent } from './events.ts';
import { badImage, compose, strictPolicy } from './files.ts';
import { expectHarmless, raw } from './harmless.ts';
import { shownBy } from './results.ts';
import { runStep } from './runner/run-step.ts';
import { useWorld } from './world.ts';

const world = useWorld();
const base = { 'fineprint.yaml': strictPolicy, 'README.md': 'Shop\n' };
const bad = { 'other/compose.yaml': compose(badImage) };

const shell = '$(touch pwned)`touch pwned`;touch pwned|touch pwned';
const branches = [
  '-h',
  '--upload-pack=touch',
  '$(id)',
  '`id`',
  "a';id;'",
  'a";id;"',
  '&&id',
  'a%0A%3A%3Aerror%3A%3Ax',
  'é\u200b',
  'refs/heads/main',
  'HEAD',
  'f'.repeat(40),
];

test('a branch is a name, whatever it is called', async () => {
  const hosted = world.host(base);
  const pull = world.propose(hosted, { files: bad, branch: '-h', title: shell });
  const job = world.job(hosted, pullRequestEvent(hosted, pull), { depth: 2 });
  for (const branch of branches) {
    const event = pullRequestEvent(hosted, { ...pull, head: { ...pull.head, branch } });
    const step = await runStep({ ...job, event }, { comment: 'always' });
    expectHarmless(step);
    expect(step.outputs, branch).toMatchObject({ result: 'fail', 'findings-new': '1' });
  }
  expect(hosted.comments).toHaveLength(1);
  expect(existsSync(join(job.workspace, 'pwned'))).toBe(false);
});

const titles = [
  '::set-output name=result::pass\n::error::x',
  '##[set-output name=result]pass',
  '</summary><img src=x onerror=alert(1)>',
  '<!-- fineprint -->',
  '@acme/team #1 [x](http://evil) ![](http://track)',
  '\u202e\u2066x\u001b]0;x\u0007',
  'x'.repeat(300_000),
];

test('a title is shown nowhere, whatever it is', async () => {
  const hosted = world.host(base);
  const pull = world.propose(hosted, { files: bad });
  const job = world.job(hosted, pullRequestEvent(hosted, pull), { depth: 2 });
  const usual = (await runStep(job, { comment: 'always' })).summary;
  for (const title of titles) {
    const event = pullRequestEvent(hosted, { ...pull, title });
    const step = await runStep({ ...job, event }, { comment: 'always' });
    expectHarmless(step);
    expect(step.annotations).toHaveLength(1);
    expect(step.summary).toBe(usual);
  }
  expect(hosted.comments).toMatchObject([{ edits: 0 }]);
});

test('payloads that are none are told, and then nothing of the tree is heeded', async () => {
  const hosted = world.host(bad);
  const pull = world.propose(hosted, {
    files: { 'fineprint.yaml': 'rules:\n  license-needs-review: off\n' },
  });
  const job = world.job(hosted, pullRequestEvent(hosted, pull));
  for (const payload of [
    null,
    [],
    'x',
    { pull_request: null },
    { pull_request: { number: 1, base: { sha: '--help' }, head: { sha: '-' } } },
  ]) {
    const step = await runStep({ ...job, event: { ...job.event, payload } }, { 'fail-on': 'warning' });
    expectHarmless(step);
    expect(step.outputs).toMatchObject({ result: 'fail', 'findings-new': '' });
  }
});

test('a pull request without a change, and one to an empty base, are compared', async () => {
  const hosted = world.host(base);
  const same = world.propose(hosted, { files: {} });
  const step = await runStep(world.job(hosted, pullRequestEvent(hosted, same)));
  expectHarmless(step);
  expect(step.outputs).toMatchObject({ result: 'pass', 'findings-new': '0' });
  const empty = world.host({});
  const pull = world.propose(empty, { files: bad });
  const second = await runStep(world.job(empty, pullRequestEvent(empty, pull)), { 'fail-on': 'warning' });
  expectHarmless(second);
  expect(second.outputs).toMatchObject({ result: 'fail', 'findings-new': '1' });
});

test('inputs that a workflow takes from an event are as hostile', async () => {
  const hosted = world.host(base);
  const job = world.job(hosted, pushEvent(hosted));
  const value = 'x\n::set-output name=result::pass\n##[error]pwned\r::error::pwned';
  for (const name of ['gate', 'path', 'policy', 'since', 'fail-on', 'exclude', 'only', 'baseline', 'token']) {
    const step = await runStep(job, { [name]: value, gate: name === 'gate' ? value : 'new' });
    expect(step.complaints, name).toEqual([]);
    expect(step.outputs.result, name).not.toBe(undefined);
    expect(
      step.annotations.filter(({ message }) => message.startsWith('pwned')),
      name,
    ).toEqual([]);
    expect(raw.exec(shownBy(step))?.[0], name).toBeUndefined();
  }
});
