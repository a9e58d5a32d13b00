import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { sarifErrors } from '../contracts/official-schemas.ts';
import { pullRequestEvent } from './events.ts';
import { compose } from './files.ts';
import { fileOf } from './results.ts';
import { runStep, type Step } from './runner/run-step.ts';
import type { World } from './world.ts';

/** A policy under which a licence that nobody knows fails. */
export const policy = { 'fineprint.yaml': 'licenses:\n  unknown: error\n' };

/** Images of which nobody knows the licence, each a finding of its own; the name begins as is said. */
export function unknownImages(count: number, tag = '1.0.0'): string {
  const images = Array.from({ length: count }, (_, index) => `registry.example/acme/i${index}:${tag}`);
  return compose(...images);
}

/** Levels of the annotations that are shown, counted. */
export function levels({ annotations }: Step): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { level } of annotations) counts[level] = (counts[level] ?? 0) + 1;
  return counts;
}

/** What a comment says when something has no room in it. */
export const leftOut = /left out/;
/** What a comment may have by the action's own budget, with its marker and the link to the run. */
export const ownBudget = 60_000 + 250;

/** Holds all limits of a step on a pull request whose files bring so many findings each; the verdict must be of all. */
export async function expectLimits(world: World, { files, findings }: { files: number; findings: number }) {
  const added = Array.from({ length: files }, (_, file): [string, string] => [
    `s${file}/compose.yaml`,
    unknownImages(findings).replaceAll('acme/', `acme${file}/`),
  ]);
  const count = files * findings;
  const hosted = world.host(policy);
  const pull = world.propose(hosted, { files: Object.fromEntries(added) });
  const job = world.job(hosted, pullRequestEvent(hosted, pull), { depth: 2 });
  const step = await runStep(job, { comment: 'always' });

  expect(step).toMatchObject({ conclusion: 'failure', exitCode: 1, dropped: 0, complaints: [] });
  expect(step.outputs).toMatchObject({ result: 'fail', 'findings-new': String(count) });
  expect(step.summary).toContain(`${count} new errors`);
  expect(step.summary).toContain(`${count - 100} more are left out here`);
  expect(Buffer.byteLength(step.summary ?? '')).toBeLessThanOrEqual(1024 * 1024);
  expect(levels(step).error).toBe(10);
  expect(step.annotations.map(({ message }) => message).join('\n')).toContain(`${count - 10} errors without`);
  const { body = '' } = hosted.comments[0] ?? {};
  expect(body).toContain(`${count} new errors`);
  expect(body).toMatch(leftOut);
  expect(body.length).toBeLessThanOrEqual(ownBudget);
  expectSarifLimits(fileOf(step.outputs['sarif-path']), count);
}

/** https://docs.github.com/code-security/code-scanning: 5,000 results are shown, and 10 MB packed are taken. */
function expectSarifLimits(text: string, count: number): void {
  expect(sarifErrors(text)).toEqual([]);
  const { runs } = JSON.parse(text);
  expect(runs).toHaveLength(1);
  expect(runs[0].results.length).toBeLessThanOrEqual(5000);
  expect(runs[0].results.length).toBeGreaterThan(4900);
  const told = JSON.stringify(runs[0].invocations[0].toolExecutionNotifications);
  expect(told.replaceAll(',', '')).toMatch(new RegExp(`${count}|${count - 5000}`));
  expect(gzipSync(text).length).toBeLessThanOrEqual(10 * 1024 * 1024);
}
