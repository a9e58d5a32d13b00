import {
  items,
  type Node,
  type ReferenceFact,
  referenceFact,
  type SourceFile,
  scalarOf,
  scalarReference,
  togetherWith,
} from '@fineprint/core';
import { forgeParts, repositoryParts } from './module-parts.ts';

/** Reads the modules of a Bolt project (https://www.puppet.com/docs/bolt/latest/bolt_installing_modules). */
export function* readBoltProject(file: SourceFile, root: Node): Iterable<ReferenceFact> {
  for (const module of items(root, 'modules')) {
    const git = scalarOf(module, 'git');
    const name = module.is === 'scalar' ? module : (git ?? scalarOf(module, 'name'));
    const version = scalarOf(module, git ? 'ref' : 'version_requirement');
    if (!name || name.isNull) continue;
    const reference = scalarReference(name);
    const asked = version && !version.isNull ? scalarReference(version).resolved : null;
    const parts = git
      ? repositoryParts(file, reference.resolved, asked)
      : forgeParts(file, reference.resolved, asked);
    const site = { file, address: `modules.${name.text}`, usage: 'deployed' } as const;
    if (parts) yield referenceFact(site, togetherWith(reference, asked), parts);
  }
}
