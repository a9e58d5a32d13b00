import { createHash, randomBytes } from 'node:crypto';

/** What somebody shows to be known, and what is stored of it: 256 random bits cannot be guessed, so that a quick hash is enough. */
export interface Secret {
  readonly text: string;
  readonly hash: string;
}

/** Makes a secret that nobody can find out again. */
export function newSecret(): Secret {
  const text = randomBytes(32).toString('base64url');
  return { text, hash: hashOf(text) };
}

/** What is stored of a secret. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
