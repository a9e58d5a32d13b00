import {
  amiFilterParts,
  amiParts,
  azureImageParts,
  googleImageParts,
  type HclValue,
  hclReason,
  hclSlots,
  hclText,
  publicParameterParts,
} from '@fineprint/core';
import type { Filled, FoundThing } from './named-links.ts';

// What the same configuration looks up or makes is named there.
const ownImage =
  /^\$\{(?:data\.(?:aws_ami|aws_ami_ids|aws_ssm_parameter|google_compute_image|hcloud_image|digitalocean_image)|aws_ami\w*|aws_imagebuilder_\w+|google_compute_image|digitalocean_(?:custom_)?image|hcloud_snapshot)\./;

function isOwn(value: HclValue): boolean {
  return value.is === 'unknown' && ownImage.test(value.text);
}

/** AMIs by their id, or by the public parameter that holds one. */
export function* amis({ directory, fact, choices }: Filled): Iterable<FoundThing> {
  for (const { name: field } of fact.fields) {
    for (const choice of choices(field)) {
      const parts = isOwn(choice.value) ? null : amiParts(directory, choice.value);
      if (parts) yield { ...choice, field, parts };
    }
  }
}

/** Searches for AMIs by owner and name. */
export function* searches({ directory, choices }: Filled): Iterable<FoundThing> {
  const [owner] = choices('owners').map(({ value }) => firstOf(value));
  for (const field of ['filter.name', 'filter.image-id', 'name_regex']) {
    for (const choice of choices(field)) {
      const value = firstOf(choice.value);
      const parts =
        field === 'filter.image-id' ? amiParts(directory, value) : amiFilterParts(owner ?? null, value);
      if (parts) yield { ...choice, value, field, parts, ...(owner ? { beside: [owner] } : {}) };
    }
  }
}

function firstOf(value: HclValue): HclValue {
  return value.is === 'list' ? (value.items[0] ?? value) : value;
}

// Of all that AWS publishes under `/aws/service`, machine images; regions, and prices, are there too.
const ofMachine = /ami|image_id|bottlerocket|canonical|debian|freebsd|suse|windows/;
const fluentBit = /^\/aws\/service\/aws-for-fluent-bit\/(?<tag>[^/:]+)$/d;

/** Public parameters of AWS that hold an image; all others are somebody's own. */
export function* publicParameters({ directory, choices }: Filled): Iterable<FoundThing> {
  const field = 'name';
  for (const choice of choices(field)) {
    const text = hclText(choice.value) ?? '';
    const parts = ofMachine.test(text) ? publicParameterParts(directory, choice.value) : null;
    if (parts) yield { ...choice, field, parts };
    const match = choice.value.is === 'string' ? fluentBit.exec(text) : null;
    const [start, end] = match?.indices?.groups?.tag ?? [];
    if (!match || start === undefined || end === undefined) continue;
    yield {
      ...choice,
      field,
      parts: {
        kind: 'container-image',
        name: 'public.ecr.aws/aws-observability/aws-for-fluent-bit',
        request: { is: 'tag', text: text.slice(start, end) },
        slots: hclSlots(directory, 'version', choice.value, { start, end }),
      },
    };
  }
}

/** Images and families of Google Compute Engine; a data source says the project beside them. */
export function* googleImages({ directory, fact, choices }: Filled): Iterable<FoundThing> {
  const [project] = choices('project');
  for (const { name: field } of fact.fields) {
    if (field === 'project') continue;
    for (const choice of choices(field)) {
      const name = project ? hclText(project.value) : null;
      const parts = isOwn(choice.value) ? null : googleImageParts(directory, choice.value, name);
      if (parts) yield { ...choice, field, parts, ...(project ? { beside: [project.value] } : {}) };
    }
  }
}

/** Images of Azure's marketplace. */
export function* azureImages({ directory, choices }: Filled): Iterable<FoundThing> {
  const [publisher, offer, sku, version] = ['publisher', 'offer', 'sku', 'version'].map(
    (name) => choices(name)[0]?.value ?? null,
  );
  const field = offer ? 'offer' : 'publisher';
  const value = offer ?? publisher;
  const image = { publisher: publisher ?? null, offer: offer ?? null, sku: sku ?? null };
  const parts = azureImageParts(directory, { ...image, version: version ?? null });
  const beside = [publisher, sku, version].filter((each) => each !== null && each !== undefined);
  if (parts && value) yield { value, isOptional: false, field, parts, beside };
}

/** Images that a cloud calls by a word; a number is the id of somebody's own. */
export function* wordImages({ fact, choices }: Filled): Iterable<FoundThing> {
  const cloud = fact.address.slice(0, fact.address.indexOf('_'));
  for (const choice of choices('image')) {
    const text = hclText(choice.value) ?? '';
    if (isOwn(choice.value) || /^\d+$/.test(text)) continue;
    const because = hclReason(choice.value);
    const parts: FoundThing['parts'] = {
      kind: 'vm-image',
      name: because === null ? `${cloud}/${text.replace(`${cloud}/`, '')}` : text,
      request: { is: 'nothing' },
      ...(because === null ? {} : { unresolved: { part: 'name', because } }),
      slots: [],
    };
    yield { ...choice, field: 'image', parts };
  }
}

const curated = /^(?<name>aws\/codebuild\/[^:]+):(?<tag>.+)$/d;

/** The images that builds of AWS CodeBuild run in; its own stand in no registry. */
export function* buildImages({ directory, choices }: Filled): Iterable<FoundThing> {
  for (const choice of choices('image')) {
    const match = curated.exec(hclText(choice.value) ?? '');
    const [start, end] = match?.indices?.groups?.tag ?? [];
    if (!match || start === undefined || end === undefined) {
      yield { ...choice, field: 'image', parts: 'image' };
      continue;
    }
    const text = match.groups?.tag ?? '';
    const slots = hclSlots(directory, 'version', choice.value, { start, end });
    const name = match.groups?.name ?? '';
    yield {
      ...choice,
      field: 'image',
      parts: { kind: 'vm-image', name, request: { is: 'tag', text }, slots },
    };
  }
}
