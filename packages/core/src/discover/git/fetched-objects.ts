import { type GitObject, idOf, type ObjectType } from './object.ts';
import type { ObjectStore } from './object-store.ts';
import type { Repository } from './repository.ts';

/** A repository with objects that its clone left out and that were got by another way. */
export interface FilledRepository {
  readonly repository: Repository;
  /** Whether the clone has an object itself, or was given it. */
  has(id: string): boolean;
  /** Gives it an object; `false` where its content is not what its id says, and it is not taken. */
  add(id: string, type: ObjectType, bytes: Buffer): boolean;
}

/** Opens a repository for objects that it does not have; what it has itself goes before. */
export function withFetchedObjects(repository: Repository): FilledRepository {
  const own = repository.objects;
  const fetched = new Map<string, GitObject>();
  const read: ObjectStore['read'] = (id, most) => {
    const found = own.read(id, most);
    const other = found.is === 'missing' ? fetched.get(id) : undefined;
    if (other === undefined) return found;
    return other.bytes.length > most ? { is: 'too-large', size: other.bytes.length } : other;
  };
  return {
    repository: { ...repository, objects: { ...own, read } },
    has: (id) => read(id, 0).is !== 'missing',
    add(id, type, bytes) {
      if (idOf(type, bytes, own.format) !== id) return false;
      fetched.set(id, { is: 'object', type, bytes });
      return true;
    },
  };
}

/** An entry of a directory, as git lists it (`git ls-tree`). */
export interface ListedEntry {
  readonly name: string;
  /** Octal, with or without a zero before it. */
  readonly mode: string;
  readonly id: string;
}

/** Writes a directory as git stores it: in the order of its names, where those of directories end with a slash. */
export function treeBytes(entries: readonly ListedEntry[]): Buffer {
  const sorted = entries
    .map(({ name, mode, id }) => {
      const bytes = Buffer.from(name);
      const octal = mode.replace(/^0+/, '');
      const order = octal === directoryMode ? Buffer.concat([bytes, slash]) : bytes;
      return { order, head: Buffer.from(`${octal} `), bytes, id: Buffer.from(id, 'hex') };
    })
    .sort((a, b) => Buffer.compare(a.order, b.order));
  return Buffer.concat(sorted.flatMap(({ head, bytes, id }) => [head, bytes, nul, id]));
}

const directoryMode = '40000';
const slash = Buffer.from('/');
const nul = Buffer.from([0]);
