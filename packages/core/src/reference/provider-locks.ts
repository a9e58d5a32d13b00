import type { Place } from '../model/location.ts';
import { attributeOf, blocksOf, type HclBlock, literalString, parseHcl } from '../parse/hcl/index.ts';
import type { SourceFile } from '../read/source-file.ts';

/** A `provider` block of `.terraform.lock.hcl`; `version` is `null` where it says none. */
export interface ProviderLock {
  readonly address: string;
  readonly version: string | null;
  readonly versionPlace: Place | null;
  readonly hashes: readonly string[];
  readonly place: Place;
}

/**
 * Reads `.terraform.lock.hcl`: one `provider` block for each provider, with its exact version and hashes
 * (https://developer.hashicorp.com/terraform/language/files/dependency-lock).
 */
export function providerLocks(file: SourceFile): readonly ProviderLock[] {
  return blocksOf(file.parse(parseHcl).body, 'provider', 1).map((block) => providerLock(file, block));
}

function providerLock(file: SourceFile, { body, labels, header }: HclBlock): ProviderLock {
  const version = literalString(attributeOf(body, 'version')?.value);
  const hashes = attributeOf(body, 'hashes')?.value;
  const items = hashes?.is === 'tuple' ? hashes.items.map((item) => literalString(item)?.value) : [];
  return {
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
