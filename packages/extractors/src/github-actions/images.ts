import { type Linked, type Occurrence, wholeImageParts } from '@fineprint/core';
import type { ImageFact, UsesFact } from './facts.ts';
import { common, writtenAt } from './occurrence.ts';
import { textOfValue } from './values.ts';

/** Stands before an image where an action could stand. */
export const dockerPrefix = 'docker://';

/** An empty image means no container. */
export function* imageOccurrences(path: string, fact: ImageFact): Iterable<Linked> {
  if (textOfValue(fact.value) !== '') yield { is: 'occurrence', ...imageOccurrence(path, fact) };
}

/** `docker://` stands before the image in `uses`, and in the `image` of an action. */
export function imageOccurrence(path: string, fact: UsesFact | ImageFact): Occurrence {
  const whole = textOfValue(fact.value);
  const skip = whole.startsWith(dockerPrefix) ? dockerPrefix.length : 0;
  const parts = wholeImageParts(whole.slice(skip), (span) =>
    writtenAt(path, fact.value, span.start + skip, span.end + skip),
  );
  return { ...common(path, fact), ...parts };
}
