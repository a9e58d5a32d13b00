import { gzipSync } from 'node:zlib';

/** An entry of an archive for a test; `size` and `sum` may lie. */
export interface TarEntry {
  readonly path: string;
  readonly text?: string | Buffer;
  readonly type?: string;
  readonly link?: string;
  readonly size?: number;
  readonly sum?: number;
}

/** Writes a ustar archive as an attacker may: whatever the entries say. */
export function tarOf(entries: readonly TarEntry[]): Buffer {
  return Buffer.concat([...entries.flatMap(blocksOf), Buffer.alloc(1024)]);
}

/** Writes a gzipped archive of files by their paths. */
export function tarGzOf(files: Readonly<Record<string, string | Buffer>>): Buffer {
  return gzipSync(tarOf(Object.entries(files).map(([path, text]) => ({ path, text }))));
}

function blocksOf({ path, text = '', type = '0', link = '', size, sum }: TarEntry): readonly Buffer[] {
  const content = typeof text === 'string' ? Buffer.from(text) : text;
  const header = Buffer.alloc(512);
  header.write(path, 0, 100);
  header.write(`${(size ?? content.length).toString(8).padStart(11, '0')}\0`, 124);
  header.write('        ', 148);
  header.write(type, 156);
  header.write(link, 157, 100);
  header.write('ustar\x0000', 257);
  const total = sum ?? header.reduce((all, byte) => all + byte, 0);
  header.write(`${total.toString(8).padStart(6, '0')}\0 `, 148);
  return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
}
