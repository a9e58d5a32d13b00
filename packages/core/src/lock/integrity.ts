const subresource = /^(?<algorithm>sha(?:1|256|384|512))-(?<base64>[0-9A-Za-z+/]{20,}={0,2})(?:\?|$)/;

/** Reads Subresource Integrity (`sha512-<base64> …`) as hashes `sha512:<hex>` (https://www.w3.org/TR/SRI/). */
export function integrityHashes(text: string): readonly string[] {
  return text.split(/\s+/, mostHashes).flatMap((part) => {
    const { algorithm, base64 } = subresource.exec(part)?.groups ?? {};
    return algorithm && base64 ? [`${algorithm}:${Buffer.from(base64, 'base64').toString('hex')}`] : [];
  });
}

// One for each algorithm that there is, and then some.
const mostHashes = 16;
