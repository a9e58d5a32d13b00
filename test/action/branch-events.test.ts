import { expect, test } from 'vitest';
import { dispatchEvent, pushEvent, releaseEvent, scheduleEvent, tagEvent } from './events.ts';
import { badImage, compose, goodImage, otherBadImage, strictPolicy } from './files.ts';
import type { Hosted } from './github/hub.ts';
import { findingsOf, shownBy } from './results.ts';
import type { Event } from './runner/job.ts';
import { runStep } from './runner/run-step.ts';
import { useWorld } from './world.ts';

const world = useWorld();
const bad = { 'compose.yaml': compose(badImage), 'fineprint.yaml': strictPolicy };
const worse = { 'other/compose.yaml': compose(otherBadImage) };

test.each<[string, (hosted: Hosted) => Event]>([
  ['a schedule', scheduleEvent],
  ['a dispatch by hand', dispatchEvent],
  ['a first push', pushEvent],
  ['a push of a tag', (hosted) => tagEvent(hosted, 'v1.0.0')],
  ['a release', (hosted) => releaseEvent(hosted, 'v1.0.0')],
])('%s is judged as a whole, by the policy that is checked out', async (_, eventOf) => {
  const hosted = world.host(bad);
  hosted.repository.git('tag', '--annotate', '--message=v1', 'v1.0.0', 'main');
  const before = world.api.received.length;
  const step = await runStep(world.job(hosted, eventOf(hosted)));
  expect(step).toMatchObject({ conclusion: 'failure', exitCode: 1, complaints: [] });
  expect(step.outputs).toMatchObject({ result: 'fail', 'findings-total': '1' });
  expect(world.api.received.length - before).toBe(0);
});

test('a push to a branch counts all, and tells what is new since the last one', async () => {
  const hosted = world.host(bad);
  const before = hosted.repository.git('rev-parse', 'main');
  hosted.repository.commit('main', worse);
  const event = pushEvent(hosted, { before });
  for (const depth of [1, 0]) {
    const step = await runStep(world.job(hosted, event, { depth }));
    expect(step.outputs, `depth ${depth}`).toMatchObject({ 'findings-total': '2', 'findings-new': '1' });
  }
});

test('a push of a change of the policy is judged by that policy', async () => {
  const hosted = world.host(bad);
  const before = hosted.repository.git('rev-parse', 'main');
  hosted.repository.commit('main', { 'fineprint.yaml': 'rules:\n  license-needs-review: note\n' });
  const step = await runStep(world.job(hosted, pushEvent(hosted, { before })));
  expect(step.outputs.result).toBe('pass');
  expect(findingsOf(step).join()).not.toContain('policy-changed');
});

test('with the gate "new" a push fails only for what it adds', async () => {
  const hosted = world.host(bad);
  const before = hosted.repository.git('rev-parse', 'main');
  hosted.repository.commit('main', { 'compose2.yaml': compose(goodImage) });
  const step = await runStep(world.job(hosted, pushEvent(hosted, { before })), { gate: 'new' });
  expect(step.outputs).toMatchObject({ result: 'pass', 'findings-new': '0' });
});

test('after a force-push the commit before may be gone: all counts, and that is said', async () => {
  const hosted = world.host(bad);
  const gone = 'feed'.repeat(10);
  const step = await runStep(world.job(hosted, pushEvent(hosted, { before: gone, forced: true })), {
    gate: 'new',
  });
  expect(step).toMatchObject({ conclusion: 'failure', exitCode: 1, complaints: [] });
  expect(step.outputs).toMatchObject({ 'findings-total': '1', 'findings-new': '' });
  expect(shownBy(step)).toContain('cannot be told what is new');
});

test('after a force-push that GitHub still knows, what is new is told', async () => {
  const hosted = world.host(bad);
  const before = hosted.repository.commit('main', worse);
  hosted.repository.git('update-ref', 'refs/heads/main', `${before}^`);
  hosted.repository.commit('main', { 'b/compose.yaml': compose(otherBadImage) });
  const step = await runStep(world.job(hosted, pushEvent(hosted, { before, forced: true })));
  expect(step).toMatchObject({ complaints: [], outputs: { 'findings-total': '2' } });
});

test('a directory of the workspace is scanned alone, its places named from the workspace', async () => {
  const hosted = world.host({
    'a/compose.yaml': compose(badImage),
    'b/compose.yaml': compose(otherBadImage),
    'a/fineprint.yaml': strictPolicy,
  });
  const step = await runStep(world.job(hosted, pushEvent(hosted)), { path: 'a' });
  expect(step.outputs).toMatchObject({ result: 'fail', 'findings-total': '1' });
  expect(step.annotations.map(({ properties }) => properties.file)).toEqual(['a/compose.yaml']);
});

test('a credential that the checkout left behind is in nothing that is written', async () => {
  const hosted = world.host(bad);
  const credential = 'ghs_left-behind-by-checkout-77';
  const step = await runStep(world.job(hosted, pushEvent(hosted), { credential }));
  expect(step.outputs.result).toBe('fail');
  expect(step.raw).not.toContain(credential);
  expect(step.raw).not.toContain(Buffer.from(`x-access-token:${credential}`).toString('base64'));
});

test.each([
  ['fail-on', 'sometimes'],
  ['gate', 'old'],
  ['path', 'nowhere'],
  ['policy', 'none-such'],
  ['strict', 'perhaps'],
])('a wrong input %s: %s ends as an error that names it', async (name, value) => {
  const hosted = world.host(bad);
  const step = await runStep(world.job(hosted, pushEvent(hosted)), { [name]: value });
  expect(step).toMatchObject({
    conclusion: 'failure',
    exitCode: 2,
    complaints: [],
    outputs: { result: 'error' },
  });
  expect(step.annotations).toHaveLength(1);
  expect(step.annotations[0]?.message).toContain(value);
});
