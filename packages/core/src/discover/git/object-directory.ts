import { listInside } from '../list-inside.ts';
import type { Root } from '../root.ts';
import { idsWith } from './id-table.ts';
import { looseWith, readLoose } from './loose.ts';
import { openMultiPackIndex } from './multi-pack-index.ts';
import { ObjectDefect, type Room } from './object.ts';
import { type OpenFiles, openFiles } from './open-files.ts';
import { type BaseCache, type Pack, type Unpacked, unpack } from './pack.ts';
import { openPackIndex } from './pack-index.ts';

/** One directory of objects: those in files of their own, and packs. */
export interface ObjectDirectory {
  /** A number is the size of an object that has more bytes than `most`. Throws an `ObjectDefect`. */
  read(id: string, most: number): Unpacked | number | undefined;
  /** Ids that begin with hexadecimal digits, in no order; the same one may come twice. */
  idsWith(prefix: string): readonly string[];
  close(): void;
}

const maxPacks = 1000;
const mostIds = 1000;
const indexName = /^(?<name>pack-[0-9a-f]{40,64})\.idx$/;

/** Opens a directory of objects, which must be closed in the end. */
export function openObjectDirectory(objects: Root, idBytes: number, means: Unpacking): ObjectDirectory {
  const files = openFiles(objects);
  const packs = openIndices(objects, files, idBytes);

  function packed(id: Buffer, most: number): Unpacked | number | undefined {
    const place = packs.placeOf(id);
    if (!place) return undefined;
    const file = files.open(`pack/${place.pack}.pack`);
    if (!file) throw new ObjectDefect('its pack cannot be read.');
    const offsetOf = (base: Buffer) => packs.offsetIn(place.pack, base);
    const pack: Pack = { name: `${objects.directory}/${place.pack}`, file, idBytes, offsetOf };
    return unpack(pack, place.offset, most, means);
  }

  return {
    read: (id, most) => packed(Buffer.from(id, 'hex'), most) ?? readLoose(objects, id, most, means.room),
    idsWith: (prefix) => [...packs.idsWith(prefix), ...looseWith(objects, prefix)],
    close: files.close,
  };
}

/** What unpacking shares. */
interface Unpacking {
  readonly room: Room;
  readonly bases: BaseCache;
}

/** The indices of all packs of a directory. */
interface Indices {
  placeOf(id: Buffer): { readonly pack: string; readonly offset: number } | undefined;
  offsetIn(pack: string, id: Buffer): number | undefined;
  idsWith(prefix: string): readonly string[];
}

function openIndices(objects: Root, files: OpenFiles, idBytes: number): Indices {
  const many = once(() => {
    const file = files.open('pack/multi-pack-index');
    return file && openMultiPackIndex(file, idBytes);
  });
  const names = once(() =>
    listInside(objects, 'pack')
      .flatMap((file) => indexName.exec(file)?.groups?.name ?? [])
      .slice(0, maxPacks),
  );
  const indexOf = onceForName((name) => {
    const file = files.open(`pack/${name}.idx`);
    return file && openPackIndex(file, idBytes);
  });
  let recent: readonly string[] | undefined;
  return {
    placeOf(id) {
      const place = many()?.placeOf(id);
      if (place) return place;
      recent ??= names();
      for (const pack of recent) {
        const offset = indexOf(pack)?.offsetOf(id);
        if (offset === undefined) continue;
        // What is asked for next most often lies in the same pack.
        if (recent[0] !== pack) recent = [pack, ...recent.filter((other) => other !== pack)];
        return { pack, offset };
      }
      return undefined;
    },
    offsetIn(pack, id) {
      const offset = indexOf(pack)?.offsetOf(id);
      if (offset !== undefined) return offset;
      const place = many()?.placeOf(id);
      return place?.pack === pack ? place.offset : undefined;
    },
    idsWith(prefix) {
      const tables = [many()?.ids, ...names().map((name) => indexOf(name)?.ids)];
      return tables.flatMap((table) => (table ? idsWith(table, prefix, mostIds) : []));
    },
  };
}

function onceForName<T>(make: (name: string) => T): (name: string) => T {
  const made = new Map<string, { readonly value: T }>();
  return (name) => {
    const known = made.get(name) ?? { value: make(name) };
    made.set(name, known);
    return known.value;
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
