import type { Occurrence } from '../model/occurrence.ts';
import type { HclValue } from '../parse/hcl/index.ts';
import { type HclTexts, hclReason, hclSlots, hclText } from './hcl-place.ts';

/** What a reference says of a machine image. */
export type MachineImageParts = Pick<Occurrence, 'kind' | 'name' | 'request' | 'slots' | 'unresolved'>;

const kind = 'vm-image';
const amiId = /^ami-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;

/**
 * Reads the id of an AMI, which names one set of bytes for ever, or the path of an SSM parameter of AWS that holds one
 * (`resolve:ssm:/aws/service/…`). `null` where nothing is given.
 */
export function amiParts(texts: HclTexts, value: HclValue): MachineImageParts | null {
  const text = hclText(value) ?? '';
  if (text === '' || value.is === 'null') return null;
  const because = hclReason(value);
  if (because === null && !text.includes('/')) {
    const request = { is: amiId.test(text) ? 'version' : 'tag', text } as const;
    return { kind, name: `aws/${text}`, request, slots: hclSlots(texts, 'version', value) };
  }
  const path = text.replace(/^resolve:ssm:/, '').replace(/^\/(?:aws\/)?/, '');
  return {
    kind,
    name: `aws/${path}`,
    request: { is: 'nothing' },
    ...(because === null ? {} : { unresolved: { part: 'name', because } }),
    slots: [],
  };
}

/** Reads a search for AMIs by owner and name, whose newest result is taken; `null` for images of one's own account. */
export function amiFilterParts(owner: HclValue | null, name: HclValue | null): MachineImageParts | null {
  const ownerText = owner ? (hclText(owner) ?? '') : '';
  if (ownerText === 'self') return null;
  const nameText = name ? (hclText(name) ?? '') : '';
  if (nameText === '' && ownerText === '') return null;
  const because = [name, owner].map((value) => value && hclReason(value)).find((reason) => reason);
  return {
    kind,
    name: ['aws', ownerText, nameText].filter((part) => part !== '').join('/'),
    request: { is: 'nothing' },
    ...(because ? { unresolved: { part: 'name', because } } : {}),
    slots: [],
  };
}

// `ubuntu-2204-jammy-v20240614`: the family and the day of the release.
const dated = /^(?<name>.+)-(?<version>v\d{8}[a-z]?|\d+(?:\.\d+)+)$/d;

/**
 * Reads an image of Google Compute Engine, `[projects/]project/[global/images/][family/]name` or a name alone; one with
 * a date is one release, and a family is its newest.
 */
export function googleImageParts(
  texts: HclTexts,
  value: HclValue,
  project: string | null,
): MachineImageParts | null {
  const text = hclText(value) ?? '';
  if (text === '' || value.is === 'null') return null;
  const because = hclReason(value);
  if (because !== null) return { ...googleName(text, project), unresolved: { part: 'name', because } };
  const match = dated.exec(text);
  const [start, end] = match?.indices?.groups?.version ?? [];
  if (start === undefined || end === undefined) return googleName(text, project);
  const version = text.slice(start, end);
  return {
    ...googleName(match?.groups?.name ?? text, project),
    request: { is: 'tag', text: version },
    slots: hclSlots(texts, 'version', value, { start, end }),
  };
}

function googleName(text: string, project: string | null): MachineImageParts {
  const path = text
    .replace(
      /^https:\/\/(?:www\.googleapis\.com\/compute|compute\.googleapis\.com\/compute)\/[a-z0-9]+\//,
      '',
    )
    .replace(/^projects\//, '')
    .replace(/(?:^|\/)global\/images\//, '/')
    .replace(/(?:^|\/)family\//, '/')
    .replace(/^\//, '');
  const name = project && !path.includes('/') ? `${project}/${path}` : path;
  return { kind, name: `google/${name}`, request: { is: 'nothing' }, slots: [] };
}

/** An image of Azure's marketplace. */
export interface AzureImage {
  readonly publisher: HclValue | null;
  readonly offer: HclValue | null;
  readonly sku: HclValue | null;
  readonly version: HclValue | null;
}

/** Reads an image of Azure's marketplace; `latest`, or no version, is its newest. */
export function azureImageParts(texts: HclTexts, image: AzureImage): MachineImageParts | null {
  const named = [image.publisher, image.offer, image.sku];
  const names = named.map((value) => (value ? (hclText(value) ?? '') : ''));
  if (names.every((name) => name === '')) return null;
  const because = named.map((value) => value && hclReason(value)).find((reason) => reason);
  const { version } = image;
  const text = version ? (hclText(version) ?? '') : '';
  const reason = version ? hclReason(version) : null;
  const unresolved: Occurrence['unresolved'] = because
    ? { part: 'name', because }
    : reason
      ? { part: 'version', because: reason }
      : undefined;
  return {
    kind,
    name: `azure/${names.join('/')}`,
    request: text === '' ? { is: 'nothing' } : { is: 'tag', text },
    ...(unresolved ? { unresolved } : {}),
    slots: version?.is === 'string' ? hclSlots(texts, 'version', version) : [],
  };
}
