import { type Kind, purl } from '@fineprint/core';
import { semanticVersions } from './versions.ts';

// PEP 440 and others write fewer or more than three numbers: an exact version is what `==` or `@` named.
const exactVersion = /^[0-9A-Za-z][0-9A-Za-z.+!_-]*$/;

/** A package of a language: `pypi/requests`, `npm/@scope/name` (the purl type before the name). */
export const library = {
  id: 'library',
  title: 'Language packages',
  type: 'library',
  keyName: ({ name }) => name,
  purls({ name, version, requested }) {
    const [type = 'generic', ...rest] = name.split('/');
    const namespace = rest.slice(0, -1).join('/') || null;
    return {
      registered: purl({ type, namespace, name: rest.at(-1) ?? '', version: version ?? requested }),
      proposed: null,
    };
  },
  versions: {
    ...semanticVersions,
    id: 'library',
    exact(text) {
      const bare = text.replace(/^={2,3}\s*/, '');
      return exactVersion.test(bare) && bare !== 'latest' ? bare : null;
    },
  },
  pins: ['digest', 'exact', 'range', 'none'],
  covers: 'artifact',
} as const satisfies Kind;
