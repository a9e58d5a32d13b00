import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pullRequestEvent, pushEvent } from './events.ts';
import { workflow } from './files.ts';
import { maxCommentLength } from './github/hub.ts';
import { expectLimits, leftOut, levels, ownBudget, policy, unknownImages } from './many-findings.ts';
import { markupOf } from './markup.ts';
import { runStep } from './runner/run-step.ts';
import { useWorld } from './world.ts';

const world = useWorld();

test.each([9, 10, 11, 12, 100])(
  '%i errors make at most ten annotations, and what has no room is counted',
  async (count) => {
    const hosted = world.host({ ...policy, 'compose.yaml': unknownImages(count) });
    const step = await runStep(world.job(hosted, pushEvent(hosted)));
    expect(step).toMatchObject({ conclusion: 'failure', dropped: 0, complaints: [] });
    expect(step.outputs['findings-total']).toBe(String(count));
    const shown = levels(step).error ?? 0;
    expect(shown).toBe(Math.min(count, 10));
    const rest =
      count - step.annotations.filter(({ message }) => message.includes('registry.example/acme/i')).length;
    if (rest > 0) expect(step.annotations.map(({ message }) => message).join('\n')).toContain(String(rest));
  },
);

test('errors, warnings and notes have ten each', async () => {
  const hosted = world.host({
    'fineprint.yaml':
      'licenses:\n  unknown: error\nrules:\n  version-not-pinned: warning\n  lockfile-missing: note\n',
    'compose.yaml': unknownImages(30, 'latest'),
    ...Object.fromEntries(
      Array.from({ length: 15 }, (_, index) => [
        `m${index}/main.tf`,
        'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws", version = ">= 5" }\n  }\n}\n',
      ]),
    ),
  });
  const step = await runStep(world.job(hosted, pushEvent(hosted)));
  expect(step).toMatchObject({ dropped: 0, complaints: [] });
  expect(levels(step)).toMatchObject({ error: 10, warning: 10 });
});

// Letters of one byte, and of four that are two units of UTF-16.
const alphabets = { plain: 'x', astral: '𝔵' };

test.each(Object.entries(alphabets))(
  'a comment with %s letters has room, however much there is to tell',
  async (_, letter) => {
    const hosted = world.host(policy);
    for (const [count, length] of [
      [40, 200],
      [400, 120],
      [3000, 60],
    ] as const) {
      const steps = Array.from(
        { length: count },
        (_, index) => `      - uses: acme/${index}-${letter.repeat(length)}@v1\n`,
      );
      const files = {
        '.github/workflows/ci.yml': `on: push\njobs:\n  a:\n    runs-on: self-hosted\n    steps:\n${steps.join('')}`,
      };
      const pull = world.propose(hosted, { files, branch: `many-${count}` });
      const step = await runStep(world.job(hosted, pullRequestEvent(hosted, pull), { depth: 2 }), {
        comment: 'always',
      });
      expect(step).toMatchObject({ conclusion: 'failure', dropped: 0, complaints: [] });
      expect(step.log.join('\n')).not.toContain('No comment was written');
      const { body = '' } = hosted.comments.find(({ issue }) => issue === pull.number) ?? {};
      expect(body.length).toBeLessThanOrEqual(maxCommentLength);
      expect(body.isWellFormed()).toBe(true);
      expect(step.outputs['findings-new']).toBe(String(2 * count));
      expect(body).toContain(`${count} new errors, ${count} new warnings`);
      expect(Buffer.byteLength(step.summary ?? '')).toBeLessThanOrEqual(1024 * 1024);
      expect(markupOf(body).tags).toContain('details');
    }
  },
);

test('thousands of findings keep all limits, and the verdict is of all', async () => {
  await expectLimits(world, { files: 5, findings: 1_700 });
});

test.each(Object.entries(alphabets))(
  'where a comment with %s letters is full, it still is one',
  async (_, letter) => {
    const hosted = world.host({
      'fineprint.yaml': 'licenses:\n  unknown: error\nrules:\n  version-not-pinned: error\n',
    });
    const pull = world.propose(hosted, { files: { '.github/workflows/ci.yml': 'on: push\n' } });
    const job = world.job(hosted, pullRequestEvent(hosted, pull), { depth: 2 });
    const seen = new Map<number, string>();
    // Letters are spread over ninety names, so that one more makes the text as little longer as can be.
    const write = async (letters: number) => {
      const names = Array.from({ length: 90 }, (_, index) =>
        letter.repeat(Math.floor((letters + index) / 90)),
      );
      const actions = names.map((name, index) => `acme/${index}-${name}@v1`);
      writeFileSync(join(job.workspace, '.github/workflows/ci.yml'), workflow(...actions));
      const step = await runStep(job, { comment: 'always' });
      expect(step.complaints).toEqual([]);
      expect(step.log.join('\n')).not.toContain('No comment was written');
      const body = hosted.comments[0]?.body ?? '';
      seen.set(letters, body);
      return body;
    };

    let [room, full] = [0, 20_000];
    while (full - room > 1) {
      const middle = Math.floor((room + full) / 2);
      if (leftOut.test(await write(middle))) full = middle;
      else room = middle;
    }
    const [last = '', first = ''] = [await write(room), await write(full)];
    expect(leftOut.test(last)).toBe(false);
    expect(leftOut.test(first)).toBe(true);
    // The border is where it is meant to be: near what GitHub takes, and below it.
    expect(ownBudget).toBeLessThan(maxCommentLength);
    expect(last.length).toBeGreaterThan(maxCommentLength * 0.8);
    for (const body of [...seen.values(), await write(full + 1)]) {
      expect(body.length).toBeLessThanOrEqual(ownBudget);
      expect(body.isWellFormed()).toBe(true);
      expect(markupOf(body).images).toEqual([]);
    }
  },
);
