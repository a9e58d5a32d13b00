import { createHash } from 'node:crypto';

/** The SHA-256 of bytes in hex, as `sha256sum` prints it. */
export function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

/**
 * The hash of a tree by the SHA-256 of its files, which is the `h1:` of Go's modules and of Terraform's providers
 * (https://pkg.go.dev/golang.org/x/mod/sumdb/dirhash#Hash1): for each file a line with its SHA-256, two spaces and its
 * path, sorted by the bytes of the paths; of these lines the SHA-256 in Base64.
 */
export function treeHash(sums: ReadonlyMap<string, string>): string {
  const lines = [...sums].map(([path, sum]) => ({ path: Buffer.from(path), sum }));
  const whole = createHash('sha256');
  for (const { path, sum } of lines.sort((a, b) => a.path.compare(b.path)))
    whole.update(`${sum}  `).update(path).update('\n');
  return `h1:${whole.digest('base64')}`;
}
