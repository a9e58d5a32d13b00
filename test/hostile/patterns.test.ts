import { expect, test } from 'vitest';
import { attack, scene, useAttacks } from './attack.ts';

useAttacks();

// Long runs of what a pattern repeats, and then something that it cannot end with: a pattern that may begin anywhere in the
// run, or may split it in several ways, looks at the whole of it each time. The victim is killed when it hangs.

const many = 400_000;

/** A run of about `many` characters, as a string of JSON or YAML. */
function run(piece: string, end = '', begin = ''): string {
  return JSON.stringify(`${begin}${bare(piece)}${end}`);
}

function bare(piece: string): string {
  return piece.repeat(many / piece.length);
}

const pod = (image: string) =>
  `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: a\n      image: ${image}\n`;

const files: Readonly<Record<string, string>> = {
  'go/a.sh': `go install "a.b${'/'.repeat(60)} @v1"\n`,
  'checksum/a.sh': `curl https://a.b/c.tgz\necho x | sha256sum -${bare('c')}!\n`,
  'helmfile.yaml': `releases:\n  - name: a\n    chart: a/b\n    hooks:\n      - command: sh\n        args: ["-c", "{{${'x'.repeat(2000)}"]\n`,
  'task.yaml': `apiVersion: tekton.dev/v1\nkind: Task\nspec:\n  steps:\n    - image: a:1\n      script: ${run('/', ' ', '#!/')}\n`,
  'module/main.tf': `module "a" {\n  source = "https://a.b/c.zip${bare('?')}\\n"\n}\n`,
  'gradle/wrapper/gradle-wrapper.properties': `distributionUrl=https\\://a.b/gradle-0${bare('-l')}\n`,
  'cloud.yaml': `#cloud-config\nwrite_files:\n  - path: ${bare('compose')}\n    content: a\npackages: [a]\n`,
  'colons.yaml': pod(run(':', '/')),
  'ats.yaml': pod(run('@', '/')),
  'braces.yaml': pod(run('{{')),
  'patch/kustomization.yaml': `patches:\n  - patch: ${run('\n')}\nimages: [{ name: a, newTag: "1" }]\n`,
  'ansible/playbook.yml': `- hosts: all\n  tasks:\n    - community.docker.docker_container: { name: a, image: ${run(':', '/')} }\n    - community.docker.docker_image: { name: ${run(':', '/')}, tag: "1" }\n`,
  'galaxy/requirements.yml': `collections:\n  - { name: ${run('/', 'x', 'git+https://a.b/c.git#')}, type: git }\n  - { name: a.b, version: ${run(' ', 'x y')} }\n`,
  'roles/requirements.yml': `- ${run(',', ' ', 'ssh://-')}\n`,
  '.gitlab-ci.yml': `include:\n  - { project: ${run('/', 'x')}, file: a, ref: b }\n`,
  'flux.yaml': `apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata: { name: a, namespace: b }\nspec: { url: ${run('/', 'x', 'https://a.b')} }\n---\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: a, namespace: b }\nspec: { chart: { spec: { chart: a, version: "1.0.0", sourceRef: { kind: HelmRepository, name: a } } } }\n`,
  'puppet/metadata.json': `{"name":"a-b","version":"1.0.0","dependencies":[{"name":"c/d","version_requirement":${run(' ', 'x')}}]}`,
  Vagrantfile: `Vagrant.configure("2") do |config|\n  config.vm.box = "a/b"\n  config.vm.box_version = ${run(' ', 'x y')}\nend\n`,
  'chef/metadata.rb': `name 'a'\ndepends 'b', '${bare(' ')}x'\n`,
  '.tool-versions': `a 1${bare(' ')}x\n`,
  'block/Gemfile': `gem "a" {${bare(' ')}x\n`,
  'quote/Gemfile': `gem ${bare('"\\')}\n`,
  'cargo/Cargo.toml': '[package]\nname = "x"\n[dependencies]\na = { git = "https://a.b/c" }\n',
  'cargo/Cargo.lock': `version = 3\n[[package]]\nname = "a"\nversion = "1.0.0"\nsource = "git+https://a.b/c${bare('#')}\\n"\n`,
  Berksfile: 'cookbook "a"\n',
  'Berksfile.lock': `DEPENDENCIES\n  a\n    rel: l${bare('\t')}x\n\nGRAPH\n  a (1.0.0)\n`,
  'compose.yaml': 'services: { a: { image: "a:${V}" } }\n',
  '.env': `V=1${bare('\t#')}\u2028\n`,
  'composer.json': `{"require":{"a/b":${run('-dev\tas\t', '\n')}}}`,
  '.gitmodules': `[submodule "a"]\n\tpath = a\n\turl = x${bare('\t')}x\n`,
  'mise.toml': `[tools]\n"aqua:a/b${bare('[')}" = "1"\n`,
  'flake.nix': `{\n  inputs.a.url = "git+https://a.b/c${bare('?')}\\n";\n  outputs = _: {};\n}\n`,
  'Pulumi.yaml': `name: a\nruntime: nodejs\npackages:\n  a: ${run('.i')}\n  b: { source: terraform-provider, parameters: [${run('.')}] }\n`,
  'requirements.txt': `a==1${bare(' ')}x\n`,
  'setup.cfg': `[options]\ninstall_requires =${bare('\t')}\u2028\n  a${bare('\t#')}\u2028x\n`,
  '.github/workflows/a.yml': `on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: ${run('${{')}\n`,
  'value/Makefile': `A=a${bare('\t')}x\na:\n\tcurl https://a.b/$(A)\n`,
  'call/Makefile': `a:\n\tapt-get install a $(call go-get-tool,,c,${bare(' ')}x\n`,
};

test('long runs of what patterns repeat are read in the end', async () => {
  const { report } = await attack(scene(files), { render: false });
  expect(report.coverage.files.claimed).toBeGreaterThan(30);
});
