import { type ArchiveLimits, readTarGz } from '../parse/archive/index.ts';
import { contentHash, type Hashed, type Held, hashRoom, heldOf, unhashed } from './content.ts';

const limits: ArchiveLimits = { bytes: hashRoom.bytes, ratio: 100 };

/**
 * Hashes what a gzipped tar archive holds below a directory (`*` is any one; empty is all of it), or the file there that
 * `subpath` names. An archive of which a part cannot be had is not hashed.
 */
export function archiveHash(bytes: Uint8Array, within: string, subpath: string | null): Hashed {
  const { files, links, others, refused } = readTarGz(bytes, limits);
  const [because] = refused;
  if (because !== undefined) return unhashed(because);
  const [other] = others;
  if (other !== undefined)
    return unhashed(`It holds ${quoted(other)}, which is neither a file nor a symbolic link.`);
  const tree = new Map<string, Held>();
  const directory = within.split('/').filter((part) => part !== '');
  for (const [path, content] of [...files, ...links]) {
    const parts = path.split('/');
    const isBelow = directory.every((part, depth) => part === '*' || part === parts[depth]);
    if (!isBelow || parts.length <= directory.length) continue;
    const name = parts.slice(directory.length).join('/');
    // Which of two would lie there depends on who unpacks it.
    if (tree.has(name)) return unhashed(`It holds ${quoted(name)} twice.`);
    tree.set(name, heldOf(content));
  }
  return contentHash(tree, subpath);
}

function quoted(path: string): string {
  return JSON.stringify(path.slice(0, 200));
}
