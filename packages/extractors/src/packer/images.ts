import {
  amiFilterParts,
  amiParts,
  azureImageParts,
  entryOf,
  googleImageParts,
  type HclValue,
  hclReason,
  hclText,
  hclWritten,
  imageParts,
} from '@fineprint/core';
import { downloadsOf, isoParts } from './downloads.ts';
import type { FilledSource, FoundImage, ImageParts, Said } from './sources.ts';

/** Reads the images that a source is built from, by the type of its builder. */
export function* imagesOf(source: FilledSource): Iterable<FoundImage> {
  for (const prefix of ['', 'boot_iso.', 'additional_iso_files.']) yield* isoParts(source, prefix);
  const { type } = source;
  if (type.startsWith('amazon-')) yield* amazonImages(source);
  else if (type.startsWith('azure-')) yield* azureImages(source);
  else if (type.startsWith('googlecompute')) yield* googleImages(source);
  else if (type === 'vagrant') yield* boxes(source);
  else if (type === 'docker' || type === 'podman') yield* containerImages(source, 'image');
  else if (type.startsWith('tart')) yield* containerImages(source, 'vm_base_name');
  else yield* otherImages(source);
}

function* amazonImages(source: FilledSource): Iterable<FoundImage> {
  const { texts } = source;
  const isData = source.type === 'amazon-ami';
  for (const field of ['source_ami', 'name']) {
    const said = source.said(field);
    if (!said || isReference(said.value) || (field === 'name' && !isPublicParameter(source, said))) continue;
    const parts = amiParts(texts, said.value);
    if (parts) yield { field, parts, said, values: [said] };
  }
  const prefix = isData ? '' : 'source_ami_filter.';
  const owners = source.said(`${prefix}owners`);
  const said = source.said(`${prefix}filters`, 'name');
  if (!said) return;
  const owner = owners && firstOf(owners);
  // Where the filters are no object that is written here, the name is one of them.
  const name = said.value.is === 'object' ? (entryOf(said.value, 'name') ?? null) : said.value;
  const parts = amiFilterParts(owner?.value ?? null, name);
  const values = [name ? { ...said, value: name } : said, owner];
  if (parts) yield { field: `${prefix}filters`, parts, said, values };
}

/** AWS publishes its images as parameters under this path. */
function isPublicParameter({ type }: FilledSource, { value }: Said): boolean {
  return type === 'amazon-parameterstore' && (hclText(value) ?? '').startsWith('/aws/service/');
}

function firstOf(said: Said): Said | null {
  if (said.value.is !== 'list') return said;
  const [value] = said.value.items;
  return value ? { ...said, value } : null;
}

/** `data.amazon-ami.x.id` is what the data source says of itself; a source may take what another one builds. */
function isReference(value: HclValue): boolean {
  return value.is === 'unknown' && /^\$\{(?:data|source|build)\./.test(value.text);
}

function* azureImages(source: FilledSource): Iterable<FoundImage> {
  const [publisher, offer, sku, version] = ['publisher', 'offer', 'sku', 'version'].map((name) =>
    source.said(`image_${name}`),
  );
  const said = offer ?? sku ?? publisher;
  if (!said) return;
  const parts = azureImageParts(source.texts, {
    publisher: publisher?.value ?? null,
    offer: offer?.value ?? null,
    sku: sku?.value ?? null,
    version: version?.value ?? null,
  });
  const values = [publisher ?? null, offer ?? null, sku ?? null, version ?? null];
  if (parts) yield { field: 'image_offer', parts, said, values };
}

function* googleImages(source: FilledSource): Iterable<FoundImage> {
  const projects = source.said('source_image_project_id');
  const project = projects && firstOf(projects);
  for (const field of ['source_image', 'source_image_family']) {
    const said = source.said(field);
    const parts = said && googleImageParts(source.texts, said.value, project && hclText(project.value));
    if (parts) yield { field, parts, said, values: [said, project] };
  }
}

function* boxes(source: FilledSource): Iterable<FoundImage> {
  const said = source.said('source_path');
  const version = source.said('box_version');
  if (!said) return;
  const text = hclText(said.value) ?? '';
  if (/^https?:/.test(text)) {
    for (const found of downloadsOf(source, 'source_path', source.said('checksum')))
      yield { ...found, parts: { ...found.parts, kind: 'vagrant-box' } };
    return;
  }
  if (/^(?:file:|\.{0,2}\/)|\.box$/.test(text)) return;
  const asked = version ? (hclText(version.value) ?? '') : '';
  const because = hclReason(said.value);
  const written = version && hclWritten(source.texts, version.value);
  const parts: ImageParts = {
    kind: 'vagrant-box',
    name: text,
    request: asked === '' ? { is: 'nothing' } : { is: 'version', text: asked },
    ...(because === null ? {} : { unresolved: { part: 'name', because } }),
    slots: written && version.value.is === 'string' ? [{ is: 'version', value: asked, ...written }] : [],
  };
  yield { field: 'source_path', parts, said, values: [said, version] };
}

function* containerImages(source: FilledSource, field: string): Iterable<FoundImage> {
  const said = source.said(field);
  if (!said || isReference(said.value)) return;
  const text = hclText(said.value) ?? '';
  // A virtual machine of this computer has a plain name.
  if (field === 'vm_base_name' && said.value.is === 'string' && !text.includes('/')) return;
  const parts = imageParts(text, (span) => hclWritten(source.texts, said.value, span));
  const because = hclReason(said.value);
  const unresolved = parts.unresolved && because ? { ...parts.unresolved, because } : parts.unresolved;
  yield {
    field,
    said,
    parts: unresolved ? { ...parts, unresolved } : parts,
    values: [said],
  };
}

// Builders of clouds that name their public images by a word.
const byWord: ReadonlyMap<string, readonly string[]> = new Map([
  ['digitalocean', ['image']],
  ['hcloud', ['image']],
  ['linode', ['image']],
  ['scaleway', ['image']],
  ['lxd', ['image']],
  ['incus', ['image']],
  ['yandex', ['source_image_family']],
  ['alicloud-ecs', ['source_image']],
  ['openstack', ['source_image_name']],
  ['huaweicloud-ecs', ['source_image_name']],
]);

function* otherImages(source: FilledSource): Iterable<FoundImage> {
  for (const field of [
    'source_path',
    'external_source_image_url',
    'vm_disks.source_image_uri',
    'source.url',
    'source.urls',
  ])
    yield* downloadsOf(source, field, source.said('checksum') ?? source.said('source.checksum'));
  for (const field of byWord.get(source.type) ?? []) {
    const said = source.said(field);
    if (!said || isReference(said.value)) continue;
    const because = hclReason(said.value);
    const parts: ImageParts = {
      kind: 'vm-image',
      name: `${source.type}/${hclText(said.value) ?? ''}`,
      request: { is: 'nothing' },
      ...(because === null ? {} : { unresolved: { part: 'name', because } }),
      slots: [],
    };
    yield { field, parts, said, values: [said] };
  }
}
