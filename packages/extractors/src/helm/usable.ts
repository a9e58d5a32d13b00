import { type ImageParts, imageParts, locate, parseImageReference, placeWithin } from '@fineprint/core';
import { joined, type Run } from './go-template/result.ts';
import type { Made } from './rendering.ts';

const mostTexts = 20;

/** What lines made that are image references, each text once; those of branches that are taken, if there are any. */
export function usable(made: readonly Made[]): readonly Made[] {
  const images = made.filter(({ text }) => text !== '' && parseImageReference(text).is !== 'invalid');
  const live = images.filter(({ isLive }) => isLive);
  const texts = new Map<string, Made>();
  for (const each of live.length > 0 ? live : images) if (!texts.has(each.text)) texts.set(each.text, each);
  return [...texts.values()].slice(0, mostTexts);
}

/** Whether a text names an image for certain; its version may be open, unless it is known in another way. */
export function isNamed(text: string, isVersionKnown: boolean): boolean {
  const parsed = parseImageReference(text);
  if (parsed.is === 'symbolic')
    return parsed.registry !== null && parsed.repository !== null && !isVersionKnown;
  return parsed.is === 'image';
}

/** The parts of the reference that runs make up, with the place of each that stands in one run. */
export function partsOf(runs: readonly Run[], read = imageParts): ImageParts {
  return read(joined(runs), ({ start, end }) => {
    let from = 0;
    for (const { text, at, verbatim } of runs) {
      const to = from + text.length;
      if (start >= from && end <= to && at) {
        const place = verbatim ? placeWithin(at, start - from, end - from) : at;
        return { at: locate(at.path, place), verbatim };
      }
      from = to;
    }
    return undefined;
  });
}
