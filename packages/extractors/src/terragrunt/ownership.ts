import { attributeOf, attributesOf, type HclBlock, type HclBody } from '@fineprint/core';

// What no other program's files have at the top.
const ownBlocks: ReadonlySet<string> = new Set([
  'include',
  'dependency',
  'dependencies',
  'remote_state',
  'generate',
  'catalog',
  'engine',
  'feature',
  'exclude',
  'errors',
]);
const ownAttributes: ReadonlySet<string> = new Set([
  'inputs',
  'generate',
  'terragrunt_version_constraint',
  'terraform_version_constraint',
  'terraform_binary',
  'download_dir',
  'prevent_destroy',
  'skip',
  'iam_role',
]);
// `terraform` is a block of Terraform's too, and only Terragrunt gives it these.
const ofTerraform: ReadonlySet<string> = new Set([
  'source',
  'extra_arguments',
  'before_hook',
  'after_hook',
  'error_hook',
  'include_in_copy',
  'copy_terraform_lock_file',
]);

/**
 * Tells a configuration of Terragrunt from the files of Packer, Nomad, Vault and others that end in `.hcl` too: all that
 * stands at its top may stand in one. A file of locals alone is read by others, and names nothing itself.
 */
export function isTerragrunt(body: HclBody): boolean {
  const attributes = attributesOf(body);
  const blocks = body.is === 'native' ? body.blocks : [];
  const isOwn = blocks.some(({ type }) => ownBlocks.has(type));
  const isFitting =
    blocks.every((block) => ownBlocks.has(block.type) || isShared(block)) &&
    // Attributes that a later version brings are told by what stands beside them.
    (isOwn || attributes.every(({ name }) => ownAttributes.has(name)));
  return isFitting && blocks.length + attributes.length > 0;
}

function isShared({ type, body, labels }: HclBlock): boolean {
  if (type === 'locals') return true;
  if (type === 'unit' || type === 'stack')
    return labels.length === 1 && attributeOf(body, 'path') !== undefined;
  if (type !== 'terraform' || body.is === 'json') return false;
  const names = [...body.attributes.map(({ name }) => name), ...body.blocks.map((block) => block.type)];
  return names.length === 0 || names.some((name) => ofTerraform.has(name));
}
