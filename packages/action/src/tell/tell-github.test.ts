import { reportWith } from '@fineprint/core/testkit';
import { expect, test } from 'vitest';
import type { ApiAnswer, Asked } from '../api/client.ts';
import type { Event } from '../event.ts';
import { readInputs } from '../inputs.ts';
import { maxCommentCharacters } from './comment.ts';
import { tellGitHub } from './tell-github.ts';

const component = 'container-image:docker.io/library/redis';
const pull: Event = {
  is: 'pull-request',
  number: 7,
  base: 'a'.repeat(40),
  head: 'b'.repeat(40),
  isTarget: false,
  isFork: false,
};
const push: Event = { is: 'push', before: null, isDefaultBranch: true };

async function told(
  inputs: Readonly<Record<string, string>>,
  event: Event,
  {
    code = 1,
    remarks = [],
    answer = { is: 'answer', body: [] },
  }: { code?: number; remarks?: readonly string[]; answer?: ApiAnswer } = {},
) {
  const asked: Asked[] = [];
  const ask = async (asking: Asked) => {
    asked.push(asking);
    return answer;
  };
  const api = { host: 'api.example', ask, close: () => undefined };
  const plain = reportWith([{ key: component, version: '7.2.0' }]);
  const report = {
    ...plain,
    components: plain.components.map((each) => ({ ...each, purl: 'pkg:docker/redis@7.2.0' })),
  };
  const scan = {
    report,
    code,
    comparison: null,
    newFindings: 1,
    changes: null,
    remarks,
    warning: null,
    prefix: 'infra/',
  };
  const notes = await tellGitHub(scan, {
    inputs: readInputs(inputs),
    event,
    github: { open: async () => ({ api, repository: 'o/r' }), close: () => undefined },
    env: {
      GITHUB_WORKFLOW: 'CI',
      GITHUB_JOB: 'licenses',
      GITHUB_SHA: 'c'.repeat(40),
      GITHUB_REF: 'refs/heads/main',
      GITHUB_RUN_ID: '9',
      GITHUB_SERVER_URL: 'https://github.example',
      GITHUB_REPOSITORY: 'o/r',
    },
    now: () => 0,
  });
  return { notes, asked, bodies: asked.map(({ body }) => String(Object(body).body ?? '')) };
}

test.each([
  ['always', 0, 2],
  ['always', 1, 2],
  ['on-failure', 0, 1],
  ['on-failure', 1, 2],
])('with comment: %s and exit code %i there are %i questions', async (comment, code, questions) => {
  const { asked, notes } = await told({ INPUT_COMMENT: comment }, pull, { code });
  expect(asked.map(({ method, path }) => `${method} ${path?.split('?')[0]}`)).toEqual(
    ['GET /repos/o/r/issues/7/comments', 'POST /repos/o/r/issues/7/comments'].slice(0, questions),
  );
  expect(notes).toEqual([]);
});

test('a comment begins with its marker, links to the run, and is never too long', async () => {
  const remarks = Array.from({ length: 200 }, () => '😀@org '.repeat(200));
  const { bodies } = await told({ INPUT_COMMENT: 'always' }, pull, { remarks });
  expect(bodies[1]).toMatch(/^<!-- fineprint [0-9a-f]{24} -->\n## /);
  expect(bodies[1]).toContain('[The job summary](https://github.example/o/r/actions/runs/9)');
  expect(bodies[1]?.length).toBeLessThanOrEqual(maxCommentCharacters);
});

test('no comment where there is no pull request', async () => {
  expect((await told({ INPUT_COMMENT: 'always' }, push)).asked).toEqual([]);
});

test('a snapshot names the components of each file, once, for the commit', async () => {
  const { asked, notes } = await told({ 'INPUT_DEPENDENCY-SNAPSHOT': 'true' }, push);
  expect(notes).toEqual([]);
  expect(asked).toMatchObject([
    {
      method: 'POST',
      path: '/repos/o/r/dependency-graph/snapshots',
      body: {
        version: 0,
        sha: 'c'.repeat(40),
        ref: 'refs/heads/main',
        job: { id: '9', correlator: 'CI licenses' },
        detector: { name: 'fineprint', version: '0.1.0', url: 'https://github.example/o/r' },
        scanned: '1970-01-01T00:00:00.000Z',
      },
    },
  ]);
  const manifests: Readonly<Record<string, object>> = Object(asked[0]?.body).manifests;
  for (const [path, manifest] of Object.entries(manifests)) {
    expect(path).toMatch(/^infra\//);
    expect(manifest).toMatchObject({
      name: path,
      file: { source_location: path },
      resolved: { [`${component}@7.2.0`]: { package_url: 'pkg:docker/redis@7.2.0', relationship: 'direct' } },
    });
  }
  expect(Object.keys(manifests)).toHaveLength(1);
});

test.each<[string, Event]>([
  ['a pull request', pull],
  ['another branch', { ...push, isDefaultBranch: false }],
  ['the clock', { is: 'other' }],
])('a snapshot is not submitted for %s, and that is said', async (_, event) => {
  const { asked, notes } = await told({ 'INPUT_DEPENDENCY-SNAPSHOT': 'true' }, event);
  expect(asked).toEqual([]);
  expect(notes).toEqual([expect.stringContaining('default branch only')]);
});

test('what the API refuses is a sentence with the permission', async () => {
  const answer: ApiAnswer = { is: 'refused', status: 403, because: 'It may not.', permission: null };
  const { notes } = await told({ 'INPUT_DEPENDENCY-SNAPSHOT': 'true' }, push, { answer });
  expect(notes).toEqual([expect.stringMatching(/It may not\. .*"contents: write"/)]);
});
