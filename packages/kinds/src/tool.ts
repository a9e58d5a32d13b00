import { type Kind, purl } from '@fineprint/core';
import { semanticVersions } from './versions.ts';

/** A program that the repository asks for by version: `terraform`, `node`, `kubectl`. */
export const tool = {
  id: 'tool',
  title: 'Tools',
  type: 'application',
  keyName: ({ name }) => name,
  purls: ({ name, version, requested }) => ({
    registered: purl({ type: 'generic', name, version: version ?? requested }),
    proposed: null,
  }),
  versions: semanticVersions,
  pins: ['digest', 'commit', 'exact', 'tag', 'range', 'branch', 'none'],
  covers: 'artifact',
  byHand: 'Nobody is known who could be asked for its versions: write an exact one by hand.',
} as const satisfies Kind;
