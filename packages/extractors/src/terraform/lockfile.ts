import {
  attributeOf,
  blocksOf,
  type FileProblem,
  type HclBlock,
  literalString,
  parseHcl,
  type SourceFile,
} from '@fineprint/core';
import type { LockedProviderFact, TerraformFact } from './facts.ts';

/**
 * Reads `.terraform.lock.hcl`: one `provider` block for each provider, with its exact version and hashes
 * (https://developer.hashicorp.com/terraform/language/files/dependency-lock).
 */
export function* readLockfile(file: SourceFile): Iterable<TerraformFact | FileProblem> {
  const { body, problems } = file.parse(parseHcl);
  yield* file.problems(problems);
  for (const block of blocksOf(body, 'provider', 1)) yield lockedProvider(file, block);
}

function lockedProvider(file: SourceFile, { body, labels, header }: HclBlock): LockedProviderFact {
  const version = literalString(attributeOf(body, 'version')?.value);
  const hashes = attributeOf(body, 'hashes')?.value;
  const items = hashes?.is === 'tuple' ? hashes.items.map((item) => literalString(item)?.value) : [];
  return {
    is: 'locked-provider',
    address: labels[0]?.text ?? '',
    version: version?.value ?? null,
    versionPlace: version?.exact ? file.place(version) : null,
    hashes: items.flatMap((hash) => (hash === undefined ? [] : [hashOf(hash)])),
    place: file.place(header),
  };
}

/** `zh:` is the SHA-256 of a platform's zip; `h1:` hashes what is in it in Go's own way, and is no SHA-256 of a file. */
function hashOf(hash: string): string {
  return hash.startsWith('zh:') ? `sha256:${hash.slice('zh:'.length)}` : hash;
}
