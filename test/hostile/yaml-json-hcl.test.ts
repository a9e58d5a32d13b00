import { describe, expect, test } from 'vitest';
import { attack, codes, refs, type Scene, scene, useAttacks } from './attack.ts';

useAttacks();

const workflow = 'jobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n';
const checkout = 'github-action:actions/checkout@v4';

/** The files that carry YAML, each with what makes it that format, before anything hostile. */
const yamlFiles: Readonly<Record<string, string>> = {
  '.github/workflows/w.yml': workflow,
  'compose.yaml': 'services:\n  a:\n    image: nginx:1.27\n',
  'k8s/deployment.yaml':
    'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: a\n      image: nginx:1.27\n',
  'chart/values.yaml': 'image: nginx:1.27\n',
  'kustomization.yaml': 'images: [{ name: nginx, newTag: "1.27" }]\n',
};
const chart = 'apiVersion: v2\nname: a\nversion: 1.0.0\n';

/** Adds the same text after the beginning of every sort of YAML file. */
function yamlScene(hostile: string): Scene {
  const at = scene({ 'chart/Chart.yaml': chart, 'chart/templates/pod.yaml': 'image: {{ .Values.image }}\n' });
  for (const [path, beginning] of Object.entries(yamlFiles)) at.write(path, beginning + hostile);
  return at;
}

/** Puts the same JSON value into every sort of JSON file. */
function jsonScene(value: string): Scene {
  return scene({
    'a/main.tf.json': `{"module":{"a":{"source":"terraform-aws-modules/vpc/aws","version":"5.0.0"}},"locals":{"x":${value}}}`,
    'b/terraform.tfvars.json': `{"x":${value}}`,
    'b/main.tf': 'variable "x" {}\nmodule "a" {\n  source = var.x\n}\n',
    'k8s/pod.json': `{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"name":"a","image":"nginx:1.27"}]},"x":${value}}`,
    'compose.yaml': `{"services":{"a":{"image":"nginx:1.27"}},"x-y":${value}}`,
    '.github/workflows/w.yml': `{"jobs":{"a":{"steps":[{"uses":"actions/checkout@v4"}]}},"x":${value}}`,
  });
}

function hclScene(text: string): Scene {
  const module = 'module "a" {\n  source  = "terraform-aws-modules/vpc/aws"\n  version = "5.0.0"\n}\n';
  return scene({
    'main.tf': `${module}${text}`,
    'terraform.tfvars': text,
    '.terraform.lock.hcl': `provider "registry.terraform.io/hashicorp/aws" {\n  version = "5.0.0"\n}\n${text}`,
  });
}

const vpc = 'terraform-module:registry.terraform.io/terraform-aws-modules/vpc/aws@5.0.0';

test('row 19: billion laughs end at a budget, and that is told', async () => {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const inner = level === 0 ? Array(9).fill('lol') : Array(9).fill(`*l${level - 1}`);
    return `l${level}: &l${level} [${inner.join(', ')}]\n`;
  });
  const { report } = await attack(yamlScene(`${levels.join('')}z: *l8\n`));
  expect(report.complete).toBe(false);
  expect(
    report.problems.some(
      ({ message, location }) => /alias|anchor|expand/i.test(message) && (location?.line ?? 0) > 1,
    ),
  ).toBe(true);
  expect(refs(report)).toContain(checkout);
});

test('row 19: billion laughs that spell images, steps and jobs end at a budget', async () => {
  const at = scene();
  const doubled = (leaf: string) =>
    Array.from(
      { length: 40 },
      (_, level) => `x${level}: &x${level} [${level === 0 ? leaf : `*x${level - 1}, *x${level - 1}`}]\n`,
    ).join('');
  at.write(
    '.github/workflows/w.yml',
    `${doubled('{ uses: actions/checkout@v4 }')}jobs:\n  a:\n    strategy: { matrix: { v: *x39 } }\n    steps: *x39\n  b:\n    runs-on: *x39\n`,
  );
  at.write(
    'compose.yaml',
    `${doubled('nginx:1')}services:\n  a: { image: *x39, build: *x39, ports: *x39 }\n`,
  );
  at.write(
    'pod.yaml',
    `${doubled('{ image: nginx }')}apiVersion: v1\nkind: Pod\nspec: { containers: *x39 }\n`,
  );
  const { report } = await attack(at);
  expect(report.complete).toBe(false);
});

test.each([
  'a: &a [*a]\n',
  'a: &a { b: *a, image: *a, uses: *a, <<: *a }\n',
  'a: &a\n  b: &b\n    c: *a\n    d: *b\n',
  '? &a [*a]\n: *a\n',
  '&a a: *a\n*a : *a\n',
  'x: *undefined\n',
])('row 21: an alias to what is not yet whole is told: %j', async (text) => {
  await attack(yamlScene(text));
});

test('row 21: jobs, steps, services and containers that contain themselves end', async () => {
  const at = scene({
    '.github/workflows/w.yml':
      'jobs: &j\n  a: &a\n    strategy: { matrix: *a }\n    steps: &s\n      - { uses: actions/checkout@v4, parallel: *s, env: *a }\n    services: *j\n',
    'compose.yaml': 'services: &s\n  a: &a { image: nginx, extends: *a, services: *s, depends_on: *s }\n',
    'pod.yaml':
      'apiVersion: v1\nkind: List\nitems: &i\n  - &p { apiVersion: v1, kind: Pod, spec: &s { containers: [*p, *s], template: *p }, items: *i }\n',
  });
  const { report } = await attack(at);
  expect(report.complete).toBe(false);
});

const deep = 100_000;

test.each([
  ['lists', `x: ${'['.repeat(deep)}\n`],
  ['closed lists', `x: ${'['.repeat(deep)}${']'.repeat(deep)}\n`],
  ['mappings', `x: ${'{a: '.repeat(deep)}\n`],
  ['block lists', `x:\n  ${'- '.repeat(deep)}a\n`],
  ['block keys', Array.from({ length: 3000 }, (_, n) => `${' '.repeat(n)}k:\n`).join('')],
  ['complex keys', `${'? '.repeat(deep)}a\n`],
  ['unclosed template actions', `x: ${'{{ '.repeat(deep)}\n`],
  ['nested template blocks', `x:\n${'{{ if .a }}\n'.repeat(deep)}`],
  ['expressions', `x: ${'${{ '.repeat(deep)}\n`],
  ['variables', `x: ${'${a:-'.repeat(deep)}\n`],
])('row 22: YAML of %s a hundred thousand deep gives problems', async (_, text) => {
  const { report } = await attack(yamlScene(text), { render: false });
  expect(refs(report).length + report.problems.length).toBeGreaterThan(0);
});

test.each([
  ['lists', '['.repeat(deep)],
  ['closed lists', '['.repeat(deep) + ']'.repeat(deep)],
  ['objects', '{"a":'.repeat(deep)],
  ['templates', JSON.stringify('${'.repeat(deep))],
  ['template calls', JSON.stringify(`$\{${'f('.repeat(deep)}`)],
])('row 22: JSON of %s a hundred thousand deep gives problems', async (_, value) => {
  const { report } = await attack(jsonScene(value), { render: false });
  expect(report.complete).toBe(false);
  expect(refs(report).length).toBeGreaterThan(0);
});

test.each([
  ['brackets', `locals {\n  x = ${'('.repeat(deep)}\n}\n`],
  ['lists', `locals {\n  x = ${'['.repeat(deep)}\n}\n`],
  ['objects', `locals {\n  x = ${'{a='.repeat(deep)}\n}\n`],
  ['templates', `locals {\n  x = "${'${"'.repeat(deep)}"\n}\n`],
  ['directives', `locals {\n  x = "${'%{if a}'.repeat(deep)}"\n}\n`],
  ['calls', `locals {\n  x = ${'f('.repeat(deep)}\n}\n`],
  ['conditions', `locals {\n  x = ${'a ? '.repeat(deep)}\n}\n`],
  ['negations', `locals {\n  x = ${'!'.repeat(deep)}a\n}\n`],
  ['minus signs', `locals {\n  x = ${'-'.repeat(deep)}1\n}\n`],
  ['sums', `locals {\n  x = ${'1+'.repeat(deep)}1\n}\n`],
  ['indices', `locals {\n  x = a${'[0]'.repeat(deep)}\n}\n`],
  ['index brackets', `locals {\n  x = a${'[a'.repeat(deep)}\n}\n`],
  ['attributes', `locals {\n  x = a${'.a'.repeat(deep)}\n}\n`],
  ['loops', `locals {\n  x = ${'[for a in '.repeat(deep)}\n}\n`],
  ['blocks', 'a {\n'.repeat(deep)],
  ['comments', '/*'.repeat(deep)],
])('row 22: HCL of %s a hundred thousand deep gives problems', async (_, text) => {
  const { report } = await attack(hclScene(text), { render: false });
  expect(refs(report)).toContain(vpc);
});

const names = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '__defineGetter__',
  'then',
  'length',
];

describe('row 23: names that objects inherit', () => {
  test('are names of jobs, services, modules, inputs and variables like any others', async () => {
    const at = scene();
    const lines = (line: (name: string) => string) => names.map(line).join('');
    at.write(
      '.github/workflows/w.yml',
      `env:\n${lines((n) => `  ${n}: v1\n`)}jobs:\n${lines((n) => `  ${n}:\n    strategy: { matrix: { ${n}: [v1] } }\n    services: { ${n}: { image: "${n}:1" } }\n    steps:\n      - uses: ${n}/${n}@v1\n        with: { ${n}: 1 }\n      - uses: actions/setup-node@v4\n        with: { ${n}: 1, node-version: "\${{ matrix.${n} }}" }\n`)}`,
    );
    at.write(
      'main.tf',
      lines(
        (n) =>
          `module "${n}" {\n  source = "${n.replaceAll('_', 'x')}/${n.replaceAll('_', 'x')}/aws"\n}\nvariable "${n}" {\n  default = { ${n} = "1" }\n}\nlocals {\n  ${n} = var.${n}.${n}\n}\n`,
      ),
    );
    at.write(
      'main.tf.json',
      JSON.stringify({
        module: Object.fromEntries(names.map((n) => [`j${n}`, { source: `./${n}` }])),
      }).replace(
        '{"module":{',
        '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"module":{"__proto__":{"source":"proto/proto/aws"},',
      ),
    );
    at.write(
      'terraform.tfvars',
      lines((n) => `${n} = "1"\n`),
    );
    at.write(
      'compose.yaml',
      `services:\n${lines((n) => `  ${n}:\n    image: "${n}:1"\n    depends_on: [${n}]\n`)}`,
    );
    at.write(
      'pod.yaml',
      `apiVersion: v1\nkind: Pod\nmetadata: { labels: { ${names.map((n) => `${n}: a`).join(', ')} } }\nspec:\n  containers:\n${lines((n) => `    - { name: ${n}, image: "${n}:1" }\n`)}`,
    );
    at.write(
      'Dockerfile',
      lines((n) => `ARG ${n}=1\nFROM ${n}:$${n} AS ${n}\n`),
    );
    const { report } = await attack(at);
    const told = refs(report).join('\n');
    for (const name of names) expect(told).toContain(`github-action:${name}/${name}@v1`.toLowerCase());
    expect(told).toContain('proto/proto/aws');
  });

  test('change nothing as merged keys', async () => {
    const at = scene({
      '.github/workflows/w.yml':
        'x: &x { __proto__: { polluted: 1 }, steps: [{ uses: a/b@v1 }] }\njobs:\n  a: { <<: *x }\n',
      'compose.yaml': 'x: &x { __proto__: { image: "evil:1" } }\nservices:\n  a: { <<: *x }\n',
    });
    const { report } = await attack(at);
    expect(refs(report)).toEqual(['github-action:a/b@v1']);
  });
});

test('row 24: of a key written twice the last counts, and that is told; merged keys never win over own ones', async () => {
  const at = scene({
    '.github/workflows/w.yml':
      'x: &x { uses: merged/merged@v1 }\njobs:\n  a:\n    steps:\n      - uses: first/first@v1\n        uses: last/last@v1\n      - { uses: own/own@v1, <<: *x }\n      - { <<: *x }\n',
  });
  const { report } = await attack(at);
  expect(refs(report)).toEqual([
    'github-action:last/last@v1',
    'github-action:merged/merged@v1',
    'github-action:own/own@v1',
  ]);
  expect(codes(report)).toContain('duplicate-key');
  expect(report.complete, 'nothing of it went unread').toBe(true);
  const own = report.components.find(({ name }) => name === 'own/own');
  expect(own?.occurrences[0].line).toBe(7);
});

test('row 25: tags are inert', async () => {
  const tags = [
    '!!js/function',
    '!!python/object/apply:os.system',
    '!Ref',
    '!vault',
    '!!binary',
    '!<tag:yaml.org,2002:x>',
    '!Sub',
    '!!set',
    '!!merge',
    '!!timestamp',
  ];
  await attack(
    yamlScene(
      tags
        .map(
          (tag, n) =>
            `t${n}: ${tag} "function(){ process.exit(3) }"\nm${n}: ${tag} { a: b }\nl${n}: ${tag} [a]\n`,
        )
        .join(''),
    ),
  );
  const at = scene({
    '.github/workflows/w.yml': tags
      .map((tag, n) => `${n === 0 ? 'jobs:\n  a:\n    steps:\n' : ''}      - uses: ${tag} a/b${n}@v1\n`)
      .join(''),
  });
  const { report } = await attack(at);
  expect(report.components.length + report.problems.length).toBeGreaterThanOrEqual(tags.length);
});

test('row 26: a stream of a hundred thousand documents ends at a limit, and that is told', async () => {
  const { report } = await attack(yamlScene('---\na: b\n'.repeat(100_000)), { render: false });
  expect(report.complete).toBe(false);
  expect(report.problems.some(({ message }) => /documents/.test(message))).toBe(true);
  await attack(yamlScene('---\n'.repeat(100_000)), { render: false });
});

test('row 27: words that YAML 1.1 reads as numbers and booleans stay as they are written', async () => {
  const versions = [
    '1.10',
    '0777',
    '1_000',
    '1e400',
    '0x1f',
    'no',
    'on',
    '12:30:45',
    '.inf',
    '9'.repeat(400),
    '2020-01-01',
  ];
  const at = scene({
    '.github/workflows/w.yml': `on: push\njobs:\n  on:\n    steps:\n${versions.map((v) => `      - uses: actions/setup-node@v4\n        with: { node-version: ${v} }\n`).join('')}`,
    'main.tf.json':
      '{"terraform":{"required_version":1.10},"module":{"a":{"source":"a/b/c","version":1e400}}}',
  });
  const { report } = await attack(at);
  const asked = report.components.filter(({ kind }) => kind === 'tool').map(({ requested }) => requested);
  expect(asked.filter((text) => text !== '1.10')).toEqual(
    expect.arrayContaining(versions.filter((v) => v !== '1.10')),
  );
  expect(asked).toContain('1.10');
  expect(asked).not.toContain('1.1');
});

test.each([
  ['a byte order mark', (text: string) => Buffer.from(`\ufeff${text}`), 4],
  ['UTF-16, little end first', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le'), 4],
  ['UTF-16, big end first', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), 4],
  ['CRLF', (text: string) => Buffer.from(text.replaceAll('\n', '\r\n')), 4],
  ['lone CR', (text: string) => Buffer.from(text.replaceAll('\n', '\r')), 4],
  [
    'bytes that are no UTF-8',
    (text: string) => Buffer.concat([Buffer.from(text), Buffer.from('# \xff\xfe\n', 'latin1')]),
    4,
  ],
])('row 28: %s leaves names and line numbers as they are', async (_, encode, line) => {
  const module = '\n\nmodule "a" {\n  source  = "terraform-aws-modules/vpc/aws"\n  version = "5.0.0"\n}\n';
  const at = scene({ '.github/workflows/w.yml': encode(workflow), 'main.tf': encode(module) });
  const { report } = await attack(at);
  expect(report.components.map(({ ref, occurrences: [first] }) => [ref, first.line])).toEqual([
    [checkout, line],
    [vpc, 4],
  ]);
});

test('row 28: NUL bytes make a file unread, and that is told', async () => {
  const at = scene({
    '.github/workflows/w.yml': `${workflow}\0`,
    'main.tf': `module "a" {\n  source = "a/b/c\0"\n}\n`,
    'late.tf': `#${'x'.repeat(10_000)}\nmodule "b" {\n  source = "a/b\0/c"\n}\n`,
  });
  const { report } = await attack(at);
  expect(codes(report)).toContain('file-binary');
  expect(report.complete).toBe(false);
});

test('row 29: what a template fills in is never pinned', async () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const at = scene({
    'chart/Chart.yaml': chart,
    'chart/values.yaml': 'tag: "1.0"\n',
    'chart/templates/pod.yaml': `{{- if .Values.on }}\napiVersion: v1\nkind: Pod\nspec:\n  containers:\n    {{- range .Values.all }}\n    - image: "nginx@{{ .digest }}"\n    - image: {{ .name }}@${digest}\n    - image: "{{ printf "nginx@${digest}" }}"\n    {{- end }}\n{{- end }}\n`,
    'ansible/play.yml': `- hosts: all\n  tasks:\n    - docker_container: { image: "nginx@{{ digest }}" }\n    {% for a in b %}\n    - x: {{ a }}\n    {% endfor %}\n`,
    '.github/workflows/w.yml': `jobs:\n  a:\n    steps:\n      - uses: actions/checkout@\${{ inputs.ref }}\n      - uses: \${{ vars.x }}@${'a'.repeat(40)}\n      - uses: {{ template }}@v1\n`,
  });
  const { report } = await attack(at);
  expect(
    report.components.filter(
      ({ occurrences: [{ text }], pin }) =>
        text.includes('{{') &&
        pin !== null &&
        pin !== 'none' &&
        !text.endsWith(digest) &&
        !text.includes('@aaaa'),
    ),
  ).toEqual([]);
});
