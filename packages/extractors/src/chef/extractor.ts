import { type Extractor, parseJson, parseYaml, readDocuments } from '@fineprint/core';
import { readBerksLock } from './berks-lock.ts';
import { readCookbooks } from './cookbooks.ts';
import type { ChefFact } from './facts.ts';
import { readKitchen } from './kitchen.ts';
import { linkDirectory } from './link.ts';
import { readMetadata, readMetadataJson } from './metadata.ts';
import { readPolicyLock } from './policy-lock.ts';
import { readRecipe } from './recipes.ts';

/** Chef: the cookbooks of Berksfiles, Policyfiles and cookbooks' metadata, and what their lockfiles chose. */
export const chef = {
  id: 'chef',
  title: 'Chef',
  formats: [
    {
      id: 'berksfile',
      role: 'manifest',
      files: ['**/Berksfile'],
      words: ['cookbook'],
      read: readCookbooks,
    },
    {
      id: 'berks-lock',
      role: 'lockfile',
      files: ['**/Berksfile.lock'],
      words: ['GRAPH'],
      read: readBerksLock,
    },
    {
      id: 'policyfile',
      role: 'manifest',
      files: ['**/Policyfile.rb', '**/{policies,policyfiles}/*.rb'],
      words: ['cookbook', 'include_policy'],
      read: readCookbooks,
    },
    {
      id: 'policy-lock',
      role: 'lockfile',
      files: ['**/*.lock.json'],
      claims: ({ keys }) => keys.has('cookbook_locks') && keys.has('revision_id'),
      words: ['cookbook_locks'],
      read: (file) => readDocuments(file, parseJson, (root) => readPolicyLock(file, root)),
    },
    {
      id: 'metadata',
      role: 'manifest',
      files: ['**/metadata.rb'],
      words: ['name', 'depends', 'chef_version', 'gem'],
      read: readMetadata,
    },
    {
      id: 'metadata-json',
      role: 'manifest',
      files: ['**/metadata.json'],
      claims: ({ keys }) =>
        keys.has('name') && keys.has('version') && keys.has('maintainer') && keys.has('dependencies'),
      words: ['dependencies'],
      read: (file) => readDocuments(file, parseJson, (root) => readMetadataJson(file, root)),
    },
    {
      id: 'recipe',
      role: 'manifest',
      files: ['**/{recipes,resources,providers}/**/*.rb'],
      within: 'metadata.rb',
      words: ['package', 'remote_file', 'git', 'execute', 'bash', 'script', 'docker_', 'ark', 'chef_gem'],
      read: readRecipe,
    },
    {
      id: 'kitchen',
      role: 'manifest',
      files: ['**/{.kitchen,kitchen}{,.*}.{yml,yaml}'],
      claims: ({ keys }) => keys.has('platforms') || keys.has('driver'),
      words: ['image', 'box'],
      read: (file) => readDocuments(file, parseYaml, (root) => readKitchen(file, root)),
    },
  ],
  unit: unitOf,
  link: linkDirectory,
} as const satisfies Extractor<ChefFact>;

// What a cookbook keeps in folders of its own.
const inCookbook = /(?:^|\/)(?:recipes|resources|providers)(?:\/.*)?$/;

function unitOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0)).replace(inCookbook, '') || '.';
}
