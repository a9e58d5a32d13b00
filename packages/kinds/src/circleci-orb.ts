import type { Kind } from '@fineprint/core';
import { genericPurl } from './generic-purl.ts';
import { semanticVersions } from './versions.ts';

/** An orb of CircleCI: `circleci/node`. */
export const circleciOrb = {
  id: 'circleci-orb',
  title: 'CircleCI orbs',
  type: 'library',
  keyName: ({ name }) => name,
  purls: (identity) => ({ registered: genericPurl('circleci', identity), proposed: null }),
  versions: semanticVersions,
  pins: ['exact', 'tag', 'range', 'none'],
  holds: () => 'file',
  covers: 'artifact',
  byHand: 'Write an exact version behind its name (`orb@1.2.3`) by hand, as the registry of orbs lists it.',
} as const satisfies Kind;
