import {
  entries,
  get,
  type Node,
  type ReferenceParts,
  type Resolved,
  referenceFact,
  type SourceFile,
  scalarReference,
  textOf,
} from '@fineprint/core';
import type { LockedFact } from './facts.ts';

const hosts: Readonly<Record<string, string>> = {
  github: 'github.com',
  gitlab: 'gitlab.com',
  sourcehut: 'git.sr.ht',
};

/** Reads a lock (https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-flake#lock-files): each node but the root. */
export function* readLock(file: SourceFile, root: Node): Iterable<LockedFact> {
  const direct = new Map<string, string>();
  const start = textOf(root, 'root') ?? 'root';
  for (const { key, value } of entries(root, 'nodes', start, 'inputs'))
    if (value.is === 'scalar') direct.set(value.text, key.text);
  for (const { key, value } of entries(root, 'nodes')) {
    const locked = get(value, 'locked');
    const parts = locked && partsOf(locked, get(value, 'original'));
    if (!locked || !parts || key.text === start) continue;
    const reference = scalarReference(key);
    yield {
      is: 'locked',
      input: direct.get(key.text) ?? null,
      commit: textOf(locked, 'rev') ?? null,
      hash: textOf(locked, 'narHash') ?? null,
      reference: referenceFact({ file, address: `nodes.${key.text}`, usage: 'build' }, reference, parts),
      place: file.place(key),
    };
  }
}

/** Where a node comes from; a path is the repository's own. */
function partsOf(locked: Resolved, original: Resolved | undefined): ReferenceParts | null {
  const [type = '', owner = '', repository = '', url] = ['type', 'owner', 'repo', 'url'].map((key) =>
    textOf(locked, key),
  );
  const host = textOf(locked, 'host') ?? hosts[type];
  const ref = textOf(original, 'ref');
  const request = ref === undefined ? ({ is: 'nothing' } as const) : ({ is: 'git-ref', text: ref } as const);
  if (type === 'path') return null;
  if (host) {
    const name = `${host}/${owner}/${repository}`;
    return { kind: 'nix-input', name, source: `https://${name}`, request, slots: [] };
  }
  const address = (url ?? '').replace(/[?#].*$/s, '').replace(/^(?:git\+|tarball\+)/, '');
  if (address === '') return null;
  const name = address.replace(/^[a-z]+:\/\/(?:[^/@]*@)?/, '').replace(/\.git$/, '');
  return { kind: 'nix-input', name, source: address, request, slots: [] };
}
