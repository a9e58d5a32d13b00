import { placeInRepository, type Subjects, type Violation } from '@fineprint/core';
import * as z from 'zod/mini';
import type { PolicyRule } from '../../rule.ts';
import { quotable } from '../../wording.ts';

const Options = z.strictObject({
  /** Tags that name a channel and no version; `lts` covers `lts-alpine` too. */
  tags: z._default(z.array(z.string()), [
    'canary',
    'current',
    'dev',
    'develop',
    'edge',
    'latest',
    'lts',
    'main',
    'mainline',
    'master',
    'nightly',
    'rolling',
    'stable',
    'unstable',
  ]),
  /** Whether tags are reported too that name the beginning of a version (`7`, `1.27-alpine`) and move with each patch. */
  partialVersions: z._default(z.enum(['silent', 'reported']), 'silent'),
});
type Options = z.infer<typeof Options>;

/** Reports images by a tag that names no version. A digest beside the tag fixes it, so the tag is then only a remark. */
export const imageTagFloating = {
  id: 'image-tag-floating',
  title: 'An image is named by a tag that says no version and moves with every release.',
  subject: 'occurrence',
  defaultLevel: 'warning',
  options: Options,
  *check({ occurrence, component }: Subjects['occurrence'], options: Options): Iterable<Violation> {
    const { kind, name } = component;
    const { pin, requested, unresolved, locked } = occurrence;
    if (kind !== 'container-image' || pin === 'digest' || unresolved || locked) return;
    const isPartial = requested !== null && options.partialVersions === 'reported' && partial.test(requested);
    if (requested !== null && !isPartial && !isFloating(requested, options.tags)) return;
    const image = quotable(name);
    const asked =
      requested === null
        ? `${image} has no tag, so "latest" is meant`
        : `${image} has the tag "${quotable(requested)}"`;
    yield {
      message: `${asked}: what runs changes with every ${isPartial ? 'patch' : 'release'}, without a change here.`,
      remedy: `Write the tag of a release ("${image}:1.2.3"), best together with its digest ("${image}:1.2.3@sha256:…").`,
      locations: [placeInRepository(occurrence)],
      mendedBy: 'digest',
    };
  },
} as const satisfies PolicyRule<Options>;

const number = /\d/;
// `7`, `v1.27`, `22-alpine`: fewer than three numbers, and no date.
const partial = /^v?\d{1,5}(?:\.\d{1,5})?(?:-[a-z][a-z0-9._-]*)?$/i;

/** `stable-alpine` is a variant of `stable`; `stable-20250812` or `main-3f2c81d` names one build. */
function isFloating(tag: string, tags: readonly string[]): boolean {
  const end = tag.indexOf('-');
  if (end < 0) return tags.includes(tag);
  return tags.includes(tag) || (tags.includes(tag.slice(0, end)) && !number.test(tag.slice(end)));
}
