import { type Kind, purl } from '@fineprint/core';
import { semanticVersions } from './versions.ts';

/** A language or function runtime that a platform is asked for: `python3.12` of AWS Lambda. */
export const runtime = {
  id: 'runtime',
  title: 'Runtimes',
  type: 'platform',
  keyName: ({ name }) => name,
  purls: ({ name, version, requested }) => ({
    registered: purl({ type: 'generic', name, version: version ?? requested }),
    proposed: null,
  }),
  versions: semanticVersions,
  pins: ['tag', 'none'],
  covers: 'artifact',
  byHand: 'The cloud chooses which release of a runtime it runs, and takes no exact one.',
} as const satisfies Kind;
