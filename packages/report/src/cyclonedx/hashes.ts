import type { ReportComponent } from '@fineprint/core';

/** A hash as CycloneDX has it. */
export interface Hash {
  readonly alg: string;
  readonly content: string;
}

/**
 * The digest and the hashes of a lockfile, sorted as they are there: several of one algorithm are those of the files
 * that a release consists of. `others` are those of which CycloneDX knows no algorithm, as they are written.
 */
export function hashesOf({ digest, hashes: locked }: Pick<ReportComponent, 'digest' | 'hashes'>): {
  readonly hashes: readonly Hash[];
  readonly others: readonly string[];
} {
  const all = [...new Set(digest === null ? locked : [digest, ...locked])];
  const known = all.map((text) => ({ text, hash: hashOf(text) }));
  return {
    hashes: known.flatMap(({ hash }) => (hash === null ? [] : [hash])),
    others: known.flatMap(({ text, hash }) => (hash === null ? [text] : [])),
  };
}

// `zh` is the SHA-256 of a provider's archive for one platform (https://developer.hashicorp.com/terraform/language/files/dependency-lock).
const algorithms: ReadonlyMap<string, { readonly alg: string; readonly digits: number }> = new Map([
  ['md5', { alg: 'MD5', digits: 32 }],
  ['sha1', { alg: 'SHA-1', digits: 40 }],
  ['sha256', { alg: 'SHA-256', digits: 64 }],
  ['zh', { alg: 'SHA-256', digits: 64 }],
  ['sha384', { alg: 'SHA-384', digits: 96 }],
  ['sha512', { alg: 'SHA-512', digits: 128 }],
]);
const written = /^(?<name>[a-z0-9]+):(?<content>[0-9a-fA-F]+)$/;

function hashOf(text: string): Hash | null {
  const { name = '', content = '' } = written.exec(text)?.groups ?? {};
  const algorithm = algorithms.get(name);
  return algorithm?.digits === content.length ? { alg: algorithm.alg, content: content.toLowerCase() } : null;
}
