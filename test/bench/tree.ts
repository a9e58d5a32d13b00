import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What was written: files, bytes, and the references that a reader should find in them. */
export interface TreeCounts {
  readonly files: number;
  readonly bytes: number;
  readonly references: number;
}

/** One generated file with the number of third-party references in it. */
interface Generated {
  readonly path: string;
  readonly text: string;
  readonly references: number;
}

// Of every twenty files of an infrastructure repository, so many are of each sort; most name nothing.
const makers: readonly ((index: number) => Generated)[] = [
  ...repeat(4, terraformResources),
  terraformModules,
  terraformVariables,
  ...repeat(2, kubernetesConfig),
  ...repeat(2, kubernetesDeployment),
  helmValues,
  workflow,
  dockerfile,
  ...repeat(2, jsonData),
  ...repeat(3, documentation),
  ...repeat(2, program),
];

/** Writes a tree of `count` files, the same bytes each time, and counts what it holds. */
export function writeTree(directory: string, count: number): TreeCounts {
  const counts = { files: 0, bytes: 0, references: 0 };
  for (let index = 0; index < count; index += 1) {
    const make = makers[index % makers.length] ?? documentation;
    const { path, text, references } = make(index);
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    counts.files += 1;
    counts.bytes += Buffer.byteLength(text);
    counts.references += references;
  }
  return counts;
}

function repeat<T>(times: number, item: T): readonly T[] {
  return Array.from({ length: times }, () => item);
}

function group(index: number): string {
  return `team-${index % 37}/service-${Math.floor(index / 20) % 101}`;
}

function terraformResources(index: number): Generated {
  const blocks = Array.from(
    { length: 12 },
    (_, number) => `resource "aws_iam_role" "role_${index}_${number}" {
  name               = "role-${index}-${number}"
  assume_role_policy = data.aws_iam_policy_document.assume_${number}.json

  tags = {
    Team  = "team-${index % 37}"
    Stage = var.stage
  }
}
`,
  );
  return { path: `${group(index)}/terraform/roles-${index}.tf`, text: blocks.join('\n'), references: 0 };
}

function terraformModules(index: number): Generated {
  const text = `module "network_${index}" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "5.${index % 20}.0"

  name = "network-${index}"
  cidr = "10.${index % 250}.0.0/16"
}

module "queue_${index}" {
  source = "git::https://github.com/cloudposse/terraform-aws-sqs-queue.git?ref=${'0.'}${index % 30}.1"
}
`;
  return { path: `${group(index)}/terraform/main-${index}.tf`, text, references: 2 };
}

function terraformVariables(index: number): Generated {
  const text = Array.from(
    { length: 20 },
    (_, number) =>
      `variable "setting_${index}_${number}" {\n  type        = string\n  default     = "value-${number}"\n  description = "A setting."\n}\n`,
  ).join('\n');
  return { path: `${group(index)}/terraform/variables-${index}.tf`, text, references: 0 };
}

function kubernetesConfig(index: number): Generated {
  const data = Array.from({ length: 30 }, (_, number) => `  key-${number}: "value ${index * number}"\n`).join(
    '',
  );
  const text = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings-${index}\ndata:\n${data}`;
  return { path: `${group(index)}/manifests/config-${index}.yaml`, text, references: 0 };
}

function kubernetesDeployment(index: number): Generated {
  const text = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: api-${index}
  labels: &labels
    app: api-${index}
spec:
  replicas: 3
  template:
    metadata:
      labels: *labels
    spec:
      containers:
        - name: api
          image: ghcr.io/example/api-${index % 50}:1.${index % 9}.0
          env:
${Array.from({ length: 12 }, (_, number) => `            - name: SETTING_${number}\n              value: "${number}"\n`).join('')}        - name: proxy
          image: envoyproxy/envoy:v1.3${index % 5}.0
`;
  return { path: `${group(index)}/manifests/deployment-${index}.yaml`, text, references: 2 };
}

function helmValues(index: number): Generated {
  const text = `image:
  repository: ghcr.io/example/chart-${index % 40}
  tag: "2.${index % 12}.1"
resources:
  limits:
    cpu: 200m
    memory: 256Mi
service:
  port: 8080
`;
  return { path: `${group(index)}/chart-${index}/values.yaml`, text, references: 0 };
}

function workflow(index: number): Generated {
  const text = `name: check ${index}
on: [push]
jobs:
  check:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npm ci
      - run: npm test
`;
  return { path: `${group(index)}/.github/workflows/check-${index}.yml`, text, references: 4 };
}

function dockerfile(index: number): Generated {
  const text = `ARG NODE=22.${index % 12}.0
FROM node:\${NODE}-bookworm AS build
WORKDIR /src
COPY . .
RUN npm ci && npm run build

FROM gcr.io/distroless/nodejs22-debian12
COPY --from=build /src/dist /app
CMD ["/app/main.js"]
`;
  return { path: `${group(index)}/docker-${index}/Dockerfile`, text, references: 2 };
}

function jsonData(index: number): Generated {
  const text = JSON.stringify(
    Array.from({ length: 40 }, (_, number) => ({
      id: index * 100 + number,
      name: `item ${number}`,
      tags: ['a', 'b'],
    })),
    null,
    2,
  );
  return { path: `${group(index)}/data/items-${index}.json`, text, references: 0 };
}

function documentation(index: number): Generated {
  const text = `# Service ${index}\n\n${'What it does, how it is run, whom to ask.\n'.repeat(40)}`;
  return { path: `${group(index)}/docs/page-${index}.md`, text, references: 0 };
}

function program(index: number): Generated {
  const text = Array.from(
    { length: 60 },
    (_, number) =>
      `export function step${number}(value: number): number {\n  return value * ${index + number};\n}\n`,
  ).join('\n');
  return { path: `${group(index)}/src/steps-${index}.ts`, text, references: 0 };
}
