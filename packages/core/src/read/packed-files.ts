import { decode } from '../discover/index.ts';
import { packedTree } from '../discover/packed-tree.ts';
import { compareText } from '../model/location.ts';
import type { Archive } from '../parse/archive/index.ts';
import { type SourceFile, sourceFile } from './source-file.ts';

/** What an archive holds, asked as a directory is: paths are those inside of it. */
export interface PackedFiles {
  /** A file as text, or `undefined` where there is none or it is no text. */
  file(path: string): SourceFile | undefined;
  /** Names in a directory, sorted; empty where there is none. */
  list(path: string): readonly string[];
  /** Sentences that say what of the archive was not read. */
  readonly refused: readonly string[];
  /** How many bytes were unpacked. */
  readonly unpacked: number;
}

/** Gives access to the files of an archive. */
export function packedFiles({ files, refused, unpacked }: Archive): PackedFiles {
  const tree = packedTree(files);
  return {
    refused,
    unpacked,
    file(path) {
      const bytes = files.get(path);
      const decoded = bytes && decode(bytes);
      return decoded?.is === 'text' ? sourceFile(decoded.text) : undefined;
    },
    list(path) {
      const directory = tree.list(path);
      const entries = typeof directory === 'string' ? [] : directory.entries;
      return entries.map(({ name }) => name).sort(compareText);
    },
  };
}
