import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pullRequestEvent } from './events.ts';
import { badImage, compose, goodImage, otherBadImage, strictPolicy } from './files.ts';
import type { Hosted, PullRequest } from './github/hub.ts';
import type { Files } from './repository.ts';
import { runStep } from './runner/run-step.ts';
import { useWorld } from './world.ts';

const world = useWorld();
const known = { 'compose.yaml': compose(badImage), 'fineprint.yaml': strictPolicy };
const worse = { 'other/compose.yaml': compose(otherBadImage) };
const harmless = { 'good/compose.yaml': compose(goodImage) };

function opened(files: Files, base: Hosted = world.host(known)): [Hosted, PullRequest] {
  return [base, world.propose(base, { files })];
}

test('a base that is too large for one listing is compared all the same', async () => {
  const more = Object.fromEntries(['a', 'b'].map((name) => [`${name}/compose.yaml`, compose(goodImage)]));
  const [hosted, pull] = opened({ ...worse, 'a/compose.yaml': null }, world.host({ ...known, ...more }));
  world.hub.maxTreeEntries = 4;
  const step = await runStep(world.job(hosted, pullRequestEvent(hosted, pull)));
  world.hub.maxTreeEntries = 100_000;
  expect(step).toMatchObject({ conclusion: 'failure', exitCode: 1, complaints: [] });
  expect(step.outputs).toMatchObject({ result: 'fail', 'findings-new': '1' });
});

test('where there is no clone, the way out is none that only a clone has', async () => {
  const [hosted, pull] = opened(worse);
  const job = world.job(hosted, pullRequestEvent(hosted, pull));
  rmSync(join(job.workspace, '.git'), { recursive: true });
  const step = await runStep(job);
  expect(step.outputs).toMatchObject({ 'findings-new': '' });
  expect(step.log.join('\n')).toContain('lies in no git repository');
  expect(step.log.join('\n')).not.toContain('fetch-depth');
});

test('where the API fails, the way out is one for what is checked out', async () => {
  const [hosted, first] = opened(worse);
  const pull = world.synchronize(hosted, first, harmless);
  world.api.failing.push({ operation: '*', as: { status: 404 } });
  const event = pullRequestEvent(hosted, pull);
  for (const [options, remedy] of [
    [{}, 'fetch-depth: 2'],
    [{ ref: pull.head.sha }, 'fetch-depth: 0'],
  ] as const) {
    const step = await runStep(world.job(hosted, event, options));
    expect(step.log.join('\n')).toContain(remedy);
  }
});
