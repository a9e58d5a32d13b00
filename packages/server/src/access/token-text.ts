import { timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { hashOf } from './secret.ts';

// `fp_<id>_<secret>_<checksum>`: the prefix and the checksum let scanners of secrets find tokens that leaked, and no others.
const form = /^(?<body>fp_(?<id>[A-Za-z0-9]{12})_(?<secret>[A-Za-z0-9_-]{43}))_(?<sum>[0-9a-f]{8})$/;

/** A token as its owner has it: which one it is, and what proves it. */
export interface TokenText {
  readonly id: string;
  readonly secret: string;
}

/** Writes a token of 9 and 32 random bytes. */
export function tokenText(forId: Buffer, forSecret: Buffer): string {
  const id = forId.toString('hex').slice(0, 12);
  const body = `fp_${id}_${forSecret.toString('base64url')}`;
  return `${body}_${checksum(body)}`;
}

/** Reads a token, or answers `null` for what cannot be one. */
export function readToken(text: string): TokenText | null {
  const { body = '', id = '', secret = '', sum } = form.exec(text)?.groups ?? {};
  return sum !== undefined && sum === checksum(body) ? { id, secret } : null;
}

function checksum(body: string): string {
  return crc32(body).toString(16).padStart(8, '0');
}

/** Whether a secret is the one that was hashed; takes as long for each. */
export function isSecret(secret: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(hashOf(secret), 'hex'), Buffer.from(hash, 'hex'));
}
