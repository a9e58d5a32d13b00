import {
  entries,
  get,
  type Locked,
  type Node,
  parseGitUrl,
  type Resolved,
  referenceFact,
  repositoryLocation,
  type ScalarNode,
  type SourceFile,
  scalarReference,
  textOf,
} from '@fineprint/core';
import { supermarket } from './cookbook-parts.ts';
import type { ChefFact } from './facts.ts';

/** Reads `Policyfile.lock.json`: each cookbook with its version and the hash of its content, which is its identifier. */
export function* readPolicyLock(file: SourceFile, root: Node): Iterable<ChefFact> {
  for (const { key, value } of entries(root, 'cookbook_locks')) yield* readLock(file, key, value);
}

function* readLock(file: SourceFile, name: ScalarNode, lock: Resolved): Iterable<ChefFact> {
  const version = textOf(lock, 'version') ?? null;
  const identifier = textOf(lock, 'identifier');
  const revision = textOf(lock, 'source_options', 'revision');
  const commit = revision && /^[0-9a-f]{40}$/.test(revision) ? { commit: revision } : {};
  const hashes = identifier && /^[0-9a-f]{40}$/.test(identifier) ? [`sha1:${identifier}`] : [];
  const locked: Locked = { version, ...commit, hashes };
  const place = file.place(name);
  const isOwn = get(lock, 'source_options', 'path') !== undefined || get(lock, 'source') !== undefined;
  const reference = isOwn ? null : { ...lockReference(file, name, lock, locked), cookbook: name.text };
  yield { is: 'lock', cookbook: name.text, locked, reference, place };
}

/** The hash of the lock pins it; a version that is written elsewhere would no longer be what was hashed, so there is no slot. */
function lockReference(file: SourceFile, name: ScalarNode, lock: Resolved, locked: Locked) {
  const git = textOf(lock, 'source_options', 'git');
  const repository = git === undefined ? null : parseGitUrl(git);
  const isRepository = repository !== null && repository.is !== 'unknown';
  const server = textOf(lock, 'source_options', 'artifactserver') ?? '';
  const origin = /^https?:\/\/[^/?#]+/.exec(server)?.[0].replace(/:443$/, '') ?? supermarket;
  const folder = textOf(lock, 'source_options', 'rel');
  const { version, commit } = locked;
  return referenceFact(
    { file, address: `cookbook_locks.${name.text}`, usage: 'deployed' },
    scalarReference(name),
    {
      kind: 'chef-cookbook',
      name: isRepository ? repositoryLocation(repository) : name.text,
      source: isRepository ? repository.url : origin,
      ...(folder ? { subpath: folder } : {}),
      request: commit
        ? { is: 'git-ref', text: commit }
        : version
          ? { is: 'version', text: version }
          : { is: 'nothing' },
      locked,
      slots: [],
    },
  );
}
