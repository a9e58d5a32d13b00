import type { ImageParts, Slot } from '@fineprint/core';
import { placeKey } from './shown.ts';
import type { ValuesImage } from './values-images.ts';

/** What decides where the digest of an image may be written. */
export interface DigestRules {
  /** The places of tags that templates show in a label, or compare. */
  readonly shown: ReadonlySet<string>;
  /** Whether the templates have to do with digests, as far as they can be seen. */
  readonly speaksOfDigests: boolean;
}

/**
 * Puts the digest that an image lacks where the chart takes it: at its own key, if there is one that is empty, or behind the
 * tag; never behind the `appVersion`, nor behind a tag that makes a label.
 */
export function withDigestPlace<P extends Pick<ImageParts, 'slots' | 'unpinnable'>>(
  parts: P,
  image: Pick<ValuesImage, 'emptyDigest'>,
  { shown, speaksOfDigests }: DigestRules,
): P {
  const isAbsent = ({ is, absent }: Slot) => is === 'digest' && absent !== undefined;
  if (!parts.slots.some(isAbsent)) return parts;
  const others = parts.slots.filter((slot) => !isAbsent(slot));
  if (image.emptyDigest && speaksOfDigests) {
    const slot: Slot = { is: 'digest', value: '', at: image.emptyDigest, verbatim: true, absent: nothing };
    return { ...parts, slots: [...others, slot] };
  }
  const tag = others.find(({ is }) => is === 'version');
  if (tag?.at.path.endsWith('Chart.yaml')) return { ...parts, slots: others, unpinnable: inAppVersion };
  const isShown = tag !== undefined && shown.has(placeKey(tag.at.path, tag.at.start));
  return isShown ? { ...parts, slots: others, unpinnable: inLabel } : parts;
}

const nothing = { before: '', after: '' } as const;
const inAppVersion =
  'Its tag is the appVersion of the chart, which makes labels: give the image a tag or a digest of its own.';
const inLabel = 'Its tag is shown in a label or compared by a template, where a digest would do harm.';
