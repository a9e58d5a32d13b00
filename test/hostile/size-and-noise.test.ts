import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root as project } from '../contracts/sources.ts';
import { attack, codes, refs, scene } from './attack.ts';

const checkout = 'github-action:actions/checkout@v4';
const workflow = 'jobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n';
const module = 'module "a" {\n  source  = "terraform-aws-modules/vpc/aws"\n  version = "5.0.0"\n}\n';
const vpc = 'terraform-module:registry.terraform.io/terraform-aws-modules/vpc/aws@5.0.0';

test.each([
  [
    'a here-document of ten megabytes',
    `locals {\n  x = <<EOT\n${'line ${a} %{ if b }\n'.repeat(500_000)}EOT\n}\n`,
  ],
  ['a here-document that never ends', `locals {\n  x = <<-EOT\n${'  line\n'.repeat(200_000)}`],
  ['here-documents in here-documents', `locals {\n  x = ${'<<A\n${<<B\n'.repeat(20_000)}\n}\n`],
  ['a string of ten megabytes', `locals {\n  x = "${'x'.repeat(10_000_000)}"\n}\n`],
  ['a hundred thousand blocks', 'resource "a" "b" {\n  image = "nginx:1.27"\n}\n'.repeat(100_000)],
  [
    'a hundred thousand attributes',
    `locals {\n${Array.from({ length: 100_000 }, (_, n) => `  a${n} = "\${local.a${n + 1}}"\n`).join('')}}\n`,
  ],
  [
    'a module for each of a thousand million',
    'module "b" {\n  for_each = toset(range(0, 1000000000))\n  count = 1000000000\n  source = "./m${each.key}"\n}\n',
  ],
  [
    'dynamic blocks in dynamic blocks',
    `resource "a" "b" {\n${'dynamic "c" {\nfor_each = range(1000000)\ncontent {\n'.repeat(60)}${'}\n}\n'.repeat(60)}}\n`,
  ],
  [
    'functions that would make gigabytes',
    'locals {\n  x = join("", [for i in range(1000000000): "x"])\n  y = format("%1000000000s", "a")\n  z = replace("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "/^(a+)+$/", "b")\n  s = setproduct(local.l, local.l, local.l, local.l, local.l, local.l)\n  l = range(0, 1000)\n  f = flatten([for a in range(1000): [for b in range(1000): [for c in range(1000): a]]])\n}\nmodule "b" {\n  source = "a/b/c"\n  version = "${local.x}${local.y}${local.z}${length(local.s)}${length(local.f)}"\n}\n',
  ],
  [
    'a value that doubles with every local',
    `locals {\n  a0 = "xxxxxxxxxx"\n${Array.from({ length: 60 }, (_, n) => `  a${n + 1} = "\${local.a${n}}\${local.a${n}}"\n`).join('')}}\nmodule "b" {\n  source  = "a/b/c"\n  version = local.a60\n}\n`,
  ],
  [
    'a list that multiplies with every local',
    `locals {\n  a0 = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n${Array.from({ length: 30 }, (_, n) => `  a${n + 1} = [for i in local.a0 : local.a${n}]\n`).join('')}}\nmodule "b" {\n  source  = "a/b/c"\n  version = join("", flatten(local.a30))\n}\n`,
  ],
  [
    'locals that are each other',
    'locals {\n  a = local.b\n  b = local.a\n  c = { d = local.c.d }\n}\nmodule "b" {\n  source  = local.a\n  version = local.c.d\n}\n',
  ],
])('row 30: HCL with %s is read without expanding it', async (_, text) => {
  const { report } = await attack(scene({ 'main.tf': module + text }), { render: false });
  expect(refs(report)).toContain(vpc);
});

test('row 31: functions that read files read inside the root only', async () => {
  const at = scene({ 'inside.txt': '1.2.3', 'deep/inside.txt': 'x' });
  const outside = [
    '../outside/main.tf',
    '../../../../../../../../etc/passwd',
    '/etc/passwd',
    '~/.ssh/id_rsa',
    `${at.outside}/main.tf`,
    './../outside/LICENSE',
    'deep/../../outside/main.tf',
    '//etc/passwd',
    'inside.txt/../../outside/main.tf',
  ];
  const calls = outside.flatMap((path) =>
    ['file', 'filebase64', 'filemd5', 'filesha256', 'fileexists', 'pathexpand', 'abspath'].map(
      (call) => `${call}("${path}")`,
    ),
  );
  calls.push(
    ...outside.map((path) => `templatefile("${path}", {})`),
    ...outside.map((path) => `join("", fileset("${path}", "**"))`),
    ...outside.map((path) => `jsondecode(file("\${path.module}/${path}")).a`),
    ...outside.map((path) => `yamldecode(file("\${path.root}/${path}"))`),
  );
  at.write(
    'main.tf',
    calls
      .map(
        (call, n) =>
          `module "m${n}" {\n  source  = ${call}\n}\nmodule "v${n}" {\n  source  = "a/b/c"\n  version = ${call}\n}\nresource "docker_image" "i${n}" {\n  name = "x:\${${call}}"\n}\n`,
      )
      .join(''),
  );
  at.write(
    'in.tf',
    'module "in" {\n  source  = "in/in/in"\n  version = trimspace(file("${path.module}/inside.txt"))\n}\n',
  );
  const { report } = await attack(at);
  expect(refs(report).find((ref) => ref.includes('in/in/in'))).toMatch(/@1\.2\.3$/);
  expect(report.problems.filter(({ code }) => code === 'unresolved-reference').length).toBeGreaterThanOrEqual(
    outside.length,
  );
});

const mega = 1_000_000;
const longTexts: Readonly<Record<string, string>> = {
  'path segments': 'a/'.repeat(mega / 2),
  digits: '1.'.repeat(mega / 2).concat('!'),
  'digits without dots': '9'.repeat(mega),
  at: '@'.repeat(mega),
  colons: ':'.repeat(mega),
  slashes: '/'.repeat(mega),
  hyphens: `a${'-'.repeat(mega)}!`,
  spaces: `a${' '.repeat(mega)}b`,
  comparators: '>= 1.0, '.repeat(mega / 8),
  alternatives: '1 || '.repeat(mega / 5),
  'hex digits': 'a'.repeat(mega),
  'double colons': 'git::'.repeat(mega / 5),
  'user names': `https://${'a:'.repeat(mega / 2)}@b`,
  queries: `git::https://a/b?${'ref=a&'.repeat(mega / 6)}`,
  expressions: '${{ matrix.a }}'.repeat(mega / 15),
  variables: '${a:-b}'.repeat(mega / 7),
  'template actions': '{{ .a }}'.repeat(mega / 8),
  'escaped characters': '%41'.repeat(mega / 3),
  'surrogate pairs': '😀'.repeat(mega / 2),
  dots: '../'.repeat(mega / 3),
  'letters with marks': `e${'\u0301'.repeat(mega)}`,
};

test.each(Object.entries(longTexts))(
  'row 32: a megabyte of %s as a reference of every sort is read in linear time',
  async (_, text) => {
    const quoted = JSON.stringify(text);
    const hcl = quoted.replaceAll('${', '$${').replaceAll('%{', '%%{');
    const at = scene({
      '.github/workflows/w.yml': `jobs:\n  a:\n    strategy: { matrix: { a: [1, 2, 3] } }\n    container: ${quoted}\n    steps:\n      - uses: ${quoted}\n      - uses: a/b@${/^[\w.]*$/.test(text) ? text : 'v1'}\n      - uses: actions/setup-node@v4 # ${text}\n        with: { node-version: ${quoted} }\n  b:\n    uses: ${quoted}\n    runs-on: ${quoted}\n`,
      'main.tf': `module "a" {\n  source = ${hcl}\n}\nmodule "b" {\n  source  = "a/b/c"\n  version = ${hcl}\n}\nterraform {\n  required_version = ${hcl}\n  required_providers {\n    a = {\n      source = ${hcl}\n      version = ${hcl}\n    }\n  }\n}\nresource "docker_image" "a" {\n  name = ${hcl}\n}\nresource "helm_release" "b" {\n  chart = ${hcl}\n  version = ${hcl}\n  repository = ${hcl}\n}\n`,
      Dockerfile: `FROM ${text}\nFROM a AS ${text}\nCOPY --from=${text} a b\nRUN ${text}\nADD ${text} b\n`,
      'compose.yaml': `services:\n  a:\n    image: ${quoted}\n    build: { context: ${quoted}, args: [${quoted}] }\n`,
      'pod.yaml': `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: ${quoted}\n`,
      'chart/Chart.yaml': `apiVersion: v2\nname: a\nversion: ${quoted}\ndependencies:\n  - { name: ${quoted}, version: ${quoted}, repository: ${quoted} }\n`,
    });
    const { report } = await attack(at, { render: false });
    expect(report.components.length).toBeGreaterThan(0);
  },
);

test('row 32: a thousand expressions of one matrix in one reference make no more than a matrix has', async () => {
  const values = Array.from({ length: 256 }, (_, n) => n).join(', ');
  const at = scene({
    '.github/workflows/w.yml': `jobs:\n  a:\n    strategy: { matrix: { a: [${values}], b: [${values}] } }\n    steps:\n      - uses: a/${'${{ matrix.a }}${{ matrix.b }}'.repeat(1000)}@v1\n`,
  });
  const { report } = await attack(at, { render: false });
  expect(report.components.length).toBeLessThanOrEqual(256);
});

describe('row 34', () => {
  test('a lockfile of 200 000 entries is read, or cut with a problem', async () => {
    const lock = Array.from(
      { length: 60_000 },
      (_, n) =>
        `provider "registry.terraform.io/a/p${n}" {\n  version = "1.0.${n}"\n  hashes = ["h1:x"]\n}\n`,
    ).join('');
    const at = scene({ '.terraform.lock.hcl': lock, 'main.tf': module });
    const { report } = await attack(at, { render: false });
    expect(refs(report).length > 60_000 || !report.complete).toBe(true);
  });

  test('200 000 references in many files are all reported', async () => {
    const steps = '      - uses: a/b@v1\n'.repeat(2000);
    const at = scene(
      Object.fromEntries(
        Array.from({ length: 100 }, (_, n) => [
          `.github/workflows/w${n}.yml`,
          `jobs:\n  a:\n    steps:\n${steps}`,
        ]),
      ),
    );
    const { report } = await attack(at, { render: false });
    expect(report.coverage.references.seen).toBe(200_000);
  });

  test('modules that call themselves and each other are each read once', async () => {
    const at = scene({
      'main.tf': `${module}module "self" {\n  source = "./"\n  a = module.self.b\n}\nmodule "b" {\n  source = "./b"\n  v = module.b.v\n}\n`,
      'b/main.tf':
        'variable "v" {}\nmodule "a" {\n  source = "../"\n}\nmodule "b" {\n  source = "../b"\n  v = var.v\n}\nmodule "c" {\n  source  = "a/b/c"\n  version = var.v\n}\noutput "v" {\n  value = var.v\n}\n',
      '.github/workflows/a.yml':
        'jobs:\n  a: { uses: ./.github/workflows/a.yml }\n  b: { uses: ./.github/workflows/b.yml }\n',
      '.github/workflows/b.yml': 'jobs:\n  a: { uses: ./.github/workflows/a.yml }\n',
      'act/action.yml': 'runs:\n  using: composite\n  steps:\n    - uses: ./act\n',
      Dockerfile: 'FROM a AS b\nFROM b AS a\nFROM c AS c\nCOPY --from=c / /\n',
      'compose.yaml':
        'include: [compose.yaml]\nservices:\n  a: { extends: { service: b } }\n  b: { extends: { service: a } }\n  c: { extends: { file: compose.yaml, service: c } }\n',
      'chart/Chart.yaml':
        'apiVersion: v2\nname: a\nversion: 1.0.0\ndependencies: [{ name: a, version: 1.0.0, repository: "file://../chart" }]\n',
      'kustomization.yaml': 'resources: [., ../repo, ./kustomization.yaml]\n',
    });
    const { report } = await attack(at);
    expect(refs(report)).toContain(vpc);
  });

  test('a hundred levels of modules that each call the next twice are no explosion', async () => {
    const files = Array.from({ length: 100 }, (_, n) => [
      `m${n}/main.tf`,
      `variable "v" {}\nmodule "a" {\n  source = "../m${n + 1}"\n  v = "\${var.v}a"\n}\nmodule "b" {\n  source = "../m${n + 1}"\n  v = "\${var.v}b"\n}\nmodule "c" {\n  source  = "a/b/c"\n  version = var.v\n}\n`,
    ]);
    const at = scene({
      'main.tf': 'module "m" {\n  source = "./m0"\n  v = "1"\n}\n',
      ...Object.fromEntries(files),
    });
    await attack(at, { render: false });
  });

  test('copies of modules that hold copies of themselves end', async () => {
    const at = scene({ 'main.tf': 'module "a" {\n  source  = "a/b/c"\n  version = "1.0.0"\n}\n' });
    const manifest = JSON.stringify({
      Modules: [
        { Key: '', Source: '', Dir: '.' },
        { Key: 'a', Source: 'registry.terraform.io/a/b/c', Version: '1.0.0', Dir: '.terraform/modules/a' },
        { Key: 'a.a', Source: 'x', Dir: '../outside' },
        { Key: '__proto__', Source: 'x', Dir: '/etc' },
      ],
    });
    for (let depth = 0, path = ''; depth < 12; depth += 1, path += '.terraform/modules/a/') {
      at.write(`${path}.terraform/modules/modules.json`, manifest);
      at.write(
        `${path}.terraform/modules/a/main.tf`,
        'module "a" {\n  source  = "a/b/c"\n  version = "1.0.0"\n}\nmodule "x" {\n  source = "../../../../outside"\n}\n',
      );
    }
    await attack(at);
  });
});

/** Every fixture file of every extractor, by path inside the project. */
function fixtures(): readonly string[] {
  const extractors = join(project, 'packages/extractors/src');
  return readdirSync(extractors, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.includes('/fixtures/') && path.includes('/repo/'))
    .filter((path) => statSync(join(extractors, path)).isFile())
    .map((path) => join(extractors, path))
    .sort();
}

/** A generator of numbers below a bound, the same ones for the same seed (xorshift32). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

type Damage = (bytes: Buffer, next: (below: number) => number) => Buffer;

const structural = [
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '\n',
  '\t',
  '\r',
  ':',
  '- ',
  '#',
  '&a ',
  '*a ',
  '<<: ',
  '${',
  '%{',
  '{{',
  '}}',
  '<<EOT\n',
  '\\',
  '\0',
  '|\n',
  '? ',
  '/*',
  '!',
  '@',
  '\u2028',
  '=',
  ',',
];

const damages: Readonly<Record<string, Damage>> = {
  'a byte flipped in every fifty': (bytes, next) => {
    const damaged = Buffer.from(bytes);
    for (let flip = 0; flip <= bytes.length / 50; flip += 1) {
      const at = next(Math.max(bytes.length, 1));
      damaged[at] = (damaged[at] ?? 0) ^ (1 << next(8));
    }
    return damaged;
  },
  'an end cut off': (bytes, next) => bytes.subarray(0, next(bytes.length + 1)),
  'a beginning cut off': (bytes, next) => bytes.subarray(next(bytes.length + 1)),
  'marks of syntax strewn in': (bytes, next) => {
    const pieces = Array.from({ length: 5 }, () => {
      const from = next(bytes.length + 1);
      return Buffer.concat([
        bytes.subarray(0, from),
        Buffer.from(structural[next(structural.length)] ?? ''),
        bytes.subarray(from),
      ]);
    });
    return Buffer.concat(pieces);
  },
  'lines shuffled': (bytes, next) => {
    const lines = bytes.toString('latin1').split('\n');
    for (let at = lines.length - 1; at > 0; at -= 1) {
      const other = next(at + 1);
      [lines[at], lines[other]] = [lines[other] ?? '', lines[at] ?? ''];
    }
    return Buffer.from(lines.join('\n'), 'latin1');
  },
};

describe('row 35', () => {
  const rounds = 8;
  const files = fixtures();

  test.each(Object.entries(damages))('every fixture with %s gives diagnostics only', async (name, damage) => {
    for (let round = 1; round <= rounds; round += 1) {
      const next = numbers(round * 7919 + name.length);
      const at = scene();
      for (const file of files) {
        const [, place = ''] = /packages\/extractors\/src\/(?<place>.*)$/.exec(file) ?? [];
        at.write(
          place.replace(/^(?<fixture>.*)\/fixtures\/(?<name>[^/]*)\/repo\//, '$<fixture>-$<name>/'),
          damage(readFileSync(file), next),
        );
      }
      await attack(at, { render: round === 1 });
    }
  });

  const named = [
    'main.tf',
    'a.tf.json',
    'a.tfvars',
    'a.tfvars.json',
    '.terraform.lock.hcl',
    '.github/workflows/w.yml',
    'action.yml',
    'compose.yaml',
    'docker-compose.yml',
    'Dockerfile',
    'x.Dockerfile',
    'Containerfile',
    'chart/Chart.yaml',
    'chart/Chart.lock',
    'chart/values.yaml',
    'chart/templates/a.yaml',
    'kustomization.yaml',
    'pod.yaml',
    'pod.json',
    'docker-bake.hcl',
    'docker-bake.json',
    'CODEOWNERS',
    '.gitignore',
    '.dockerignore',
    '.terraform/modules/modules.json',
    'LICENSE',
    'fineprint.txt',
  ];

  test.each([
    ['nothing', ''],
    ['spaces', '   \n\t\n  '],
    ['a line feed', '\n'],
    ['a byte order mark', '\ufeff'],
    ['half a UTF-16 character', Buffer.from([0xff, 0xfe, 0x41])],
    ['a NUL byte', '\0'],
    ['an ELF head', Buffer.from('\x7fELF\x02\x01\x01', 'latin1')],
    ['a bracket', '{'],
    ['a quote', '"'],
    ['a colon', ':'],
    ['null', 'null'],
    ['a list', '[]'],
    ['an empty mapping', '{}'],
    ['a number', '1e999'],
    ['a dash', '-'],
    ['only a comment', '# module image uses source\n'],
    [
      'words of every format',
      'module image uses source provider FROM dependencies containers services = {\n',
    ],
  ])('files of every name that hold %s give diagnostics only', async (_, content) => {
    await attack(scene(Object.fromEntries(named.map((path) => [path, content]))));
  });

  const words =
    'module image uses source provider FROM dependencies containers services apiVersion kind jobs steps = {\n';
  const size = 4_000_000;

  test.each([
    ...'{}[]()",:=-#&*!|>%@`\'\\/$~?<\n\t\r ',
    '${',
    '%{',
    '{{',
    '}}',
    '- ',
    'a: ',
    'a:\n',
    '"\n',
    '"a" ',
    '{}\n',
    '[]',
    '\0\n',
    'a = \n',
    'a {\n',
    '<<A\n',
    '---\n',
    '? a\n',
    '*a ',
    '&a ',
    'é',
    'FROM a\n',
    'RUN \\\n',
    '{"a":1}',
    '/* */',
    '\u2028',
    'x',
  ])('four megabytes of %j in files of every name end, within the memory there is', async (piece) => {
    const content = words + piece.repeat(size / Math.max(Buffer.byteLength(piece), 1));
    const at = scene(Object.fromEntries(named.map((path) => [path, content])));
    const { report } = await attack(at, { render: false });
    expect(codes(report)).not.toContain('tool-defect');
  });
});

test('rows 30 and 35: files just below the size limit are read', async () => {
  const size = 19_900_000;
  const filler = (line: string, beginning: string) =>
    beginning + line.repeat((size - beginning.length) / line.length);
  const at = scene({
    '.github/workflows/w.yml': filler('# a comment that is long enough to be one\n', workflow),
    'main.tf': filler('# a comment that is long enough to be one\n', module),
  });
  const { report } = await attack(at, { render: false });
  expect(refs(report)).toEqual([checkout, vpc]);
  expect(report.complete).toBe(true);
});
