import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pullRequestEvent, pushEvent } from './events.ts';
import { badImage, compose, goodImage, otherBadImage, strictPolicy, workflow } from './files.ts';
import type { Hosted } from './github/hub.ts';
import { fileOf } from './results.ts';
import { actionFile } from './runner/action-file.ts';
import type { Job } from './runner/job.ts';
import { runStep, type Step } from './runner/run-step.ts';
import { readOnly, useWorld } from './world.ts';

const world = useWorld();
const files = {
  'compose.yaml': compose(badImage),
  'fineprint.yaml': strictPolicy,
  'other/compose.yaml': compose(otherBadImage),
  '.github/workflows/ci.yml': workflow('actions/checkout@main'),
};
const added = { 'new/compose.yaml': compose(goodImage, 'docker.io/library/redis:7.4.1') };

interface Scene {
  readonly hosted: Hosted;
  readonly push: Job;
  readonly change: Job;
}

function scene(): Scene {
  const hosted = world.host(files);
  const pull = world.propose(hosted, { files: added });
  const push = world.job(hosted, pushEvent(hosted), { token: world.token({ contents: 'write' }) });
  return { hosted, push, change: world.job(hosted, pullRequestEvent(hosted, pull), { depth: 0 }) };
}

function placesOf({ outputs }: Step): readonly string[] {
  const { findings } = JSON.parse(fileOf(outputs['report-path']));
  const paths = findings.map(({ locations: [first] }: { locations: { path: string }[] }) => first?.path);
  return [...new Set<string>(paths)].sort();
}

/** What each input does that nothing else does: a step with it, and what is seen of that, against the step without. */
const effects: Readonly<Record<string, (scene: Scene) => Promise<void>>> = {
  async path({ push }) {
    const step = await runStep(push, { path: 'other', policy: 'saas' });
    expect(step.outputs).toMatchObject({ 'findings-total': '1' });
    expect(step.annotations.map(({ properties }) => properties.file)).toEqual(['other/compose.yaml']);
  },
  async policy({ push }) {
    const step = await runStep(push, { policy: 'audit\npermissive-only' });
    const { scan } = JSON.parse(fileOf(step.outputs['report-path']));
    expect(scan.policy.names.slice(-2)).toEqual(['audit', 'permissive-only']);
  },
  async 'fail-on'({ push }) {
    expect((await runStep(push)).outputs.result).toBe('fail');
    expect((await runStep(push, { 'fail-on': 'none' })).outputs.result).toBe('pass');
  },
  async gate({ push, change }) {
    expect((await runStep(change, { gate: 'all' })).outputs['findings-new']).toBe('1');
    expect((await runStep(change, { gate: 'all' })).summary).toContain('3 errors');
    expect((await runStep(change)).summary).toContain('1 new error');
    expect((await runStep(push, { gate: 'new' })).outputs['findings-new']).toBe('');
  },
  async baseline({ hosted, push }) {
    const report = (await runStep(push)).outputs['report-path'] ?? '';
    const step = await runStep(world.job(hosted, pushEvent(hosted)), { baseline: report });
    expect(step.outputs).toMatchObject({ result: 'pass', 'findings-new': '0' });
  },
  async since({ change }) {
    const step = await runStep(change, { since: 'origin/main' });
    expect(step.outputs).toMatchObject({ result: 'fail', 'findings-new': '1' });
    expect((await runStep(change, { since: 'HEAD' })).outputs).toMatchObject({ 'findings-new': '0' });
  },
  async online() {
    const hosted = world.host({ 'README.md': 'Nothing to ask for.\n' });
    const job = world.job(hosted, pushEvent(hosted));
    const isOnline = async (inputs: Readonly<Record<string, string>>) =>
      JSON.parse(fileOf((await runStep(job, inputs)).outputs['report-path'])).scan.online;
    expect([await isOnline({}), await isOnline({ online: 'true' })]).toEqual([false, true]);
  },
  async strict() {
    const hosted = world.host({ 'README.md': 'Nothing to recognise.\n' });
    const job = world.job(hosted, pushEvent(hosted));
    expect(await runStep(job)).toMatchObject({ exitCode: 0, outputs: { result: 'pass' } });
    const step = await runStep(job, { strict: 'true' });
    expect(step).toMatchObject({ exitCode: 3, outputs: { result: 'fail' } });
    expect(step.summary).toContain('because of "strict"');
  },
  async exclude({ push }) {
    expect(placesOf(await runStep(push, { exclude: 'other/**\n.github/**' }))).toEqual(['compose.yaml']);
  },
  async only({ push }) {
    expect(placesOf(await runStep(push, { only: 'github-actions' }))).toEqual(['.github/workflows/ci.yml']);
  },
  async annotations({ push }) {
    expect((await runStep(push)).annotations.length).toBeGreaterThan(0);
    expect((await runStep(push, { annotations: 'false' })).annotations).toEqual([]);
  },
  async summary({ hosted, change }) {
    const step = await runStep(change, { summary: 'false', comment: 'always' });
    expect(step).toMatchObject({ summary: null, outputs: { result: 'fail' } });
    expect(hosted.comments[0]?.body).toContain('[The log](');
    await runStep(change, { comment: 'always' });
    expect(hosted.comments[0]?.body).toContain('[The job summary](');
  },
  async comment({ hosted, change }) {
    await runStep(change);
    expect(hosted.comments).toHaveLength(0);
    await runStep(change, { comment: 'on-failure' });
    expect(hosted.comments).toHaveLength(1);
  },
  async 'dependency-snapshot'({ hosted, push }) {
    await runStep(push, { 'dependency-snapshot': 'true' });
    expect(hosted.snapshots).toHaveLength(1);
  },
  async token({ hosted, change }) {
    const token = world.token({ contents: 'read', pull_requests: 'write' });
    const job = { ...change, token: world.token(readOnly) };
    await runStep(job, { comment: 'always' });
    expect(hosted.comments).toHaveLength(0);
    await runStep(job, { comment: 'always', token });
    expect(hosted.comments).toHaveLength(1);
  },
};

test.each(Object.entries(effects))('the input %s does something', (_, effect) => effect(scene()));

test('what is tested is every input, and nothing else is read', () => {
  // Those of the report server are tested with one (report-server.test.ts).
  const served = ['project', 'require-upload', 'server', 'server-key', 'server-token'];
  expect([...Object.keys(effects), ...served].sort()).toEqual(Object.keys(actionFile.inputs).sort());
  const source = readFileSync(new URL('../../packages/action/src/inputs.ts', import.meta.url), 'utf8');
  const read = [...source.matchAll(/(?:input|lines|oneOf|isTrue)\('([\w-]+)'/g)].map(([, name]) => name);
  expect([...new Set(read)].sort()).toEqual(Object.keys(actionFile.inputs).sort());
});

test('every output is set, and leads somewhere', async () => {
  const { outputs } = await runStep(scene().change);
  expect(Object.keys(outputs).sort()).toEqual(Object.keys(actionFile.outputs).sort());
  const { 'report-path': report, 'sbom-path': sbom, 'sarif-path': sarif, ...others } = outputs;
  expect(others).toEqual({
    result: 'fail',
    'findings-total': '4',
    'findings-new': '1',
    'report-url': expect.stringMatching(/^https:\/\/github\.com\/acme\/shop-\d+\/actions\/runs\/7001$/),
  });
  expect(JSON.parse(fileOf(report)).schema).toBe('fineprint-report/1');
  expect(JSON.parse(fileOf(sbom)).specVersion).toBe('1.6');
  expect(JSON.parse(fileOf(sarif)).version).toBe('2.1.0');
});

test('a scan that was not made sets the result alone, and a run that nobody names has no address', async () => {
  const { change, push } = scene();
  expect((await runStep(change, { 'fail-on': 'no' })).outputs).toEqual({ result: 'error' });
  for (const env of [{ GITHUB_RUN_ID: 'x' }, { GITHUB_SERVER_URL: 'javascript:alert(1)//' }])
    expect((await runStep({ ...push, env })).outputs['report-url']).toBe('');
});
