import type { Generated } from 'kysely';

/** A key by which the server signs what it gives away. */
export interface SigningKeyTable {
  id: Generated<number>;
  /** The beginning of the SHA-256 of its public half. */
  keyId: string;
  /** As PEM (SPKI). */
  publicKey: string;
  /** As PEM (PKCS #8). */
  privateKey: string;
  /** 1 for the one that signs; `null` for those that did, and are kept so that what they signed can be verified. */
  isCurrent: number | null;
  createdAt: number;
}
