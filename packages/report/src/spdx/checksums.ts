import type { ReportComponent } from '@fineprint/core';

/** A checksum of the component itself. */
export interface Checksum {
  readonly algorithm: 'SHA1' | 'SHA256' | 'SHA384' | 'SHA512';
  readonly value: string;
}

/** The checksums whose algorithm SPDX knows; the digest of a file is that of its bytes, of an image that of its manifest. */
export function checksumsOf({ type, digest, hashes }: ReportComponent): readonly Checksum[] {
  const own = digest !== null && (type === 'file' || type === 'container') ? [digest] : [];
  return [...new Set([...own, ...hashes])].flatMap((hash) => checksumOf(hash) ?? []);
}

/** Reads `sha256:…`; `null` for sums that SPDX has no name for, such as those of a Go module (`h1:…`). */
export function checksumOf(hash: string): Checksum | null {
  const { name = '', value = '' } = sum.exec(hash)?.groups ?? {};
  const algorithm = algorithms.get(name);
  return algorithm && value.length === digits[algorithm] ? { algorithm, value } : null;
}

const sum = /^(?<name>sha\d{1,3}):(?<value>[0-9a-f]{40,128})$/;

const algorithms: ReadonlyMap<string, Checksum['algorithm']> = new Map([
  ['sha1', 'SHA1'],
  ['sha256', 'SHA256'],
  ['sha384', 'SHA384'],
  ['sha512', 'SHA512'],
]);

const digits = { SHA1: 40, SHA256: 64, SHA384: 96, SHA512: 128 } as const;
