import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { fineprint } from '../e2e/terminal.ts';
import { root } from './sources.ts';

const directory = join(root, '.github/workflows');
const workflows = readdirSync(directory).map((name) => ({
  name,
  text: readFileSync(join(directory, name), 'utf8'),
}));

const Step = z.looseObject({ uses: z.optional(z.string()), run: z.optional(z.string()) });
const Workflow = z.looseObject({
  on: z.record(z.string(), z.unknown()),
  permissions: z.strictObject({}),
  concurrency: z.looseObject({ group: z.string() }),
  jobs: z.record(
    z.string(),
    z.looseObject({
      permissions: z.record(z.string(), z.enum(['read', 'none'])),
      'timeout-minutes': z.number(),
      steps: z.array(Step),
    }),
  ),
});

test.each(workflows)('$name is a workflow by the parser of GitHub', ({ name, text }) => {
  const errorsIn = (content: string) =>
    parseWorkflow({ name, content }, new NoOperationTraceWriter()).context.errors.getErrors();
  expect(errorsIn(text)).toEqual([]);
  expect(errorsIn(text.replace('timeout-minutes', 'timeout-hours'))).not.toEqual([]);
});

test.each(workflows)(
  '$name gives no more than it needs, for a time, and no text of others to a shell',
  ({ text }) => {
    const { on, jobs } = Workflow.parse(parse(text));
    expect(Object.keys(on)).not.toContain('pull_request_target');
    const steps = Object.values(jobs).flatMap((job) => job.steps);
    expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([]);
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.length).toBeGreaterThan(0);
    for (const checkout of checkouts)
      expect(checkout).toMatchObject({ with: { 'persist-credentials': false } });
  },
);

test.each(workflows)('$name names each action by a commit, with its tag beside it', ({ text }) => {
  const uses = text.match(/uses: .*/g) ?? [];
  expect(uses.length).toBeGreaterThan(0);
  for (const use of uses)
    expect(use).toMatch(/^uses: (?:\.\/|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
});

test('the project passes the strict policy, with what .github/fineprint.yaml says of it', async () => {
  const args = ['scan', root, '--policy', join(root, '.github/fineprint.yaml'), '--fail-on', 'note'];
  const { code, stdout } = await fineprint([...args, '--no-cache', '--quiet']);
  expect(stdout).toContain('policy strict');
  expect(stdout).toContain('GitHub Actions');
  expect(code, stdout).toBe(0);
});
