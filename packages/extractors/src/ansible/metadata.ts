import {
  entries,
  type FileProblem,
  items,
  type Node,
  type ReferenceFact,
  referenceFact,
  type ScalarNode,
  type SourceFile,
  scalarOf,
  scalarReference,
  slotsAt,
} from '@fineprint/core';
import type { AnsibleFact } from './facts.ts';
import { galaxyParts } from './galaxy-reference.ts';
import { readRole } from './requirements.ts';

/** Reads `meta/main.yml` of a role: the roles that it depends on, and the Ansible that it needs. */
export function* readRoleMetadata(file: SourceFile, root: Node): Iterable<AnsibleFact | FileProblem> {
  const minimum = scalarOf(root, 'galaxy_info', 'min_ansible_version');
  if (minimum && !minimum.isNull && minimum.text !== '')
    yield ansibleCore(file, 'galaxy_info.min_ansible_version', minimum, `>=${minimum.text}`);
  for (const role of items(root, 'dependencies')) {
    const [named] = [role, scalarOf(role, 'role'), scalarOf(role, 'name')].filter(
      (each) => each?.is === 'scalar',
    );
    const name = named?.text.split(',', 1)[0]?.trim() ?? '';
    const isSource = scalarOf(role, 'src') !== undefined || /:\/\/|^git[+@]/.test(name);
    const isName = !isSource && named !== undefined && name !== '';
    // A name of one part is a role of the same repository, one of three parts is in a collection.
    const isGalaxy = isName && /^[^.]+\.[^.]+$/.test(name) && !named.templated;
    const [found] = isGalaxy ? [...readRole(file, 'dependencies', role)] : [];
    const reference = found?.is === 'reference' ? found : null;
    if (isName) yield { is: 'role-use', name, reference, place: file.place(named) };
    else yield* readRole(file, 'dependencies', role);
  }
}

/** Reads `galaxy.yml` of a collection: the collections that it depends on. */
export function* readCollectionMetadata(file: SourceFile, root: Node): Iterable<ReferenceFact | FileProblem> {
  for (const { key, value } of entries(root, 'dependencies')) {
    const version = value.is === 'scalar' && !value.isNull ? scalarReference(value).resolved : null;
    const reference = scalarReference(key);
    const asked = {
      kind: 'ansible-collection',
      source: reference.resolved,
      version,
      type: null,
      server: null,
    } as const;
    const parts = galaxyParts(file, asked);
    const site = { file, address: `dependencies.${key.text}`, usage: 'deployed' } as const;
    if (parts) yield referenceFact(site, reference, { ...parts, unpinnable: leftOpen });
  }
}

const leftOpen =
  'What a collection depends on stays open, because whoever installs it chooses: requirements.yml holds exact versions.';

/** Reads `meta/runtime.yml` of a collection: the Ansible that it needs. */
export function* readRuntime(file: SourceFile, root: Node): Iterable<ReferenceFact> {
  const version = scalarOf(root, 'requires_ansible');
  if (version && !version.isNull) yield ansibleCore(file, 'requires_ansible', version, version.text);
}

function ansibleCore(file: SourceFile, address: string, scalar: ScalarNode, asked: string): ReferenceFact {
  const reference = scalarReference(scalar);
  const isOne = /^\d[\w.]*$/.test(scalar.text);
  const whole = { start: 0, end: scalar.text.length };
  return referenceFact({ file, address, usage: 'deployed' }, reference, {
    kind: 'tool',
    name: 'ansible-core',
    request: { is: 'version', text: asked },
    slots: isOne ? slotsAt(file, 'version', reference.resolved, whole) : [],
  });
}
