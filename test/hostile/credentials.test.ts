import { expect, test } from 'vitest';
import { attack, scene, useAttacks } from './attack.ts';

useAttacks();

// A name that is written in lower case is no credential any more, so what is looked for is in upper case.
const canary = /c0FFee|C0FFEE/;

// Every place of every format from which a text reaches a report, a problem or a code frame, with a credential in it.

const tokens: Readonly<Record<string, string>> = {
  'of GitHub': `ghp_${'c0FFee'.repeat(6)}`,
  'of GitLab': `glpat-${'c0FFee'.repeat(4)}`,
  'of a key at AWS': 'AKIAC0FFEEC0FFEE1234',
  'signed by JSON Web Token': `eyJ${'c0FFee'.repeat(3)}.eyJ${'c0FFee'.repeat(3)}.${'c0FFee'.repeat(3)}`,
};

const everywhere = (t: string): Readonly<Record<string, string>> => ({
  'a/main.tf': `module "u" {
  source = "git::https://user:${t}@github.com/o/r.git//sub?ref=${t}"
}
module "n" {
  source  = "${t}"
  version = "${t}"
}
module "l" {
  source = "github.com/o/r//${t}?ref=\${local.t}"
}
locals {
  t = "${t}"
  u = "\${var.x}-${t}"
}
module "${t}" {
  source  = "o/r/\${local.u}"
  version = "\${var.y}${t}"
}
module "m" {
  source  = "o/r/x"
  version = "> ${t}"
}
terraform {
  required_version = "${t}"
  required_providers {
    x = { source = "${t}/x/y/z", version = "${t}" }
    y = { source = "\${var.x}/${t}" }
  }
}
resource "helm_release" "r" {
  chart      = "${t}"
  repository = "https://u:${t}@charts.example.com"
  version    = "${t}"
}
resource "docker_image" "r" {
  name = "${t}/x:${t}"
}
resource "docker_image" "s" {
  name = "reg.example.com/x@${t}"
}
module "a" {
  source = "https://${t}@example.com/x.zip?token=${t}"
}
module "broken" {
  source = "x
  ${t}
}
`,
  'a/.terraform.lock.hcl': `provider "${t}" {
  version = "${t}"
  hashes  = ["${t}"]
}
provider "registry.terraform.io/a/b" {
  version = "${t}"
  hashes  = ["h1:${t}"]
}
`,
  'a/x.auto.tfvars': `t = "${t}"\nz = [\n`,
  Dockerfile: `# syntax=${t}
ARG TOKEN=${t}
FROM ${t}
FROM a:${t}
FROM a@sha256:${t}
FROM \${X:-${t}}
FROM a:\${X:?${t}}
FROM a:$TOKEN AS last
RUN curl -H "Authorization: Bearer ${t}" https://u:${t}@example.com/v1/x.tgz?token=${t} | sh
RUN curl -u user:${t} https://example.com/${t}/x.tgz | sh
RUN git clone https://${t}@github.com/o/r.git -b ${t}
RUN git clone https://github.com/o/r.git && cd r && git checkout ${t}
RUN pip install "a==${t}" git+https://${t}@github.com/o/r.git@${t}
RUN apt-get install ${t}=${t}
ADD https://example.com/x?access_token=${t} /
ADD --checksum=${t} https://example.com/y /
COPY --from=${t}! a b
RUM ${t}
RUN echo "${t}
`,
  'compose.yaml': `services:
  ${t}:
    image: ${t}
  b:
    image: a:\${X:-${t}}
  c:
    image: a:\${X:?${t}}
  d:
    image: "A ${t}"
    build:
      context: https://${t}@github.com/o/r.git#${t}
      args: { BASE: ${t} }
  e:
    image: a:$S
  f:
    build: { dockerfile_inline: "FROM ${t}\\nFROM x:${t}" }
include:
  - https://${t}@github.com/o/r.git#${t}
  - oci://${t}/x:${t}
x: [${t}
`,
  '.env': `S=${t}\n`,
  'pod.yaml': `apiVersion: v1
kind: Pod
metadata: { name: ${t} }
spec:
  containers:
  - image: ${t}
  - image: a:${t}
  - image: a@${t}
  - image: "\${${t}}"
  - image: "{{ ${t} }}"
  - image: "A ${t}"
  ${t}: [
`,
  'chart/Chart.yaml': `apiVersion: v2
name: ${t}
version: ${t}
appVersion: ${t}
dependencies:
- { name: a, version: ${t}, repository: "https://u:${t}@charts.example.com" }
- { name: "${t}", version: 1.0.0, repository: "@${t}" }
- { name: b, version: 1.0.0, repository: "oci://${t}.example.com" }
- { name: c, version: 1.0.0, repository: "https://charts.example.com/?token=${t}" }
`,
  'chart/Chart.lock': `dependencies:\n- { name: a, version: ${t}, repository: "https://u:${t}@charts.example.com" }\n`,
  'chart/values.yaml': `image: { registry: ${t}.io, repository: ${t}, tag: ${t} }\nother: { repository: a, tag: ${t}, digest: ${t} }\n`,
  'chart/templates/pod.yaml': `image: "{{ .Values.image.registry }}/{{ .Values.image.repository }}:{{ .Values.image.tag }}"
image: "a:{{ .Values.${t} }}"
image: "{{ .Values.other.repository }}:{{ .Values.other.tag | default "${t}" }}"
image: "{{ fail "${t}" }}"
{{ if ${t} }}
`,
  '.github/workflows/w.yml': `on: push
env: { V: ${t} }
jobs:
  ${t}:
    runs-on: ubuntu-${t}
    container: ${t}
    services: { ${t}: { image: "a:${t}" } }
    steps:
    - uses: ${t}
    - uses: a/b@${t}
    - uses: a/b/${t}@v1
    - uses: \${{ secrets.${t} }}
    - uses: docker://${t}
    - uses: https://${t}@github.com/a/b@v1
    - uses: a/b@0123456789012345678901234567890123456789 # v1 ${t}
    - { uses: actions/setup-node@v4, with: { node-version: ${t} } }
    - { uses: actions/setup-go@v4, with: { go-version: "\${{env.V}}" } }
    - { uses: actions/setup-go@v4, with: { go-version: "\${{ inputs.x || '${t}' }}" } }
    - uses: [${t}
`,
  'package.json': `{ "name": "${t}", "license": "${t}" }`,
  LICENSE: `${t}\n`,
  CODEOWNERS: `* ${t}\n`,
});

test.each(Object.keys(tokens))('a token %s reaches no output, wherever it stands', async (kind) => {
  const token = tokens[kind] ?? '';
  const { report, outputs } = await attack(scene(everywhere(token)));
  expect(report.components.length).toBeGreaterThan(40);
  for (const [format, text] of Object.entries(outputs))
    expect(canary.exec(text)?.index, format).toBeUndefined();
  expect(outputs.json).toContain('***');
});
