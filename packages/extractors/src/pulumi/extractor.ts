import {
  type Extractor,
  type FileProblem,
  type Node,
  parseYaml,
  readDocuments,
  type SourceFile,
} from '@fineprint/core';
import type { PulumiFact } from './facts.ts';
import { linkProject } from './link.ts';
import { readPackages } from './packages.ts';
import { readPlugins, readRequiredVersion } from './plugins.ts';
import { readResources } from './program.ts';
import { readStack } from './stack.ts';

/** Pulumi: the packages and plugins of projects, and what programs in YAML install and run. */
export const pulumi = {
  id: 'pulumi',
  title: 'Pulumi',
  formats: [
    {
      id: 'project',
      role: 'manifest',
      files: ['**/Pulumi.{yaml,yml}', '**/PulumiPlugin.{yaml,yml}'],
      words: ['packages', 'plugins', 'resources', 'fn::invoke', 'requiredPulumiVersion'],
      read: (file) => readDocuments(file, parseYaml, (root) => readProject(file, root)),
    },
    {
      id: 'stack',
      role: 'manifest',
      files: ['**/Pulumi.*.{yaml,yml}'],
      words: ['config'],
      read: (file) => readDocuments(file, parseYaml, (root) => readStack(file, root)),
    },
  ],
  // The settings of a stack lie beside the project.
  unit: (path) => path.replace(/\/?[^/]*$/, '') || '.',
  link: linkProject,
} as const satisfies Extractor<PulumiFact>;

function* readProject(file: SourceFile, root: Node): Iterable<PulumiFact | FileProblem> {
  yield* readRequiredVersion(file, root);
  yield* readPackages(file, root);
  yield* readPlugins(file, root);
  yield* readResources(file, root);
}
