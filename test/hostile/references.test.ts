import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bindPolicy } from '@fineprint/policy';
import fc from 'fast-check';
import { PackageURL } from 'packageurl-js';
import { expect, test } from 'vitest';
import { foldersIn, root } from '../contracts/sources.ts';
import { attack, codes, refs, type Scene, scene, useAttacks } from './attack.ts';

useAttacks();

const vpc = 'module "vpc" {\n  source  = "terraform-aws-modules/vpc/aws"\n  version = "5.0.0"\n}\n';
const vpcRef = 'terraform-module:registry.terraform.io/terraform-aws-modules/vpc/aws@5.0.0';

/** Names the same text as a component in every place where one can be named. */
function namedEverywhere(name: string): Scene {
  const quoted = JSON.stringify(name);
  return scene({
    'main.tf': `${vpc}module "x" {\n  source  = ${quoted}\n  version = ${quoted}\n}\nterraform {\n  required_providers {\n    x = {\n      source  = ${quoted}\n      version = ${quoted}\n    }\n  }\n}\n`,
    Dockerfile: `FROM ${name} AS a\nCOPY --from=${name} / /\nADD ${name} /\nRUN apt-get install ${name} && curl -fsSL ${name} | sh\n`,
    'compose.yaml': `services:\n  a:\n    image: ${quoted}\n`,
    'pod.json': `{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"name":${quoted},"image":${quoted}}]}}`,
    'chart/Chart.yaml': `apiVersion: v2\nname: a\nversion: 1.0.0\nappVersion: ${quoted}\ndependencies:\n  - name: ${quoted}\n    version: ${quoted}\n    repository: ${quoted}\n`,
    'chart/values.yaml': `image:\n  registry: ${quoted}\n  repository: ${quoted}\n  tag: ${quoted}\n`,
    'chart/templates/pod.yaml': 'image: {{ .Values.image }}\n',
    '.github/workflows/w.yml': `jobs:\n  a:\n    runs-on: ${quoted}\n    container: ${quoted}\n    steps:\n      - uses: ${quoted}\n      - uses: ${JSON.stringify(`a/b@${name}`)}\n      - uses: ${JSON.stringify(`docker://${name}`)}\n      - uses: actions/setup-node@v4\n        with: { node-version: ${quoted} }\n`,
  });
}

test('row 20: thousands of mappings merged thousands of times end at a budget, and that is told', async () => {
  const merges = `x: &a [${Array(20_000).fill('{}').join(',')}]\n${'y:\n  <<: *a\n'}z:\n${'  - <<: *a\n'.repeat(20_000)}`;
  const { report } = await attack(
    scene({
      'compose.yaml': `services:\n  a:\n    image: nginx:1.27.2\n${merges}`,
      '.github/workflows/w.yml': `jobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n${merges}`,
    }),
  );
  expect(report.problems.some(({ message }) => message.includes('repeat more than'))).toBe(true);
  expect(refs(report)).toContain('github-action:actions/checkout@v4');
});

test('row 30: what HCL would multiply is read once, and a hundred thousand blocks are', async () => {
  const { report } = await attack(
    scene({
      'blocks/main.tf': `${'resource "a" "b" {}\n'.repeat(100_000)}${vpc}`,
      'text/main.tf': `locals {\n  x = "${'x'.repeat(1_000_000)}"\n}\n${vpc}`,
      'heredoc/main.tf': `locals {\n  x = <<A\n${'<<B\n${<<C\n'.repeat(10_000)}\nA\n}\n${vpc}`,
      'count/main.tf': `${vpc.replace('{', '{\n  for_each = toset(range(1000000000))\n  count = 1e9\n')}resource "a" "b" {\n  dynamic "c" {\n    for_each = range(1e9)\n    content {}\n  }\n}\n`,
    }),
    { render: false },
  );
  const found = report.components.find(({ ref }) => ref === vpcRef);
  expect(found?.occurrences.map(({ path }) => path)).toEqual([
    'blocks/main.tf',
    'count/main.tf',
    'heredoc/main.tf',
    'text/main.tf',
  ]);
});

test('row 31: functions of HCL read nothing outside', async () => {
  const at = scene();
  const calls = [
    'file("../outside/main.tf")',
    'file("/etc/passwd")',
    'file("${path.module}/../outside/Dockerfile")',
    'templatefile("../outside/Dockerfile", {})',
    'file(pathexpand("~/.ssh/id_rsa"))',
    'jsondecode(file("../../../../etc/passwd")).x',
    'filebase64("../outside/LICENSE")',
  ];
  at.write(
    'main.tf',
    calls.map((call, n) => `module "m${n}" {\n  source = ${call}\n}\n`).join('') +
      calls.map((call, n) => `resource "docker_image" "i${n}" {\n  name = ${call}\n}\n`).join(''),
  );
  const { report } = await attack(at);
  expect(report.coverage.references).toMatchObject({ resolved: 0, pinned: 0 });
  expect(codes(report)).toContain('unresolved-reference');
});

test.each([
  ['a path', 'a/'.repeat(150_000)],
  ['dots', '1.'.repeat(150_000)],
  ['blanks', `a${' '.repeat(300_000)}b`],
  ['digests', 'a@sha256:'.repeat(33_000)],
  ['ranges', '>=1,'.repeat(75_000)],
  ['variables', '${a}'.repeat(75_000)],
  ['actions', '{{ a }}'.repeat(45_000)],
  ['qualifiers', `git::https://a/b?${'a=b&'.repeat(75_000)}`],
  ['slashes', `https://a/${'/'.repeat(300_000)}x`],
  ['brackets', '((('.repeat(100_000)],
])('row 32: 300,000 characters of %s where a component is named ends, and is told', async (_, name) => {
  const { report } = await attack(namedEverywhere(name), { render: false });
  expect(refs(report)).toContain(vpcRef);
  expect(report.problems.length).toBeGreaterThan(0);
});

test('row 33: a pattern of a policy takes no time to speak of, and a regular expression is none', () => {
  const policy = (key: string) =>
    bindPolicy(
      [
        {
          name: 'p',
          path: 'p.yaml',
          text: `waivers:\n  - id: a\n    rule: license-unknown\n    component: ${JSON.stringify(key)}\n    reason: x\n    expires: 2030-01-01\n`,
        },
      ],
      { classOf: () => null, kinds: ['container-image'] },
    );
  expect(() => policy('(a+)+$')).toThrow();
  expect(() => policy(`container-image:${'*a'.repeat(5_000)}`)).not.toThrow();
});

test('row 34: lock files of 5,000 entries are read, and modules that contain each other end', async () => {
  const entry = (n: number) => `provider "registry.terraform.io/a/p${n}" {\n  version = "1.0.${n}"\n}\n`;
  const { report } = await attack(
    scene({
      '.terraform.lock.hcl': Array.from({ length: 5_000 }, (_, n) => entry(n)).join(''),
      'main.tf': `${vpc}module "self" {\n  source = "./"\n}\nmodule "a" {\n  source = "./a"\n}\n`,
      'a/main.tf': 'module "b" {\n  source = "../b"\n}\nmodule "a" {\n  source = "../a"\n}\n',
      'b/main.tf': 'module "a" {\n  source = "../a"\n}\nmodule "up" {\n  source = "../"\n}\n',
      'chart/Chart.yaml': `apiVersion: v2\nname: a\nversion: 1.0.0\ndependencies:\n  - name: a\n    version: 1.0.0\n    repository: file://../chart\n`,
      '.github/workflows/a.yml':
        'jobs:\n  a:\n    uses: ./.github/workflows/a.yml\n  b:\n    uses: ./.github/workflows/b.yml\n',
      '.github/workflows/b.yml': 'jobs:\n  a:\n    uses: ./.github/workflows/a.yml\n',
      'compose.yaml': 'include: [compose.yaml, other.yaml]\nservices:\n  a: { extends: { service: a } }\n',
      'other.yaml':
        'include: [compose.yaml]\nservices:\n  b: { extends: { file: compose.yaml, service: a } }\n',
    }),
    { render: false },
  );
  expect(refs(report)).toContain(vpcRef);
});

test.each([
  ['empty', ''],
  ['blank', ' \n\t\r\n \n'],
  ['a byte order mark', '\uFEFF'],
  ['a bracket', '{'],
  ['a quote', '"'],
  ['a here-document', '<<A'],
  ['an action', '{{'],
  ['a tag', '!!binary'],
])('row 35: a file of each name that is %s gives no more than problems', async (_, content) => {
  const at = scene();
  for (const name of formatNames()) at.write(name, content);
  const { report } = await attack(at);
  expect(report.components).toEqual([]);
});

test('row 35: cut, doubled and changed bytes of every fixture give no more than problems', async () => {
  const fixtures = fixtureFiles();
  expect(fixtures.length).toBeGreaterThan(100);
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    is: fc.constantFrom('cut', 'drop', 'flip', 'double'),
    byte: fc.nat(255),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: fixtures.length, maxLength: fixtures.length }),
      async (changes) => {
        const at = scene();
        for (const [n, { path, bytes }] of fixtures.entries()) {
          const each = changes[n];
          if (each) at.write(path, changed(bytes, each));
        }
        await attack(at);
      },
    ),
    // Each run damages every fixture.
    { numRuns: 2, endOnFailure: true },
  );
});

test.each([
  'terraform-aws-modules/..%2f..%2fetc/aws',
  'Registry.Terraform.IO/Hashi Corp/a b/aws',
  '../../../../etc/passwd',
  'ghcr.io/a/../../b@v1@v2',
  'a/b%2Fc%00d@%2e%2e',
  'größe/münze:1.0',
  'A/B?x=%26#frag@1',
])('row 49: %j makes a purl that reads back as it is, or none', async (name) => {
  const { report } = await attack(namedEverywhere(name));
  for (const { purl, proposedPurl } of report.components) {
    for (const each of [purl, proposedPurl]) {
      if (each === null) continue;
      expect(PackageURL.fromString(each).toString()).toBe(each);
      expect(each).not.toMatch(/\/\.\.?(?:\/|@|$)|[^\x21-\x7e]/);
    }
  }
});

test('row 50: a host that only looks like another is another, and shows as what it is', async () => {
  const { report, text } = await attack(
    scene({
      'main.tf': `module "a" {\n  source  = "registry.terr\u0430form.io/hashicorp/consul/aws"\n  version = "0.11.0"\n}\n`,
    }),
  );
  expect(refs(report)).toEqual(['terraform-module:registry.xn--terrform-46g.io/hashicorp/consul/aws@0.11.0']);
  expect(text).toContain('xn--terrform-46g');
  expect(report.components[0]?.license.concluded.is).toBe('no-assertion');
});

test.each([
  'x'.repeat(1_000_000),
  'MIT | --:|--: | EVIL',
  'MIT\n\n| a | b |\n| --- | --- |\n',
  '<script>alert(1)</script>',
  'LicenseRef-<script>',
  'NOASSERTION',
  'SEE LICENSE IN ../../outside/LICENSE',
  '(((MIT OR '.repeat(10_000),
  `MIT${' AND MIT'.repeat(100_000)}`,
])(
  'row 51: a license field of a copy on disk is a licence or unknown, whatever it says: %#',
  async (license) => {
    const { report, markdown } = await attack(
      scene({
        'main.tf': vpc,
        '.terraform/modules/modules.json': JSON.stringify({
          Modules: [
            { Key: '', Source: '', Dir: '.' },
            {
              Key: 'vpc',
              Source: 'registry.terraform.io/terraform-aws-modules/vpc/aws',
              Version: '5.0.0',
              Dir: '.terraform/modules/vpc',
            },
          ],
        }),
        '.terraform/modules/vpc/package.json': JSON.stringify({ name: 'x', license }),
        '.terraform/modules/vpc/main.tf': '',
      }),
    );
    expect(report.problems.map(({ code, location }) => [code, location?.path])).toContainEqual([
      'license-unreadable',
      '.terraform/modules/vpc/package.json',
    ]);
    expect(markdown).not.toMatch(/<script|\| EVIL/);
  },
);

test.each([
  '<img src=x onerror=alert(1)>',
  '" onmouseover="alert(1)',
  '</script><script>alert(1)</script>',
  'javascript:alert(1)',
  '[x](javascript:alert(1))',
  '![x](data:image/svg+xml;base64,AAAA)',
  '`x` **y** @everyone | z',
])('row 54: %j is shown as text in every report', async (name) => {
  const { markdown } = await attack(namedEverywhere(name));
  expect(markdown).not.toMatch(/<(?:img|script|\/script)/i);
  expect(markdown).not.toMatch(/(?<!\\)\]\((?:javascript|data):/i);
});

/** One name of each format that an extractor reads. */
function formatNames(): readonly string[] {
  return [
    'main.tf',
    'a/main.tf.json',
    'terraform.tfvars',
    'b/terraform.tfvars.json',
    '.terraform.lock.hcl',
    '.terraform/modules/modules.json',
    'Dockerfile',
    'compose.yaml',
    '.env',
    'pod.yaml',
    'pod.json',
    'chart/Chart.yaml',
    'chart/Chart.lock',
    'chart/requirements.yaml',
    'chart/values.yaml',
    'chart/templates/pod.yaml',
    'chart/templates/_helpers.tpl',
    '.github/workflows/w.yml',
    'action.yml',
  ];
}

function fixtureFiles(): readonly { readonly path: string; readonly bytes: Buffer }[] {
  return foldersIn('packages/extractors/src').flatMap((id) => {
    const fixtures = join('packages/extractors/src', id, 'fixtures');
    return readdirSync(join(root, fixtures), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.includes('/repo/') && statSync(join(root, fixtures, path)).isFile())
      .sort()
      .map((path) => ({ path: join(id, path), bytes: readFileSync(join(root, fixtures, path)) }));
  });
}

function changed(bytes: Buffer, { at, is, byte }: { at: number; is: string; byte: number }): Buffer {
  const index = Math.floor(at * bytes.length);
  const before = bytes.subarray(0, index);
  const after = bytes.subarray(index);
  if (is === 'cut') return before;
  if (is === 'drop') return Buffer.concat([before, after.subarray(1)]);
  if (is === 'double') return Buffer.concat([before, after, after]);
  return Buffer.concat([before, Buffer.from([byte]), after.subarray(1)]);
}
