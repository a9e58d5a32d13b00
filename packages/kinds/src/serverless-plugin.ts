import { type Kind, purl } from '@fineprint/core';
import { semanticVersions } from './versions.ts';

/** A plugin of the Serverless Framework: the name of its npm package. */
export const serverlessPlugin = {
  id: 'serverless-plugin',
  title: 'Serverless Framework plugins',
  type: 'library',
  keyName: ({ name }) => name,
  purls({ name, version, requested }) {
    const cut = name.lastIndexOf('/');
    const namespace = cut < 0 ? null : name.slice(0, cut);
    return {
      registered: purl({ type: 'npm', namespace, name: name.slice(cut + 1), version: version ?? requested }),
      proposed: null,
    };
  },
  versions: semanticVersions,
  pins: ['digest', 'exact', 'range', 'none'],
  byHand:
    'The lockfile of its npm packages pins it: add it to package.json, and commit what the package manager writes.',
  covers: 'artifact',
} as const satisfies Kind;
