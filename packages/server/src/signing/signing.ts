import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
} from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Database } from '../store/database.ts';

/** A signature by Ed25519 (RFC 8032), and which key made it. */
export interface Signature {
  readonly keyId: string;
  /** In base64. */
  readonly signature: string;
}

/** The public half of a key of the server. */
export interface PublicKey {
  readonly keyId: string;
  /** As PEM (SPKI), which openssl reads. */
  readonly publicKey: string;
  readonly createdAt: number;
  /** Whether it still signs; what others signed stays valid. */
  readonly isCurrent: boolean;
}

/** What signing works with. */
export interface SigningMeans {
  readonly database: Database;
  readonly clock: Pick<Clock, 'now'>;
}

/** Signs bytes by the server's key, which is made when it is first needed. */
export async function signBytes(bytes: Uint8Array, means: SigningMeans): Promise<Signature> {
  const { keyId, privateKey } = await currentKey(means);
  const signature = sign(null, bytes, createPrivateKey(privateKey)).toString('base64');
  return { keyId, signature };
}

/** Whether the owner of a public key (PEM) signed these bytes; `false` too for a signature that cannot be one. */
export function isSignedBy(bytes: Uint8Array, signature: string, publicKey: string): boolean {
  return verify(null, bytes, createPublicKey(publicKey), Buffer.from(signature, 'base64'));
}

/** The public halves of all keys that this server signs or signed with, the one that signs first. */
export async function publicKeys(means: SigningMeans): Promise<readonly PublicKey[]> {
  await currentKey(means);
  const rows = await means.database.read
    .selectFrom('signingKey')
    .orderBy('id', 'desc')
    .select(['keyId', 'publicKey', 'createdAt', 'isCurrent'])
    .execute();
  const keys = rows.map(({ isCurrent, ...key }) => ({ ...key, isCurrent: isCurrent !== null }));
  return keys.sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent));
}

/** The id of a public key: the beginning of the SHA-256 of its DER form. */
export function keyIdOf(publicKey: string): string {
  const der = createPublicKey(publicKey).export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('hex').slice(0, 16);
}

async function currentKey({ database, clock }: SigningMeans) {
  const found = await lookUp(database);
  if (found) return found;
  const pair = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const key = { keyId: keyIdOf(pair.publicKey), ...pair, isCurrent: 1, createdAt: clock.now() };
  await database.write((writing) =>
    writing
      .insertInto('signingKey')
      .values(key)
      .onConflict((conflict) => conflict.column('isCurrent').doNothing())
      .execute(),
  );
  // Another process may have been first.
  return (await lookUp(database)) ?? key;
}

function lookUp({ read }: Database) {
  return read
    .selectFrom('signingKey')
    .where('isCurrent', '=', 1)
    .select(['keyId', 'privateKey'])
    .executeTakeFirst();
}
