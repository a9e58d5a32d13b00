import {
  downloadParts,
  type HclValue,
  hclResolved,
  hclSlots,
  hclText,
  locate,
  manifestParts,
} from '@fineprint/core';
import type { Filled, FoundThing } from './named-links.ts';

const manifest = /^https?:\/\/[^?#]*\.ya?ml(?:[?#]|$)/i;
const sha256 = /^[0-9a-f]{64}$/i;

/** Files that are fetched by URL: disk images, and manifests that `data.http` reads; what else that reads is data. */
export function* namedFiles(filled: Filled): Iterable<FoundThing> {
  const isData = filled.fact.address.startsWith('data.');
  const [checksum] = filled.choices('checksum');
  for (const field of ['url', 'source', 'image_source_url']) {
    for (const choice of filled.choices(field)) {
      const text = hclText(choice.value) ?? '';
      if (isData ? !manifest.test(text) : !/^https?:\/\//.test(text)) continue;
      const parts = fileParts(filled, choice.value, isData);
      if (!parts) continue;
      const digest = checksum ? digestOf(filled, checksum.value) : null;
      yield {
        ...choice,
        field,
        parts: digest ? { ...parts, ...digest, slots: [...parts.slots, ...digest.slots] } : parts,
        ...(checksum ? { beside: [checksum.value] } : {}),
      };
    }
  }
}

function fileParts({ directory }: Filled, value: HclValue, isManifest: boolean) {
  const pieces = value.is === 'string' || value.is === 'unknown' ? value.pieces : [];
  const path = pieces.find(({ place }) => place)?.place?.file ?? '';
  const file = directory.tree.file(path);
  const resolved = hclResolved(value, path);
  const parts = file && (isManifest ? manifestParts(file, resolved) : downloadParts(file, resolved));
  if (!parts) return null;
  return { ...parts, slots: parts.slots.map(({ place, ...slot }) => ({ ...slot, at: locate(path, place) })) };
}

function digestOf({ directory }: Filled, value: HclValue) {
  const text = hclText(value) ?? '';
  if (value.is !== 'string' || !sha256.test(text)) return null;
  return { digest: `sha256:${text.toLowerCase()}`, slots: hclSlots(directory, 'digest', value) };
}
