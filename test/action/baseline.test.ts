import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { mergeGroupEvent, pullRequestEvent, pushEvent, scheduleEvent } from './events.ts';
import { badImage, compose, goodImage, otherBadImage, strictPolicy } from './files.ts';
import type { Hosted } from './github/hub.ts';
import type { Files } from './repository.ts';
import { fileOf, findingsOf, shownBy } from './results.ts';
import { runStep } from './runner/run-step.ts';
import { useWorld } from './world.ts';

const world = useWorld();
const inputs = { baseline: 'known.json' };
const bad = { 'compose.yaml': compose(badImage), 'fineprint.yaml': strictPolicy };
const worse = { 'other/compose.yaml': compose(otherBadImage) };
const harmless = { 'good/compose.yaml': compose(goodImage) };

/** A report that has a finding for what each of two files brings. */
let both: string;
/** Of the first alone. */
let first: string;
beforeAll(async () => {
  const reportOf = async (files: Files) => {
    const hosted = world.host(files);
    return fileOf((await runStep(world.job(hosted, pushEvent(hosted)))).outputs['report-path']);
  };
  both = await reportOf({ ...bad, ...worse });
  first = await reportOf(bad);
});

/** A pull request, one commit deep and with its base, and the merge group that it becomes. */
async function changed(hosted: Hosted, files: Files, more: Readonly<Record<string, string>> = {}) {
  const pull = world.propose(hosted, { files, branch: `change-${hosted.pulls.size}`, fork: 'contributor' });
  const jobs = [
    world.job(hosted, pullRequestEvent(hosted, pull)),
    world.job(hosted, pullRequestEvent(hosted, pull), { depth: 2 }),
    world.job(hosted, mergeGroupEvent(hosted, pull)),
  ];
  const steps = [];
  for (const job of jobs) steps.push(await runStep(job, { ...inputs, ...more }));
  for (const step of steps) expect(step.complaints).toEqual([]);
  return steps;
}

test('known is what the base has, and what the baseline of the base has', async () => {
  const hosted = world.host({ ...bad, 'known.json': both });
  for (const step of await changed(hosted, worse)) {
    expect(step.outputs).toMatchObject({ result: 'pass', 'findings-total': '2', 'findings-new': '0' });
    expect(findingsOf(step).map((each) => each.split(' ')[0])).toEqual(['known', 'known']);
  }
  const without = world.host({
    ...bad,
    'known.json': '{"schema":"fineprint-baseline/1","findings":[],"components":[]}',
  });
  for (const step of await changed(without, worse))
    expect(step.outputs).toMatchObject({ result: 'fail', 'findings-total': '2', 'findings-new': '1' });
});

test('with the gate "all" a change is measured by the baseline alone', async () => {
  const hosted = world.host({ ...bad, 'known.json': first });
  const all = { gate: 'all' };
  for (const step of await changed(hosted, harmless, all))
    expect(step.outputs).toMatchObject({ result: 'pass', 'findings-total': '1', 'findings-new': '0' });
  for (const step of await changed(hosted, worse, all))
    expect(step.outputs).toMatchObject({ result: 'fail', 'findings-total': '2', 'findings-new': '1' });
  const empty = world.host({ ...bad, ...worse, 'known.json': first });
  for (const step of await changed(empty, harmless, all))
    expect(step.outputs).toMatchObject({ result: 'fail', 'findings-total': '2', 'findings-new': '0' });
});

test.each<[string, Files, Files]>([
  ['changes', { 'known.json': '{"schema":"fineprint-baseline/1","findings":[],"components":[]}' }, {}],
  ['brings along', {}, {}],
  ['makes a link', { 'known.json': '{}' }, { 'known.json': { link: 'mine.json' }, 'mine.json': 'both' }],
  ['brings along as a link', {}, { 'known.json': { link: 'mine.json' }, 'mine.json': 'both' }],
])('a baseline that a change %s is not heeded, and that is said', async (_, base, links) => {
  const hosted = world.host({ ...bad, ...base });
  const own = { 'known.json': both, ...links, ...('mine.json' in links && { 'mine.json': both }) };
  for (const step of await changed(hosted, { ...worse, ...own })) {
    expect(step.outputs).toMatchObject({ result: 'fail', 'findings-new': '1' });
    expect(step.summary).toMatch(/known\.json.* not heeded/);
  }
});

test('a baseline that the base has broken makes nothing known, and a change can mend it', async () => {
  const hosted = world.host({ ...bad, 'known.json': '{' });
  for (const step of await changed(hosted, { 'known.json': both })) {
    expect(step.outputs).toMatchObject({ result: 'pass', 'findings-new': '0' });
    expect(step.summary).toContain('makes nothing known');
  }
});

test('a baseline that a step of the job fetched is read where it lies, inside of the workspace and elsewhere', async () => {
  const hosted = world.host(bad);
  const job = world.job(hosted, pullRequestEvent(hosted, world.propose(hosted, { files: worse })));
  for (const file of [join(job.workspace, 'fetched.json'), join(job.temp, 'fetched.json')]) {
    writeFileSync(file, both);
    const step = await runStep(job, { baseline: file });
    expect(step.outputs).toMatchObject({ result: 'pass', 'findings-new': '0' });
  }
});

test('without a base a baseline in the tree is not heeded, since the change could have written it', async () => {
  const hosted = world.host({ ...bad, 'known.json': both });
  const job = world.job(hosted, pullRequestEvent(hosted, world.propose(hosted, { files: worse })));
  for (const [event, said] of [
    [job.event, 'cannot be told what is new'],
    [{ ...job.event, payload: null }, 'payload'],
  ] as const) {
    world.api.failing.push({ operation: 'git/get-commit', as: { status: 404 } });
    const step = await runStep({ ...job, event }, { ...inputs, policy: 'default', 'fail-on': 'warning' });
    expect(step.outputs).toMatchObject({ result: 'fail', 'findings-total': '2', 'findings-new': '' });
    expect(shownBy(step)).toContain(said);
    expect(step.summary).toContain('is not heeded either');
    writeFileSync(join(job.temp, 'elsewhere.json'), both);
    const other = { baseline: join(job.temp, 'elsewhere.json'), 'fail-on': 'warning' };
    expect((await runStep({ ...job, event }, other)).outputs.result).toBe('pass');
  }
});

test.each<[string, (hosted: Hosted, before: string) => ReturnType<typeof pushEvent>, string]>([
  ['a push, of which all counts', (hosted, before) => pushEvent(hosted, { before }), 'all'],
  ['a push, of which what is new counts', (hosted, before) => pushEvent(hosted, { before }), 'new'],
  ['the first push of a branch', (hosted) => pushEvent(hosted), 'all'],
  ['a schedule', scheduleEvent, 'all'],
])('%s is measured by the baseline that is checked out', async (_, eventOf, gate) => {
  const hosted = world.host({ ...bad, 'known.json': first });
  const before = hosted.repository.git('rev-parse', 'main');
  hosted.repository.commit('main', { ...worse, 'known.json': both });
  const step = await runStep(world.job(hosted, eventOf(hosted, before)), { ...inputs, gate });
  expect(step.outputs).toMatchObject({ result: 'pass', 'findings-total': '2', 'findings-new': '0' });
  hosted.repository.commit('main', { 'known.json': first });
  const fails = await runStep(world.job(hosted, eventOf(hosted, before)), { ...inputs, gate });
  expect(fails.outputs).toMatchObject({ result: 'fail', 'findings-total': '2', 'findings-new': '1' });
});

test('a baseline and a ref together are an error', async () => {
  const hosted = world.host({ ...bad, 'known.json': both });
  const step = await runStep(world.job(hosted, pushEvent(hosted)), { ...inputs, since: 'HEAD' });
  expect(step).toMatchObject({ exitCode: 2, outputs: { result: 'error' } });
});
