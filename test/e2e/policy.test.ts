import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { sarifErrors } from '../contracts/official-schemas.ts';
import { fineprint } from './terminal.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fineprint-policy-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function write(path: string, text: string): void {
  const file = join(directory, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const policy = `extends: saas
exclude: { add: ['vendor/**'] }
rules:
  image-tag-floating: error
custom-rules:
  image-not-ours:
    title: An image comes from elsewhere than our registry.
    level: error
    when: >-
      component.kind == "container-image" &&
      !component.name.startsWith("registry.acme.example/")
    message: '{component.name} does not come from our registry.'
    remedy: Mirror it to registry.acme.example.
`;

describe('policy show', () => {
  test('prints what holds, with the origin of each value', async () => {
    write('fineprint.yaml', policy);
    const { code, stdout } = await fineprint(['policy', 'show', directory]);
    expect(code).toBe(0);
    const lines = stdout.split('\n');
    expect(lines[0]).toBe('# The policy that applies: saas, fineprint.yaml.');
    for (const line of [
      '    - network-copyleft  # saas',
      '    level: error  # fineprint.yaml:4',
      '    level: warning  # default',
      '  - vendor/**  # fineprint.yaml:2',
      '  image-not-ours:  # fineprint.yaml:7',
    ])
      expect(lines).toContain(line);
    expect(parse(stdout).licenses.deny).toEqual(['network-copyleft', 'source-available', 'non-commercial']);
  });

  test('as JSON, and of the policy that the user names', async () => {
    write('fineprint.yaml', policy);
    const { stdout, stderr } = await fineprint([
      'policy',
      'show',
      directory,
      '--policy',
      'strict',
      '-o',
      'json',
    ]);
    const shown = JSON.parse(stdout);
    expect(shown).toMatchObject({ schema: 'fineprint-policy/1', names: ['strict'] });
    expect(shown.policy.pinning['container-image']).toBe('digest');
    expect(shown.origins).toContainEqual({ path: ['pinning', 'container-image'], from: 'strict' });
    expect(stderr).toContain('is not applied, because another policy is asked for');
  });

  test('of a repository that says nothing, it is the default', async () => {
    const { stdout } = await fineprint(['policy', 'show', directory]);
    expect(stdout).toContain('# The policy that applies: default.');
    expect(
      stdout.split('\n').filter((line) => line.includes('  # ') && !line.endsWith('  # default')),
    ).toEqual([]);
  });
});

describe('policy test', () => {
  const cases = `cases:
  - name: an image of ours is fine
    given:
      - { kind: container-image, name: registry.acme.example/web }
    expect: []
  - name: an image of others is not
    given:
      - { kind: container-image, name: docker.io/library/redis, license: AGPL-3.0-only }
    expect:
      - { rule: image-not-ours, level: error, component: docker.io/library/redis }
      - { rule: license-not-allowed }
`;

  test('runs the cases beside the policy', async () => {
    write('fineprint.yaml', policy);
    write('fineprint.test.yaml', cases);
    const { code, stdout } = await fineprint(['policy', 'test', directory]);
    expect(stdout).toBe(`${join(directory, 'fineprint.test.yaml')}
  ok    an image of ours is fine
  ok    an image of others is not
2 of 2 cases passed.
`);
    expect(code).toBe(0);
  });

  test('shows what was expected and what was found, with its place, and fails', async () => {
    write('policies/team.yaml', policy);
    write(
      'policies/team.test.yaml',
      cases
        .replace('license-not-allowed', 'license-unknown')
        .replace('expect: []', 'expect: [{ rule: image-not-ours, level: note }]'),
    );
    const { code, stdout } = await fineprint(['policy', 'test', directory]);
    const file = join(directory, 'policies/team.test.yaml');
    expect(stdout).toBe(`${file}
  fail  an image of ours is fine
        - note image-not-ours any component  expected, and not found
        at ${file}:2:11
          |
        2 |   - name: an image of ours is fine
          |           ^^^^^^^^^^^^^^^^^^^^^^^^
  fail  an image of others is not
        - any level license-unknown any component  expected, and not found
        + error license-not-allowed container-image:docker.io/library/redis  found, and not expected
          docker.io/library/redis is licensed AGPL-3.0-only, which this policy does not allow: "licenses.deny" names network-copyleft, the class of AGPL-3.0-only.
        at ${file}:6:11
          |
        6 |   - name: an image of others is not
          |           ^^^^^^^^^^^^^^^^^^^^^^^^^
0 of 2 cases passed, 2 failed.
`);
    expect(code).toBe(1);
  });

  test('a case may change the policy, its day, and have a baseline', async () => {
    write('fineprint.yaml', policy);
    write(
      'fineprint.test.yaml',
      `asOf: 2027-01-01
cases:
  - name: a waiver holds to its last day
    given: [{ kind: container-image, name: docker.io/library/redis }]
    policy: &waived
      waivers:
        - { id: w, rule: image-not-ours, component: "container-image:*", reason: x, owner: y, expires: 2027-01-01 }
    expect: [{ rule: image-not-ours, waiver: w }]
  - name: and no longer
    asOf: 2027-01-02
    given: [{ kind: container-image, name: docker.io/library/redis }]
    policy: *waived
    expect: [{ rule: image-not-ours }]
  - name: what was there before is known
    given: [{ kind: container-image, name: docker.io/library/redis }, { kind: container-image, name: docker.io/library/nginx }]
    baseline: [{ kind: container-image, name: docker.io/library/redis }]
    expect:
      - { rule: image-not-ours, component: docker.io/library/redis, state: known }
      - { rule: image-not-ours, component: docker.io/library/nginx, state: new }
`,
    );
    const { stdout } = await fineprint(['policy', 'test', directory]);
    // Other rules may speak of a waiver that has ended; this one does as it should.
    expect(stdout).toContain('ok    a waiver holds to its last day');
    expect(stdout).toContain('ok    what was there before is known');
    expect(stdout).not.toContain('image-not-ours any');
  });

  test.each([
    ['cases: []', '1:8', 'tests nothing'],
    ['case: []', '1:1', 'Did you mean "cases"?'],
    [
      cases.replace('kind: container-image', 'kind: container-imag'),
      '4:17',
      'Did you mean "container-image"?',
    ],
    [cases.replace('license: AGPL', 'licence: AGPL'), '8:65', 'Did you mean "license"?'],
    [cases.replace('AGPL-3.0-only', 'AGPL-4.0'), '8:74', 'AGPL-4.0'],
    [cases.replace('level: error', 'level: eror'), '10:40', 'Did you mean "error"?'],
    [cases.replace('license: AGPL-3.0-only', 'requested: v1'), '8:76', 'say its "pin" too'],
    [`asOf: tomorrow\n${cases}`, '1:7', 'is no date'],
    [
      cases.replace('expect: []', 'policy: { rules: { x: off } }\n    expect: []'),
      '5:13',
      'There is no rule "x"',
    ],
  ])('a mistake in a test is shown in its place: %#', async (text, place, sentence) => {
    write('fineprint.yaml', policy);
    write('fineprint.test.yaml', text);
    const { code, stderr } = await fineprint(['policy', 'test', directory]);
    expect(stderr).toContain(`fineprint.test.yaml:${place}: `);
    expect(stderr).toContain(sentence);
    expect(code).toBe(2);
  });

  test('where there is nothing to run, that is said and no success', async () => {
    expect(await fineprint(['policy', 'test', directory])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('holds no policy tests'),
    });
    write('other.test.yaml', cases);
    expect(await fineprint(['policy', 'test', directory])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('is not there: "'),
    });
  });

  test('nothing that a test says commands a terminal or a workflow', async () => {
    write('fineprint.yaml', policy);
    write(
      'fineprint.test.yaml',
      cases
        .replace('an image of ours is fine', '"::error::x \\e[2J\\u202e"')
        .replace('[]', '[{ rule: "::x" }]'),
    );
    const { stdout } = await fineprint(['policy', 'test', directory]);
    expect(stdout).not.toMatch(/\u001b|\u202e|^\s*::/m);
  });
});

test('a custom rule is in SARIF with its title, fails the scan, and is explained', async () => {
  write('fineprint.yaml', policy);
  write('Dockerfile', 'FROM docker.io/library/redis:7.4\n');
  const { code, stdout } = await fineprint(['scan', directory, '--no-cache', '-o', 'sarif']);
  expect(code).toBe(1);
  expect(await sarifErrors(stdout)).toEqual([]);
  expect(JSON.parse(stdout).runs[0].tool.driver.rules).toContainEqual(
    expect.objectContaining({
      id: 'image-not-ours',
      shortDescription: { text: 'An image comes from elsewhere than our registry.' },
      defaultConfiguration: { level: 'error' },
    }),
  );
  expect((await fineprint(['explain', 'image-not-ours', directory])).stdout).toBe(`image-not-ours
An image comes from elsewhere than our registry.

level  error
from   fineprint.yaml:7
holds of each component where
  component.kind == "container-image" && !component.name.startsWith("registry.acme.example/")
says
  {component.name} does not come from our registry.
asks
  Mirror it to registry.acme.example.
`);
});
