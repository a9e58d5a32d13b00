import type { Extractor } from '@fineprint/core';
import { readBunLock } from './bun-lock.ts';
import { readWorkspace } from './catalogs.ts';
import type { NpmFact } from './facts.ts';
import { linkPackages } from './link.ts';
import { readManifest } from './manifest.ts';
import { readPackageLock } from './package-lock.ts';
import { readPnpmLock } from './pnpm-lock.ts';
import { readYarnLock } from './yarn-lock.ts';

/** Packages of Node: manifests, and the lockfiles of npm, Yarn and pnpm; a unit is a directory. */
export const npm = {
  id: 'npm',
  title: 'npm, Yarn, pnpm and Bun',
  formats: [
    {
      id: 'manifest',
      role: 'manifest',
      files: ['**/package.json'],
      words: ['name', 'ependencies', 'engines', 'scripts'],
      read: readManifest,
    },
    {
      id: 'workspace',
      role: 'manifest',
      files: ['**/pnpm-workspace.yaml', '**/.yarnrc.yml'],
      words: ['catalog'],
      read: readWorkspace,
    },
    {
      id: 'package-lock',
      role: 'lockfile',
      files: ['**/npm-shrinkwrap.json', '**/package-lock.json'],
      words: ['dependencies', 'packages'],
      read: readPackageLock,
    },
    { id: 'yarn-lock', role: 'lockfile', files: ['**/yarn.lock'], words: ['version'], read: readYarnLock },
    {
      id: 'bun-lock',
      role: 'lockfile',
      files: ['**/bun.lock'],
      words: ['lockfileVersion'],
      read: readBunLock,
    },
    {
      id: 'pnpm-lock',
      role: 'lockfile',
      files: ['**/pnpm-lock.yaml'],
      words: ['lockfileVersion'],
      read: readPnpmLock,
    },
  ],
  unit: (path) => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.'),
  link: linkPackages,
} as const satisfies Extractor<NpmFact>;
