import { placeInRepository, type Subjects, type Violation } from '@fineprint/core';
import { NoOptions } from '../../no-options.ts';
import type { PolicyRule } from '../../rule.ts';
import { quotable } from '../../wording.ts';

/** Reports digests beside a tag that leads to another digest. */
export const digestTagMismatch = {
  id: 'digest-tag-mismatch',
  title: 'A digest is not the one that the tag beside it leads to today.',
  subject: 'occurrence',
  defaultLevel: 'note',
  options: NoOptions,
  *check({ occurrence, component }: Subjects['occurrence']): Iterable<Violation> {
    const { requested, upstream } = occurrence;
    const { digest, name } = component;
    const today = upstream?.tagDigest;
    if (requested === null || digest === null || today === undefined || today === digest) return;
    const tag = quotable(requested);
    yield {
      message: `${quotable(name)} is pinned to ${quotable(digest)}, and the tag "${tag}" beside it leads to ${quotable(today)} today: it was moved since, as most tags are, or the digest was never its own.`,
      remedy: `Look at what changed, and take the digest of today ("${tag}@${quotable(today)}"); where the tag should never move, find out why the two differ.`,
      locations: [placeInRepository(occurrence)],
    };
  },
} as const satisfies PolicyRule<NoOptions>;
