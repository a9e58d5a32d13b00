import type { ObjectStore } from './object-store.ts';

/** What a directory of a commit holds under one name. */
export interface TreeEntry {
  /** The name's own bytes. */
  readonly name: Buffer;
  readonly type: 'file' | 'directory' | 'link' | 'submodule';
  readonly id: string;
}

/** A directory of a commit, or why it cannot be had. */
export type TreeRead =
  | { readonly is: 'tree'; readonly entries: readonly TreeEntry[]; readonly refused: number }
  | { readonly is: 'missing' }
  | { readonly is: 'unusable'; readonly because: string };

const maxBytes = 32_000_000;
const types: ReadonlyMap<number, TreeEntry['type']> = new Map([
  [0o04, 'directory'],
  [0o10, 'file'],
  [0o12, 'link'],
  [0o16, 'submodule'],
]);

/** Reads a tree: `<mode> <name>\0<id>` again and again. Names that git itself would not write to disk are refused. */
export function readTree(objects: ObjectStore, id: string): TreeRead {
  const found = objects.read(id, maxBytes);
  if (found.is === 'missing' || found.is === 'unusable') return found;
  if (found.is === 'too-large')
    return { is: 'unusable', because: `it is a directory of more than ${maxBytes} bytes.` };
  if (found.type !== 'tree') return { is: 'unusable', because: 'it is no directory.' };
  const { bytes } = found;
  const idBytes = id.length / 2;
  const entries: TreeEntry[] = [];
  const seen = new Set<string>();
  let refused = 0;
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(0x20, at);
    const end = space < 0 ? -1 : bytes.indexOf(0, space);
    const next = end + 1 + idBytes;
    if (end < 0 || next > bytes.length)
      return { is: 'unusable', because: 'it is a directory that is cut off.' };
    const type = types.get(Number.parseInt(bytes.toString('latin1', at, space), 8) >> 12);
    const name = bytes.subarray(space + 1, end);
    const text = name.toString('latin1');
    if (type === undefined || seen.has(text) || !isPlainName(text)) refused += 1;
    else entries.push({ name, type, id: bytes.toString('hex', end + 1, next) });
    seen.add(text);
    at = next;
  }
  return { is: 'tree', entries, refused };
}

/** Git refuses `.git` in every spelling that some file system takes for it; the walk enters none of the others. */
function isPlainName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !name.includes('/') && name.toLowerCase() !== '.git';
}
