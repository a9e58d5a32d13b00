import { expect, test } from 'vitest';
import { attack, codes, scene, useAttacks } from './attack.ts';

useAttacks();

// Short texts that stand for much: each once took all memory, minutes, or the whole report. The victim has 512 MB and
// is killed when it hangs, so a budget that is gone, or a list that is walked for each of its entries, fails here. Each
// is scanned with two policies, and not again: the second time would spend the same budgets.

/** The lines that `line` makes of 0, 1, 2, … */
function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => `${line(index)}\n`).join('');
}

const steps = (count: number, step: (index: number) => string) =>
  `on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    strategy: { matrix: { a: [${Array.from({ length: 256 }, (_, n) => `o${n}/r@v${n}`)}] } }\n    steps:\n${lines(count, step)}`;

const tooMuch: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'a matrix of 256 in each of 30,000 steps': {
    '.github/workflows/a.yml': steps(30_000, () => '      - uses: ${{ matrix.a }}'),
  },
  'ARGs that each hold the one before, all of them used': {
    Dockerfile: lines(9900, (n) => `ARG A${n + 1}=\${A${n}}x`) + lines(10_100, (n) => `FROM a:\${A${n + 1}}`),
  },
  '12,000 builds of one Dockerfile, each with arguments of its own': {
    'compose.yaml': `services:\n${lines(12_000, (n) => `  s${n}: { build: { args: { A: x${n} } } }`)}`,
    Dockerfile: `FROM scratch\n${lines(20_000, () => 'FROM a')}`,
  },
  '10,001 requirements of one provider, whose lock has 10,000 hashes': {
    'main.tf': lines(10_001, () => 'terraform {\n required_providers {\n a = { source = "x/a" }\n }\n}'),
    '.terraform.lock.hcl': `provider "registry.terraform.io/x/a" {\n version = "1.0.0"\n hashes = [\n${lines(10_000, (n) => `"h1:${n}",`)}]\n}\n`,
  },
  'a list of 300,000 aliases': {
    'pod.yaml': `apiVersion: v1\nkind: Pod\nx: &x { image: "a:1" }\nspec:\n  containers: [${'*x,'.repeat(300_000)}]\n`,
  },
  '100 modules that each call all others with what they are given': Object.fromEntries(
    Array.from({ length: 100 }, (_, n) => [
      `m${n}/main.tf`,
      `variable "a" {}\n${lines(100, (other) => `module "x${other}" {\n  source = "../m${other}"\n  a = "\${var.a}x${n}"\n}`)}${lines(20, (i) => `resource "aws_instance" "i${i}" {\n  ami = "ami-\${var.a}"\n}`)}`,
    ]),
  ),
  '40,000 images in one map of values': {
    'Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    'values.yaml': lines(40_000, (n) => `s${n}Image: a/a${n}`),
  },
  'a module that a thousand calls of one directory fill': {
    'm/main.tf': 'variable "a" {}\nresource "docker_image" "i" {\n  name = "r:${var.a}"\n}\n',
    'main.tf': lines(1000, (n) => `module "x${n}" {\n  source = "./m"\n  a = "${n}"\n}`),
  },
  '9,000 calls of an action, each with a thousand inputs of a matrix': {
    '.github/workflows/a.yml': `x: &x { ${Array.from({ length: 1000 }, (_, n) => `i${n}: "\${{ matrix.a }}"`)} }\n${steps(9000, () => '      - { uses: ./b, with: *x }')}`,
    'b/action.yml': `runs:\n  using: composite\n  steps:\n${lines(5000, (n) => `  - { uses: actions/setup-node@v4, with: { node-version: "\${{ inputs.i${n} }}" } }`)}`,
  },
};

test.each(Object.keys(tooMuch))('%s: the rest is left out, and that is told', async (what) => {
  const { report } = await attack(scene(tooMuch[what]), { render: false, twice: false });
  expect(codes(report)).toContain('limit-reached');
  expect(report.components.length).toBeLessThan(20_000);
});

const much: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '20 charts in one another, whose templates say what nobody knows': Object.fromEntries(
    Array.from({ length: 20 }, (_, depth) => 'charts/c/'.repeat(depth)).flatMap((at) => [
      [`${at}Chart.yaml`, 'apiVersion: v2\nname: c\nversion: 1.0.0\n'],
      ...['a', 'b'].map((name) => [
        `${at}templates/${name}.yaml`,
        lines(300, () => 'image: "{{ .Values.i }}"'),
      ]),
    ]),
  ),
  'lists of 1,024 nested in 3,000 others': {
    'main.tf': `locals {\n  l = [for i in range(1024): "r\${i}:1"]\n${lines(3000, (n) => `  a${n} = flatten([for x in local.l: [for y in local.l: "\${x}-\${y}-${n}"]])`)}}\n${lines(3000, (n) => `resource "docker_image" "a${n}" {\n  name = local.a${n}[${n}]\n}`)}`,
  },
  '220 modules that each call all others': Object.fromEntries(
    Array.from({ length: 220 }, (_, n) => [
      `m${n}/main.tf`,
      lines(220, (other) => `module "x${other}" {\n  source = "../m${other}"\n}`),
    ]),
  ),
  '5,000 providers, required and locked in each of two directories': Object.fromEntries(
    ['a', 'b'].flatMap((at) => [
      [
        `${at}/main.tf`,
        `terraform {\n required_providers {\n${lines(5000, (n) => `a${n} = { source = "x/a${n}" }`)} }\n}\n`,
      ],
      [
        `${at}/.terraform.lock.hcl`,
        lines(5000, (n) => `provider "registry.terraform.io/x/a${n}" {\n version = "1.0.0"\n}`),
      ],
    ]),
  ),
  '5,000 releases of one name, overridden as often': {
    'main.tf': lines(5000, (n) => `resource "helm_release" "a" {\n  chart = "a${n}"\n}`),
    'x_override.tf': lines(5000, () => 'resource "helm_release" "a" {\n  version = "1.0.0"\n}'),
  },
  '100,000 here-documents of one command': {
    Dockerfile: `FROM a\nRUN ${lines(100_000, (n) => `<<E${n} `).replaceAll('\n', '')}\n`,
  },
  'a million templates that none ends': {
    'a/Dockerfile': `FROM a\n${'{{'.repeat(500_000)}`,
    'b/Dockerfile': `FROM a\n${'{{'.repeat(500_000)}`,
  },
  'digits that are no version of a package': {
    Dockerfile: `FROM a\nRUN dnf install ${`a-1-${'1'.repeat(200_000)}- `.repeat(4)}\n`,
  },
  'digits that end in no here-document': { Dockerfile: `FROM a\nRUN <<E ${'1'.repeat(900_000)}\nE\n` },
  '50 workflows that each call all others with what they are given': Object.fromEntries(
    Array.from({ length: 50 }, (_, n) => [
      `.github/workflows/w${n}.yml`,
      `on: { workflow_call: { inputs: { a: { default: d${n} }, b: { default: e${n} } } } }\njobs:\n${lines(50, (other) => `  j${other}: { uses: ./.github/workflows/w${other}.yml, with: { a: "x\${{ inputs.a }}\${{ inputs.b }}${n}", b: "\${{ inputs.a }}y" } }`)}  r: { container: "i:\${{ inputs.a }}\${{ inputs.b }}" }\n`,
    ]),
  ),
  '30,000 words that a function says as often': {
    'a.sh': `f() { apk add ${'"$@" "x$@" '.repeat(30_000)}; }\nf ${'a '.repeat(30_000)}\n`,
  },
  '20,000 functions of one name, called as often': {
    'a.sh': `${'f() { apk add $1; }\n'.repeat(20_000)}${'f a\n'.repeat(20_000)}`,
  },
  'a function that drops its words 100,000 times': {
    'a.sh': `f() {\n${'shift\n'.repeat(100_000)}${'apk add $1\n'.repeat(200)}}\n${'f a\n'.repeat(500)}`,
  },
  '20,000 manifests that are piped to kubectl, and 15,000 charts of as many repositories': {
    'a.sh': `${'kubectl apply -f -\n'.repeat(20_000)}${'cat <<E | kubectl apply -f -\nE\n'.repeat(20_000)}`,
    'b.sh': lines(15_000, (n) => `helm repo add a${n} https://a.b/${n}\nhelm install x a${n}/y`),
  },
  'scripts in scripts in scripts': {
    'a.sh': `${'sh -c "$('.repeat(90)}apk add a${')"'.repeat(90)}\n`.repeat(20),
  },
  'comments that backquotes end, all in one line': { 'a.sh': `apk add a ${'`#`'.repeat(300_000)}\n` },
  'variables of PowerShell that each hold the one before twice': {
    'a.ps1': `${lines(8000, (n) => `$a${n + 1} = "$a${n}$a${n}"`)}Install-Module $a99\n`,
  },
  'half a million commands': { 'a.sh': `apk add a\n${'a;'.repeat(490_000)}\n` },
  '1,000 Compose files over one large .env': Object.fromEntries([
    ['.env', lines(9000, (n) => `V${n}=x${n}`) + '#'.repeat(900_000)],
    ...Array.from({ length: 1000 }, (_, n) => [
      `compose.${n}.yaml`,
      'services: { a: { image: "${V1}:1.0" } }\n',
    ]),
  ]),
};

test.each(Object.keys(much))('%s: read in the end', async (what) => {
  const { report } = await attack(scene(much[what]), { render: false, twice: false });
  expect(report.coverage.files.claimed).toBeGreaterThan(0);
});
