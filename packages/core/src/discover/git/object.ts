import { createHash } from 'node:crypto';

/** What an object of git is. */
export type ObjectType = 'commit' | 'tree' | 'blob' | 'tag';

/** An object's content, or why it cannot be had. */
export type ObjectOutcome =
  | GitObject
  | { readonly is: 'too-large'; readonly size: number }
  /** It is nowhere in this repository: a shallow or partial clone, or one that borrows its objects. */
  | { readonly is: 'missing' }
  | { readonly is: 'unusable'; readonly because: string };

/** An object whose content is what its id says. */
export interface GitObject {
  readonly is: 'object';
  readonly type: ObjectType;
  readonly bytes: Buffer;
}

/** Hash function of a repository's ids. */
export type ObjectFormat = 'sha1' | 'sha256';

/** What reading all objects of a run may still cost, in bytes that are unpacked. */
export interface Room {
  bytes: number;
}

/** The id of an object: the hash of its type, its size and its bytes. */
export function idOf(type: ObjectType, bytes: Buffer, format: ObjectFormat): string {
  return createHash(format).update(`${type} ${bytes.length}\0`).update(bytes).digest('hex');
}

/** Hexadecimal digits of an id. */
export function idLength(format: ObjectFormat): number {
  return format === 'sha1' ? 40 : 64;
}

/** Thrown and caught in this folder only: bytes that are none of git's, or too many. */
export class ObjectDefect extends Error {}
