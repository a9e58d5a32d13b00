import { followLink, type Root, readFileInside } from '../discover/index.ts';
import { listInside } from '../discover/list-inside.ts';
import { linkTarget, typeInside } from '../discover/root.ts';
import { archiveHash } from './archive-content.ts';
import {
  contentHash,
  type Hashed,
  type Held,
  hashRoom,
  heldOf,
  isOfVersionControl,
  unhashed,
} from './content.ts';

/** Hashes the directory or the archive (`.tgz`) at a path inside the root, or the file in it that `subpath` names. */
export function copyHash(root: Root, path: string, subpath: string | null): Hashed {
  const target = followLink(root, path);
  if (target.is !== 'inside') return unhashed(`"${path}" is nothing inside the root.`);
  if (target.type === 'directory') return directoryHash(root, target.path, subpath);
  const outcome = readFileInside(root, target.path, { maxBytes: hashRoom.bytes });
  return outcome.is === 'bytes' ? archiveHash(outcome.bytes, '*', subpath) : unhashed(outcome.message);
}

/** Hashes all that lies below a directory of a root, on disk or in a commit; links are not followed. */
export function directoryHash(root: Root, top: string, subpath: string | null): Hashed {
  const tree = new Map<string, Held>();
  const room: { bytes: number; files: number } = { ...hashRoom };
  const waiting = [''];
  for (let directory = waiting.pop(); directory !== undefined; directory = waiting.pop()) {
    const names = namesIn(root, joined(top, directory));
    if (typeof names === 'string') return unhashed(`"${directory || '.'}" cannot be listed: ${names}`);
    for (const entry of names.filter((name) => !isOfVersionControl(name))) {
      const name = joined(directory, entry);
      const path = joined(top, name);
      const type = typeInside(root, path);
      room.files -= 1;
      if (room.files < 0) return unhashed(`It has more than ${hashRoom.files} files and directories.`);
      if (type === 'directory') {
        waiting.push(name);
        continue;
      }
      const content = type === 'link' ? linkTarget(root, path) : bytesOf(root, path, room.bytes);
      if (content === undefined) return unhashed(`"${name}" is gone.`);
      if (isRefusal(content)) return unhashed(`"${name}": ${content.because}`);
      room.bytes -= content.length;
      tree.set(name, heldOf(content));
    }
  }
  return contentHash(tree, subpath);
}

/** The names in a directory, or why they cannot be had. */
function namesIn(root: Root, directory: string): readonly string[] | string {
  if (root.packed) {
    const listed = root.packed.list(directory);
    if (typeof listed === 'string') return listed;
    return listed.refused > 0
      ? 'It holds names that no file system takes.'
      : listed.entries.map(({ name }) => name);
  }
  try {
    return listInside(root, directory);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    return String(cause.code);
  }
}

interface Refusal {
  readonly because: string;
}

function bytesOf(root: Root, path: string, maxBytes: number): Buffer | Refusal {
  const outcome = readFileInside(root, path, { maxBytes });
  return outcome.is === 'bytes' ? outcome.bytes : { because: outcome.message };
}

function isRefusal(content: Buffer | string | Refusal): content is Refusal {
  return typeof content === 'object' && 'because' in content;
}

function joined(directory: string, name: string): string {
  return directory === '' || name === '' ? directory + name : `${directory}/${name}`;
}
