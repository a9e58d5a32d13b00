import { expect, test } from 'vitest';
import { pullRequestEvent } from '../action/events.ts';
import { badImage, compose, goodImage, strictPolicy } from '../action/files.ts';
import { fileOf } from '../action/results.ts';
import { runStep } from '../action/runner/run-step.ts';
import { useWorld } from '../action/world.ts';

const world = useWorld();

test('the committed build does what the source does', async () => {
  const hosted = world.host({ 'fineprint.yaml': strictPolicy, 'compose.yaml': compose(goodImage) });
  const pull = world.propose(hosted, { files: { 'compose.yaml': compose(badImage) } });
  const job = world.job(hosted, pullRequestEvent(hosted, pull));
  const [source, build] = [await runStep(job, {}, 'source'), await runStep(job, {}, 'build')];
  expect(source).toMatchObject({ conclusion: 'failure', exitCode: 1, complaints: [] });
  expect(build.summary).toBe(source.summary);
  expect(build.annotations).toEqual(source.annotations);
  for (const name of ['report-path', 'sbom-path', 'sarif-path'])
    expect(fileOf(build.outputs[name]), name).toBe(fileOf(source.outputs[name]));
});
