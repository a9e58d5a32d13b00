import { Zip, ZipDeflate } from 'fflate';

/** A file of an archive; what it holds is made when its turn comes. */
export interface ZippedFile {
  readonly path: string;
  content(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** Writes files as a zip archive, piece by piece: no more of it is in memory than what one piece becomes. */
export async function* zipped(files: Iterable<ZippedFile>, at: number): AsyncGenerator<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    pieces.push(piece);
  });
  for (const { path, content } of files) {
    const entry = new ZipDeflate(path);
    entry.mtime = at;
    zip.add(entry);
    for await (const piece of content()) {
      entry.push(piece);
      yield* pieces.splice(0);
    }
    entry.push(new Uint8Array(), true);
    yield* pieces.splice(0);
  }
  zip.end();
  yield* pieces.splice(0);
}
