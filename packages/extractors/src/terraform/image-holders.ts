import { blocksOf, type HclBody } from '@fineprint/core';

/** Where a resource type names images: in an attribute of its own, or of blocks however deep in it. */
export interface Holder {
  readonly holds: 'reference' | 'containers' | 'yaml';
  readonly attribute: string;
  readonly blocks?: ReadonlySet<string>;
}

const containers: Holder = {
  holds: 'reference',
  attribute: 'image',
  blocks: new Set(['container', 'containers', 'init_container', 'init_containers', 'container_spec']),
};

const holders: ReadonlyMap<string, readonly Holder[]> = new Map<string, readonly Holder[]>([
  ['resource/docker_image', [{ holds: 'reference', attribute: 'name' }]],
  ['data/docker_registry_image', [{ holds: 'reference', attribute: 'name' }]],
  ['resource/docker_container', [{ holds: 'reference', attribute: 'image' }]],
  ['resource/docker_service', [containers]],
  ['resource/aws_ecs_task_definition', [{ holds: 'containers', attribute: 'container_definitions' }]],
  [
    'resource/aws_batch_job_definition',
    [
      { holds: 'containers', attribute: 'container_properties' },
      { holds: 'containers', attribute: 'node_properties' },
      { holds: 'containers', attribute: 'ecs_properties' },
      containers,
    ],
  ],
  ['resource/aws_lambda_function', [{ holds: 'reference', attribute: 'image_uri' }]],
  [
    'resource/aws_apprunner_service',
    [{ holds: 'reference', attribute: 'image_identifier', blocks: new Set(['image_repository']) }],
  ],
  ['resource/kubernetes_manifest', [{ holds: 'containers', attribute: 'manifest' }]],
  ['resource/kubectl_manifest', [{ holds: 'yaml', attribute: 'yaml_body' }]],
  ['resource/helm_release', [{ holds: 'yaml', attribute: 'values' }]],
  ['data/helm_template', [{ holds: 'yaml', attribute: 'values' }]],
  ['resource/azurerm_container_group', [containers]],
  ['resource/azurerm_container_app', [containers]],
  ['resource/azurerm_container_app_job', [containers]],
  ['resource/google_cloud_run_service', [containers]],
  ['resource/google_cloud_run_v2_service', [containers]],
  ['resource/google_cloud_run_v2_job', [containers]],
  ['resource/google_cloud_run_v2_worker_pool', [containers]],
  ['resource/google_workstations_workstation_config', [containers]],
  ['resource/aws_lightsail_container_service_deployment_version', [containers]],
  [
    'resource/aws_sagemaker_model',
    [{ holds: 'reference', attribute: 'image', blocks: new Set(['container', 'primary_container']) }],
  ],
  [
    'resource/aws_emrserverless_application',
    [{ holds: 'reference', attribute: 'image_uri', blocks: new Set(['image_configuration']) }],
  ],
  [
    'resource/aws_bedrockagentcore_agent_runtime',
    [{ holds: 'reference', attribute: 'container_uri', blocks: new Set(['container_configuration']) }],
  ],
  [
    'resource/google_cloudbuild_trigger',
    [{ holds: 'reference', attribute: 'name', blocks: new Set(['step']) }],
  ],
  ['resource/google_app_engine_flexible_app_version', [containers]],
  [
    'resource/google_vertex_ai_custom_job',
    [{ holds: 'reference', attribute: 'image_uri', blocks: new Set(['container_spec']) }],
  ],
]);

/** The places of images in a resource; an image that is built here is an output, not something that is used. */
export function holdersOf(type: string, body: HclBody): readonly Holder[] {
  if (type === 'resource/docker_image' && blocksOf(body, 'build').length > 0) return [];
  return holders.get(type) ?? (type.startsWith('resource/kubernetes_') ? [containers] : []);
}
