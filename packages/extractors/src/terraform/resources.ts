import {
  attributeOf,
  blocksOf,
  type FileProblem,
  type HclBlock,
  type HclBody,
  type HclJsonContent,
  nestedBlocks,
  type SourceFile,
} from '@fineprint/core';
import type { TerraformFact } from './facts.ts';
import { expressionOf } from './written.ts';

/** Reads resources and data sources: the providers they need, the images and charts they name. */
export function* readResources(file: SourceFile, body: HclBody): Iterable<TerraformFact | FileProblem> {
  const providers = new Set<string>();
  for (const mode of ['resource', 'data', 'ephemeral'] as const) {
    for (const block of blocksOf(body, mode, 2)) {
      const [type, name] = block.labels;
      if (!type || !name) continue;
      const address = `${mode === 'resource' ? '' : `${mode}.`}${type.text}.${name.text}`;
      const provider = providerOf(type.text, block.body);
      if (!providers.has(provider)) {
        providers.add(provider);
        yield { is: 'provider-use', name: provider, address, place: file.place(type) };
      }
      yield* readResource(file, block, `${mode}/${type.text}`, address);
    }
  }
}

/** The meta-argument `provider`, else the type up to its first underscore. */
function providerOf(type: string, body: HclBody): string {
  const chosen = attributeOf(body, 'provider')?.value;
  if (chosen?.is === 'traversal') return chosen.root;
  const end = type.indexOf('_');
  return end < 0 ? type : type.slice(0, end);
}

function* readResource(
  file: SourceFile,
  { body, header }: HclBlock,
  type: string,
  address: string,
): Iterable<TerraformFact | FileProblem> {
  const place = file.place(header);
  if (releases.has(type)) {
    const chart = yield* expressionOf(file, body, 'chart');
    const repository = yield* expressionOf(file, body, 'repository');
    const version = yield* expressionOf(file, body, 'version');
    const forEach = yield* expressionOf(file, body, 'for_each');
    yield { is: 'helm-release', address, chart, repository, version, forEach, place };
    return;
  }
  const holder = holderOf(type, body);
  if (!holder) return;
  const forEach = yield* expressionOf(file, body, 'for_each');
  for (const inner of holder.blocks ? innerBodies(body, holder.blocks) : [body]) {
    const attribute = attributeOf(inner, holder.attribute);
    if (!attribute) continue;
    yield* file.problems(attribute.problems);
    const { holds } = holder;
    yield { is: 'image', holds, address, value: attribute.value, forEach, place };
  }
}

const releases: ReadonlySet<string> = new Set(['resource/helm_release', 'data/helm_template']);

/** Where a resource type names images: in an attribute of its own, or of blocks however deep in it. */
interface Holder {
  readonly holds: 'reference' | 'containers';
  readonly attribute: string;
  readonly blocks?: ReadonlySet<string>;
}

const containers: Holder = {
  holds: 'reference',
  attribute: 'image',
  blocks: new Set(['container', 'containers', 'init_container', 'init_containers', 'container_spec']),
};

const holders: ReadonlyMap<string, Holder> = new Map<string, Holder>([
  ['resource/docker_image', { holds: 'reference', attribute: 'name' }],
  ['data/docker_registry_image', { holds: 'reference', attribute: 'name' }],
  ['resource/docker_container', { holds: 'reference', attribute: 'image' }],
  ['resource/docker_service', containers],
  ['resource/aws_ecs_task_definition', { holds: 'containers', attribute: 'container_definitions' }],
  ['resource/aws_batch_job_definition', { holds: 'containers', attribute: 'container_properties' }],
  ['resource/aws_lambda_function', { holds: 'reference', attribute: 'image_uri' }],
  [
    'resource/aws_apprunner_service',
    { holds: 'reference', attribute: 'image_identifier', blocks: new Set(['image_repository']) },
  ],
  ['resource/kubernetes_manifest', { holds: 'containers', attribute: 'manifest' }],
  ['resource/azurerm_container_group', containers],
  ['resource/azurerm_container_app', containers],
  ['resource/azurerm_container_app_job', containers],
  ['resource/google_cloud_run_service', containers],
  ['resource/google_cloud_run_v2_service', containers],
  ['resource/google_cloud_run_v2_job', containers],
  ['resource/google_cloud_run_v2_worker_pool', containers],
  ['resource/google_workstations_workstation_config', containers],
  ['resource/aws_lightsail_container_service_deployment_version', containers],
  [
    'resource/aws_sagemaker_model',
    { holds: 'reference', attribute: 'image', blocks: new Set(['container', 'primary_container']) },
  ],
]);

/** An image that is built here is an output, not something that is used. */
function holderOf(type: string, body: HclBody): Holder | undefined {
  if (type === 'resource/docker_image' && hasBlock(body, 'build')) return undefined;
  return holders.get(type) ?? (type.startsWith('resource/kubernetes_') ? containers : undefined);
}

function hasBlock(body: HclBody, type: string): boolean {
  return blocksOf(body, type).length > 0;
}

/** Bodies of nested blocks of these types; `dynamic "container" { content { … } }` is one too. */
function* innerBodies(body: HclBody, types: ReadonlySet<string>): Iterable<HclBody> {
  if (body.is === 'json') {
    for (const { name, content } of body.properties) yield* jsonBodies(content, types, types.has(name));
    return;
  }
  for (const { block, within } of nestedBlocks(body)) {
    const parent = within.at(-1);
    const isGenerated = block.type === 'content' && parent?.type === 'dynamic';
    const type = isGenerated ? parent.labels[0]?.text : block.type;
    if (type !== undefined && types.has(type)) yield block.body;
  }
}

function* jsonBodies(content: HclJsonContent, types: ReadonlySet<string>, isOne: boolean): Iterable<HclBody> {
  if (content.is === 'list') {
    for (const item of content.items) yield* jsonBodies(item, types, isOne);
  } else if (content.is === 'body') {
    if (isOne) yield content.body;
    yield* innerBodies(content.body, types);
  }
}
