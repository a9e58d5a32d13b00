import {
  downloadParts,
  type HclReference,
  type HclValue,
  hclReason,
  hclResolved,
  hclSlots,
  hclText,
  hclWritten,
  isDigest,
  locate,
} from '@fineprint/core';
import type { FilledSource, FoundImage, ImageParts, Said } from './sources.ts';

/** Reads the installation media of a builder: URLs with a checksum; a path is no component. */
export function* isoParts(source: FilledSource, prefix: string): Iterable<FoundImage> {
  const checksum = source.said(`${prefix}iso_checksum`);
  const type = source.said(`${prefix}iso_checksum_type`);
  for (const field of [`${prefix}iso_url`, `${prefix}iso_urls`])
    yield* downloadsOf(source, field, checksum, type);
}

/** Reads the files that a field names by URL, one or several, with what they are checked against. */
export function* downloadsOf(
  source: FilledSource,
  field: string,
  checksum: Said | null,
  checksumType: Said | null = null,
): Iterable<FoundImage> {
  const said = source.said(field);
  if (!said) return;
  const values = said.value.is === 'list' ? said.value.items : [said.value];
  for (const value of values) {
    const parts = fileParts(source, { ...said, value });
    if (!parts) continue;
    const digest = digestOf(source, checksum, checksumType);
    const one = { value, reference: values.length > 1 ? itemReference(source, value, said) : said.reference };
    yield {
      field,
      said: one,
      parts: { ...parts, ...digest, slots: [...parts.slots, ...digest.slots] },
      values: [one, checksum],
    };
  }
}

/** Of several URLs each stands in its own place. */
function itemReference({ texts }: FilledSource, value: HclValue, { reference }: Said): HclReference {
  const at = hclWritten(texts, value)?.at;
  return at ? { at, text: texts.written(at.path, at) } : reference;
}

function fileParts({ directory }: FilledSource, { value }: Said): ImageParts | null {
  const text = hclText(value) ?? '';
  const because = hclReason(value);
  if (value.is === 'unknown' && text.startsWith('${'))
    return {
      kind: 'download',
      name: text,
      request: { is: 'nothing' },
      unresolved: { part: 'name', because: because ?? '' },
      slots: [],
    };
  const pieces = value.is === 'string' || value.is === 'unknown' ? value.pieces : [];
  const path = pieces.find(({ place }) => place)?.place?.file ?? '';
  const file = directory.tree.file(path);
  const parts = file && downloadParts(file, hclResolved(value, path));
  if (!parts) return null;
  const slots = parts.slots.map(({ place, ...slot }) => ({ ...slot, at: locate(path, place) }));
  const unresolved = parts.unresolved && because ? { ...parts.unresolved, because } : parts.unresolved;
  return { ...parts, ...(unresolved ? { unresolved } : {}), slots };
}

const bare: ReadonlyMap<number, string> = new Map([
  [64, 'sha256'],
  [128, 'sha512'],
]);

/** `sha256:…`, or the digits alone; MD5 and SHA-1 pin nothing, and neither does a file of checksums. */
function digestOf(
  { texts }: FilledSource,
  checksum: Said | null,
  type: Said | null,
): Pick<ImageParts, 'digest' | 'slots'> {
  const text = checksum?.value.is === 'string' ? checksum.value.text : '';
  const algorithm = (type && hclText(type.value)) ?? bare.get(text.length);
  const digest = (/^[0-9a-f]+$/i.test(text) ? `${algorithm}:${text}` : text).toLowerCase();
  if (!checksum || !isDigest(digest)) return { slots: [] };
  return { digest, slots: hclSlots(texts, 'digest', checksum.value) };
}
