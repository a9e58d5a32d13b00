import { listInside } from '../list-inside.ts';
import type { Root } from '../root.ts';
import { idsWith } from './id-table.ts';
import { looseWith, readLoose } from './loose.ts';
import { openMultiPackIndex } from './multi-pack-index.ts';
import { ObjectDefect, type Room } from './object.ts';
import { openFiles } from './open-files.ts';
import { type BaseCache, type Pack, type Unpacked, unpack } from './pack.ts';
import { openPackIndex, type PackIndex } from './pack-index.ts';

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
export function openObjectDirectory(
  objects: Root,
  idBytes: number,
  means: { readonly room: Room; readonly bases: BaseCache },
): ObjectDirectory {
  const files = openFiles(objects);
  const known = new Map<string, PackIndex | undefined>();
  const many = once(() => {
    const file = files.open('pack/multi-pack-index');
    return file && openMultiPackIndex(file, idBytes);
  });
  const indices = once(() =>
    listInside(objects, 'pack')
      .flatMap((file) => indexName.exec(file)?.groups?.name ?? [])
      .slice(0, maxPacks),
  );
  let recent: readonly string[] | undefined;

  function packIndex(name: string): PackIndex | undefined {
    const file = known.has(name) ? undefined : files.open(`pack/${name}.idx`);
    if (!known.has(name)) known.set(name, file && openPackIndex(file, idBytes));
    return known.get(name);
  }

  function packed(id: Buffer, most: number): Unpacked | number | undefined {
    const place = many()?.placeOf(id);
    if (place) return unpackFrom(place.pack, place.offset, most);
    recent ??= indices();
    for (const name of recent) {
      const offset = packIndex(name)?.offsetOf(id);
      if (offset === undefined) continue;
      // What is asked for next most often lies in the same pack.
      if (recent[0] !== name) recent = [name, ...recent.filter((other) => other !== name)];
      return unpackFrom(name, offset, most);
    }
    return undefined;
  }

  function unpackFrom(name: string, offset: number, most: number): Unpacked | number {
    const file = files.open(`pack/${name}.pack`);
    if (!file) throw new ObjectDefect('its pack cannot be read.');
    const offsetOf = (id: Buffer) => packIndex(name)?.offsetOf(id) ?? placeIn(name, id);
    const pack: Pack = { name: `${objects.directory}/${name}`, file, idBytes, offsetOf };
    return unpack(pack, offset, most, means);
  }

  function placeIn(name: string, id: Buffer): number | undefined {
    const place = many()?.placeOf(id);
    return place?.pack === name ? place.offset : undefined;
  }

  return {
    read: (id, most) => packed(Buffer.from(id, 'hex'), most) ?? readLoose(objects, id, most, means.room),
    idsWith(prefix) {
      const tables = [many()?.ids, ...indices().map((name) => packIndex(name)?.ids)];
      const inPacks = tables.flatMap((table) => (table ? idsWith(table, prefix, mostIds) : []));
      return [...inPacks, ...looseWith(objects, prefix)];
    },
    close: files.close,
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
