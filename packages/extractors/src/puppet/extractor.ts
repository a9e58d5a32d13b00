import {
  type Extractor,
  linkReferences,
  type Node,
  parseJson,
  parseYaml,
  type ReferenceFact,
  readDocuments,
  type SourceFile,
} from '@fineprint/core';
import { readBoltProject } from './bolt-project.ts';
import { readFixtures } from './fixtures.ts';
import { readManifest } from './manifest.ts';
import { readMetadata } from './metadata.ts';
import { readPuppetfile } from './puppetfile.ts';

/** Puppet: the modules that a control repository or a Bolt project deploys, and those that a module depends on. */
export const puppet = {
  id: 'puppet',
  title: 'Puppet',
  formats: [
    {
      id: 'puppetfile',
      role: 'manifest',
      files: ['**/Puppetfile'],
      words: ['mod'],
      read: readPuppetfile,
    },
    {
      id: 'metadata',
      role: 'manifest',
      files: ['**/metadata.json'],
      claims: ({ keys }) =>
        keys.has('name') &&
        keys.has('version') &&
        keys.has('author') &&
        (keys.has('dependencies') || keys.has('requirements')),
      words: ['version_requirement', 'dependencies'],
      read: (file) => readDocuments(file, parseJson, (root) => readMetadata(file, root)),
    },
    {
      id: 'manifest',
      role: 'manifest',
      files: ['**/*.pp'],
      words: ['package', 'vcsrepo', 'archive', 'source', 'exec', 'docker::', 'python::pip'],
      read: readManifest,
    },
    {
      id: 'fixtures',
      role: 'manifest',
      files: ['**/.fixtures.{yml,yaml}'],
      words: ['repositories', 'forge_modules'],
      read: yaml(readFixtures),
    },
    {
      id: 'bolt-project',
      role: 'manifest',
      files: ['**/bolt-project.{yaml,yml}'],
      words: ['modules'],
      read: yaml(readBoltProject),
    },
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'puppet-project'),
} as const satisfies Extractor<ReferenceFact>;

function yaml(read: (file: SourceFile, root: Node) => Iterable<ReferenceFact>) {
  return (file: SourceFile) => readDocuments(file, parseYaml, (root) => read(file, root));
}
