import type { Occurrence, Request } from '../model/occurrence.ts';
import type { HclValue } from '../parse/hcl/index.ts';
import type { Span } from '../parse/span.ts';
import { googleImageOf } from './google-image.ts';
import { type HclTexts, hclReason, hclSlots, hclText } from './hcl-place.ts';

/** What a reference says of a machine image. */
export type MachineImageParts = Pick<
  Occurrence,
  'kind' | 'name' | 'source' | 'request' | 'slots' | 'unresolved'
>;

const kind = 'vm-image';

/**
 * Reads the id of an AMI, which names one set of bytes for ever, or the public parameter of AWS that holds one
 * (`/aws/service/…`). `null` where nothing is given.
 */
export function amiParts(texts: HclTexts, value: HclValue): MachineImageParts | null {
  const text = hclText(value) ?? '';
  if (text === '' || value.is === 'null') return null;
  const because = hclReason(value);
  if (because !== null) return unknownImage(text, because);
  return (
    publicParameterParts(texts, value) ?? {
      kind,
      name: 'aws/ami',
      request: { is: 'version', text },
      slots: hclSlots(texts, 'version', value),
    }
  );
}

function unknownImage(name: string, because: string): MachineImageParts {
  return { kind, name, request: { is: 'nothing' }, unresolved: { part: 'name', because }, slots: [] };
}

const publicParameter = /^(?:resolve:ssm:)?\/(?<path>aws\/service\/[^:{}]+)(?::(?<number>[^:{}]+))?$/d;
const pathVersion = /(?<=[/-])(?<version>\d+\.\d+(?:\.\d+){0,2})(?=\/)/d;

/** Reads the name of a public parameter, of which the path may say a version; `null` for any other. */
export function publicParameterParts(texts: HclTexts, value: HclValue): MachineImageParts | null {
  const text = hclText(value) ?? '';
  const { groups, indices } = publicParameter.exec(text) ?? {};
  const path = groups?.path;
  if (path === undefined || value.is !== 'string') return null;
  const [from, to] = indices?.groups?.number ?? [];
  if (from !== undefined && to !== undefined)
    return parameterParts(texts, value, path, { start: from, end: to });
  const [start, end] = pathVersion.exec(path)?.indices?.groups?.version ?? [];
  if (start === undefined || end === undefined) return parameterParts(texts, value, path, null);
  const offset = indices?.groups?.path?.[0] ?? 0;
  const name = `${path.slice(0, start)}{version}${path.slice(end)}`;
  return parameterParts(texts, value, name, { start: offset + start, end: offset + end });
}

function parameterParts(
  texts: HclTexts,
  value: HclValue,
  name: string,
  asked: Span | null,
): MachineImageParts {
  const text = hclText(value) ?? '';
  const request: Request = asked
    ? { is: 'tag', text: text.slice(asked.start, asked.end) }
    : { is: 'nothing' };
  return { kind, name, request, slots: asked ? hclSlots(texts, 'version', value, asked) : [] };
}

/** Reads a search for AMIs by owner and name, whose newest result is taken; `null` for images of one's own account. */
export function amiFilterParts(owner: HclValue | null, name: HclValue | null): MachineImageParts | null {
  const ownerText = owner ? (hclText(owner) ?? '') : '';
  if (ownerText === 'self') return null;
  const nameText = name ? (hclText(name) ?? '') : '';
  if (nameText === '' && ownerText === '') return null;
  const because = [name, owner].map((value) => value && hclReason(value)).find((reason) => reason);
  const parts = ['aws', ownerText || 'ami', nameText].filter((part) => part !== '');
  return {
    kind,
    name: parts.join('/'),
    request: { is: 'nothing' },
    ...(because ? { unresolved: { part: 'name', because } } : {}),
    slots: [],
  };
}

/** Reads an image of Google Compute Engine; see `googleImageOf`. */
export function googleImageParts(
  texts: HclTexts,
  value: HclValue,
  project: string | null,
): MachineImageParts | null {
  const text = hclText(value) ?? '';
  if (text === '' || value.is === 'null') return null;
  const because = hclReason(value);
  if (because !== null) return unknownImage(text, because);
  const { name, version } = googleImageOf(text, project);
  if (!version) return { kind, name, request: { is: 'nothing' }, slots: [] };
  const request = { is: 'tag', text: text.slice(version.start, version.end) } as const;
  return { kind, name, request, slots: hclSlots(texts, 'version', value, version) };
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
    name: names.join('/'),
    source: 'azuremarketplace.microsoft.com',
    request: text === '' ? { is: 'nothing' } : { is: 'version', text },
    ...(unresolved ? { unresolved } : {}),
    slots: version?.is === 'string' ? hclSlots(texts, 'version', version) : [],
  };
}
