import { listInside } from '../list-inside.ts';
import { isThere, readFileInside } from '../read-file.ts';
import type { Root } from '../root.ts';
import { inflate, inflateBeginning, take } from './inflate.ts';
import { ObjectDefect, type ObjectType, type Room } from './object.ts';
import type { Unpacked } from './pack.ts';

const head = /^(?<type>commit|tree|blob|tag) (?<size>\d{1,15})\0/;
const beginning = 128;

/**
 * Reads an object that lies in a file of its own (gitformat-loose); a number is its size where it has more bytes than
 * `most`, `undefined` says that there is none. Throws an `ObjectDefect`.
 */
export function readLoose(
  objects: Root,
  id: string,
  most: number,
  room: Room,
): Unpacked | number | undefined {
  const path = `${id.slice(0, 2)}/${id.slice(2)}`;
  if (!isThere(objects, path)) return undefined;
  const first = readFileInside(objects, path, { firstBytes: beginning });
  if (first.is === 'problem') throw new ObjectDefect('its file cannot be read.');
  const { groups } = head.exec(inflateBeginning(first.bytes)?.toString('latin1', 0, beginning) ?? '') ?? {};
  const type = typeNamed(groups?.type);
  if (groups?.size === undefined || type === undefined) throw new ObjectDefect('its file is none of git.');
  const size = Number(groups.size);
  if (size > most) return size;
  const headLength = type.length + groups.size.length + 2;
  take(room, size);
  const outcome = readFileInside(objects, path, { maxBytes: 2 * size + 65_536 });
  const whole = outcome.is === 'bytes' ? inflate(outcome.bytes, headLength + size) : undefined;
  if (whole?.length !== headLength + size) throw new ObjectDefect('what it holds is not as long as it says.');
  return { type, bytes: whole.subarray(headLength) };
}

/** The ids of loose objects that begin with at least two hexadecimal digits. */
export function looseWith(objects: Root, prefix: string): readonly string[] {
  const directory = prefix.slice(0, 2);
  return listInside(objects, directory)
    .filter((name) => name.startsWith(prefix.slice(2)) && /^[0-9a-f]{38,62}$/.test(name))
    .map((name) => directory + name);
}

const types: readonly ObjectType[] = ['commit', 'tree', 'blob', 'tag'];

function typeNamed(name: string | undefined): ObjectType | undefined {
  return types.find((type) => type === name);
}
