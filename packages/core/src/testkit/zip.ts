import { crc32, deflateRawSync } from 'node:zlib';

/** A file of an archive for a test; what is given beside path and text may lie. */
export interface ZipSketch {
  readonly path: string;
  readonly text?: string;
  readonly flags?: number;
  readonly method?: number;
  readonly size?: number;
  readonly packed?: number;
  readonly crc?: number;
  readonly offset?: number;
  /** What only the header before the file has. */
  readonly extra?: string;
}

/** Writes a zip archive as an attacker may: whatever the entries and the end say. */
export function zipOf(
  entries: readonly ZipSketch[],
  end: { readonly comment?: string; readonly count?: number; readonly length?: number } = {},
): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const file = fileOf(entry);
    files.push(file);
    directory.push(directoryEntryOf(entry, at));
    at += file.length;
  }
  const listed = Buffer.concat(directory);
  const { comment = '', count = entries.length, length = listed.length } = end;
  const tail = Buffer.alloc(22);
  tail.writeUInt32LE(0x06054b50);
  tail.writeUInt16LE(count, 8);
  tail.writeUInt16LE(count, 10);
  tail.writeUInt32LE(length, 12);
  tail.writeUInt32LE(at, 16);
  tail.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...files, listed, tail, Buffer.from(comment)]);
}

function fileOf(entry: ZipSketch): Buffer {
  const { path, extra = '' } = entry;
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50);
  fieldsOf(entry).copy(header, 4);
  header.writeUInt16LE(Buffer.byteLength(path), 26);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, Buffer.from(path), Buffer.from(extra), contentOf(entry)]);
}

function directoryEntryOf(entry: ZipSketch, at: number): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50);
  fieldsOf(entry).copy(header, 6);
  header.writeUInt16LE(Buffer.byteLength(entry.path), 28);
  header.writeUInt32LE(entry.offset ?? at, 42);
  return Buffer.concat([header, Buffer.from(entry.path)]);
}

/** What both headers say alike, from the needed version to the size. */
function fieldsOf(entry: ZipSketch): Buffer {
  const { text = '', flags = 0, method = 8, size = Buffer.byteLength(text), crc = crc32(text) } = entry;
  const fields = Buffer.alloc(22);
  fields.writeUInt16LE(20);
  fields.writeUInt16LE(flags, 2);
  fields.writeUInt16LE(method, 4);
  fields.writeUInt32LE(crc, 10);
  fields.writeUInt32LE(entry.packed ?? contentOf(entry).length, 14);
  fields.writeUInt32LE(size, 18);
  return fields;
}

function contentOf({ text = '', method = 8 }: ZipSketch): Buffer {
  return method === 0 ? Buffer.from(text) : deflateRawSync(text);
}
