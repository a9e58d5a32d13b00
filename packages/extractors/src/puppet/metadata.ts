import {
  items,
  type Node,
  type ReferenceFact,
  referenceFact,
  type SourceFile,
  scalarOf,
  scalarReference,
  slotsAt,
  togetherWith,
} from '@fineprint/core';
import { forgeParts } from './module-parts.ts';

/** Reads `metadata.json` of a module (https://www.puppet.com/docs/puppet/latest/modules_metadata): what it depends on, and the Puppet that it needs. */
export function* readMetadata(file: SourceFile, root: Node): Iterable<ReferenceFact> {
  for (const dependency of items(root, 'dependencies')) {
    const name = scalarOf(dependency, 'name');
    const version = scalarOf(dependency, 'version_requirement');
    if (!name || name.isNull) continue;
    const reference = scalarReference(name);
    const asked = version && !version.isNull ? scalarReference(version).resolved : null;
    const site = { file, address: `dependencies.${name.text}`, usage: 'deployed' } as const;
    yield referenceFact(site, togetherWith(reference, asked), forgeParts(file, reference.resolved, asked));
  }
  for (const requirement of items(root, 'requirements')) {
    const name = scalarOf(requirement, 'name');
    const version = scalarOf(requirement, 'version_requirement');
    if (!name || name.isNull) continue;
    const reference = scalarReference(name);
    const isOne = version !== undefined && /^\d[\w.]*$/.test(version.text);
    yield referenceFact({ file, address: `requirements.${name.text}`, usage: 'deployed' }, reference, {
      kind: 'tool',
      name: name.text,
      request: version && !version.isNull ? { is: 'version', text: version.text } : { is: 'nothing' },
      slots: isOne
        ? slotsAt(file, 'version', scalarReference(version).resolved, { start: 0, end: version.text.length })
        : [],
    });
  }
}
