import { decode } from '../discover/index.ts';
import type { FileProblem } from '../model/problem.ts';
import { type DocumentShape, documentShapes } from '../parse/tree/index.ts';
import { type SourceFile, sourceFile } from './source-file.ts';

/** The bytes of a file, made into what its readers ask for when they ask. */
export interface LazyFile {
  /** The bytes as one character each, for word scans. */
  latin1(): string;
  /** The decoded file, or the problem that it has no text. */
  file(): SourceFile | FileProblem;
  /** What its documents seem to be; none where it has no text. */
  shapes(): readonly DocumentShape[];
  /** A remark on how it was decoded. */
  note(): FileProblem | null;
}

/** Decodes bytes and judges their documents once, however many readers ask, or not at all. */
export function lazyFile(bytes: Buffer): LazyFile {
  let latin1: string | undefined;
  let decoded: ReturnType<typeof decode> | undefined;
  let made: SourceFile | FileProblem | undefined;
  const start = { start: 0, end: 0 };
  const file = () => {
    decoded ??= decode(bytes, latin1);
    made ??=
      decoded.is === 'text'
        ? sourceFile(decoded.text)
        : sourceFile('').problem('file-binary', decoded.because, start);
    return made;
  };
  return {
    latin1() {
      latin1 ??= bytes.toString('latin1');
      return latin1;
    },
    file,
    shapes() {
      const source = file();
      return 'is' in source ? [] : source.parse(documentShapes);
    },
    note() {
      return decoded?.is === 'text' && decoded.note
        ? sourceFile('').problem('encoding-assumed', decoded.note, start)
        : null;
    },
  };
}
