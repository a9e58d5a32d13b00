import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sarifErrors } from '../contracts/official-schemas.ts';
import { pushEvent } from './events.ts';
import { badImage, compose, goodImage, strictPolicy } from './files.ts';
import { runStep } from './runner/run-step.ts';
import { useWorld } from './world.ts';

const world = useWorld();

test('a push without any input gives a summary, outputs and files', async () => {
  const hosted = world.host({ 'compose.yaml': compose(goodImage, badImage) });
  const step = await runStep(world.job(hosted, pushEvent(hosted)), {}, 'source');
  expect(step).toMatchObject({ conclusion: 'success', complaints: [] });
  expect(step.outputs).toMatchObject({ result: 'pass', 'findings-total': '1' });
  expect(JSON.parse(readFileSync(step.outputs['sbom-path'] ?? '', 'utf8')).bomFormat).toBe('CycloneDX');
  expect(sarifErrors(readFileSync(step.outputs['sarif-path'] ?? '', 'utf8'))).toEqual([]);
  expect(JSON.parse(readFileSync(step.outputs['report-path'] ?? '', 'utf8')).root.commit).toBe(
    hosted.repository.git('rev-parse', 'main'),
  );
  expect(step.summary).toContain('mongo');
});

test('a push of what the policy forbids fails', async () => {
  const hosted = world.host({ 'compose.yaml': compose(badImage), 'fineprint.yaml': strictPolicy });
  const step = await runStep(world.job(hosted, pushEvent(hosted)));
  expect(step).toMatchObject({ conclusion: 'failure', exitCode: 1, complaints: [] });
  expect(step.outputs).toMatchObject({ result: 'fail', 'findings-total': '1' });
});
