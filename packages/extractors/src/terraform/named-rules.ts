import type { NamedThing } from './facts.ts';

/** Which arguments of a resource, or of blocks in it, name something. */
export interface NamedRule {
  readonly of: NamedThing;
  /** The type of the blocks that hold the arguments, however deep; without it, the resource itself. */
  readonly within?: string;
  readonly fields: readonly string[];
}

/** The rules for a type of resource or data source, `resource/aws_instance`. */
export function rulesOf(type: string): readonly NamedRule[] {
  return rules.get(type) ?? [];
}

const userData: NamedRule = { of: 'user-data', fields: ['user_data', 'user_data_base64', 'custom_data'] };
const amazonMachine = (field: string): readonly NamedRule[] => [{ of: 'ami', fields: [field] }, userData];
const googleStartup: NamedRule = { of: 'user-data', fields: ['metadata_startup_script', 'metadata'] };
const googleMachine = (within: string, field: string): readonly NamedRule[] => [
  { of: 'google-image', within, fields: [field] },
  googleStartup,
];
const azureFields = ['publisher', 'offer', 'sku', 'version'];
const azureMachine = (within: string): readonly NamedRule[] => [
  { of: 'azure-image', within, fields: azureFields },
  userData,
];
const wordMachine = (field: string): readonly NamedRule[] => [
  { of: 'word-image', fields: [field] },
  userData,
];
const azureApp: readonly NamedRule[] = [
  {
    of: 'app-image',
    within: 'application_stack',
    fields: ['docker_registry_url', 'docker_image_name', 'docker_image', 'docker_image_tag'],
  },
  { of: 'app-image', within: 'docker', fields: ['registry_url', 'image_name', 'image_tag'] },
  { of: 'app-image', within: 'site_config', fields: ['linux_fx_version'] },
  {
    of: 'app-runtime',
    within: 'application_stack',
    fields: [
      'python_version',
      'node_version',
      'java_version',
      'php_version',
      'dotnet_version',
      'ruby_version',
      'go_version',
      'powershell_core_version',
    ],
  },
];

const rules: ReadonlyMap<string, readonly NamedRule[]> = new Map<string, readonly NamedRule[]>([
  ['resource/aws_instance', amazonMachine('ami')],
  ['resource/aws_spot_instance_request', amazonMachine('ami')],
  ['resource/aws_launch_template', amazonMachine('image_id')],
  ['resource/aws_launch_configuration', amazonMachine('image_id')],
  ['data/aws_ssm_parameter', [{ of: 'parameter', fields: ['name'] }]],
  [
    'resource/aws_lambda_function',
    [
      { of: 'runtime', fields: ['runtime'] },
      { of: 'layers', fields: ['layers'] },
    ],
  ],
  ['resource/aws_synthetics_canary', [{ of: 'runtime', fields: ['runtime_version'] }]],
  ['resource/aws_codebuild_project', [{ of: 'build-image', within: 'environment', fields: ['image'] }]],
  ['resource/google_compute_instance', googleMachine('initialize_params', 'image')],
  ['resource/google_compute_instance_template', googleMachine('disk', 'source_image')],
  ['resource/google_compute_region_instance_template', googleMachine('disk', 'source_image')],
  ['resource/google_compute_disk', [{ of: 'google-image', fields: ['image'] }]],
  ['data/google_compute_image', [{ of: 'google-image', fields: ['name', 'family', 'project'] }]],
  ['resource/google_cloudfunctions_function', [{ of: 'runtime', fields: ['runtime'] }]],
  [
    'resource/google_cloudfunctions2_function',
    [{ of: 'runtime', within: 'build_config', fields: ['runtime'] }],
  ],
  ['resource/google_app_engine_standard_app_version', [{ of: 'runtime', fields: ['runtime'] }]],
  ['resource/azurerm_linux_virtual_machine', azureMachine('source_image_reference')],
  ['resource/azurerm_windows_virtual_machine', azureMachine('source_image_reference')],
  ['resource/azurerm_linux_virtual_machine_scale_set', azureMachine('source_image_reference')],
  ['resource/azurerm_windows_virtual_machine_scale_set', azureMachine('source_image_reference')],
  ['resource/azurerm_orchestrated_virtual_machine_scale_set', azureMachine('source_image_reference')],
  ['resource/azurerm_virtual_machine', azureMachine('storage_image_reference')],
  ['resource/azurerm_virtual_machine_scale_set', azureMachine('storage_profile_image_reference')],
  ['data/azurerm_platform_image', [{ of: 'azure-image', fields: azureFields }]],
  ...[
    'app_service',
    'app_service_slot',
    'linux_web_app',
    'linux_web_app_slot',
    'windows_web_app',
    'windows_web_app_slot',
    'linux_function_app',
    'linux_function_app_slot',
    'windows_function_app',
    'windows_function_app_slot',
  ].map((name) => [`resource/azurerm_${name}`, azureApp] as const),
  ['resource/digitalocean_droplet', wordMachine('image')],
  ['resource/hcloud_server', wordMachine('image')],
  ['resource/linode_instance', wordMachine('image')],
  ['resource/scaleway_instance_server', wordMachine('image')],
  ['data/cloudinit_config', [{ of: 'user-data', within: 'part', fields: ['content'] }]],
  ['data/template_cloudinit_config', [{ of: 'user-data', within: 'part', fields: ['content'] }]],
  ['data/template_file', [{ of: 'user-data', fields: ['template'] }]],
  ['resource/tfe_workspace', [{ of: 'workspace', fields: ['terraform_version'] }]],
  ['data/http', [{ of: 'file', fields: ['url'] }]],
  ['resource/libvirt_volume', [{ of: 'file', fields: ['source'] }]],
  ['resource/proxmox_virtual_environment_download_file', [{ of: 'file', fields: ['url', 'checksum'] }]],
  ['resource/digitalocean_custom_image', [{ of: 'file', fields: ['url'] }]],
  ['resource/openstack_images_image_v2', [{ of: 'file', fields: ['image_source_url'] }]],
]);
