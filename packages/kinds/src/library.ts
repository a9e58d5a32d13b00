import type { Kind } from '@fineprint/core';
import { registryPurl } from './registry-purl.ts';
import { semanticVersions } from './versions.ts';

// PEP 440 and others write fewer or more than three numbers: an exact version is what `==` or `@` named.
const exactVersion = /^[0-9A-Za-z][0-9A-Za-z.+!_:-]*$/;
// Of these a version with fewer than three numbers (`npm install typescript@5`, `cargo install just@1`) is a range, whatever stands before it.
const semantic: ReadonlySet<string> = new Set(['cargo', 'conda', 'golang', 'npm']);

/** A package of a language: `pypi/requests`, `npm/@scope/name` (the purl type before the name). */
export const library = {
  id: 'library',
  title: 'Language packages',
  type: 'library',
  keyName: ({ name }) => name,
  purls: (identity) => ({ registered: registryPurl(identity), proposed: null }),
  versions: {
    ...semanticVersions,
    id: 'library',
    exact(text, name) {
      if (semantic.has(name.slice(0, name.indexOf('/')))) return semanticVersions.exact(text, name);
      const bare = text.replace(/^={2,3}\s*/, '');
      return exactVersion.test(bare) && !movable.test(bare) ? bare : null;
    },
  },
  pins: ['digest', 'commit', 'exact', 'tag', 'range', 'branch', 'none'],
  byHand: 'Let a lockfile of its tools pin it, or say an exact version beside it.',
  lockedBy: {
    'package-lock.json': 'npm install',
    'yarn.lock': 'yarn install',
    'pnpm-lock.yaml': 'pnpm install',
    'bun.lock': 'bun install',
    'uv.lock': 'uv lock',
    'poetry.lock': 'poetry lock',
    'pdm.lock': 'pdm lock',
    'Pipfile.lock': 'pipenv lock',
    'Cargo.lock': 'cargo generate-lockfile',
    'Gemfile.lock': 'bundle lock',
    'gems.locked': 'bundle lock',
    'composer.lock': 'composer install',
    'go.sum': 'go mod tidy',
    'packages.lock.json': 'dotnet restore --use-lock-file',
  },
  covers: 'artifact',
} as const satisfies Kind;

const movable = /^(?:latest|release|snapshot|.*-SNAPSHOT|.*-dev|\*|.*\.[x*]|.*\.\+)$/i;
