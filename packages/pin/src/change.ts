import { decode, type Edit, encode, isThere, type Root, readFileInside } from '@fineprint/core';

/** A file as it is, and as it would be: bytes, and the texts that they stand for. */
export interface FileChange {
  readonly path: string;
  /** `null` where there is no such file yet. */
  readonly before: Buffer | null;
  readonly after: Buffer;
  /** What was done to the text before, ordered by place. */
  readonly edits: readonly Edit[];
  readonly textBefore: string;
  readonly textAfter: string;
}

/** Makes ordered edits of one file; a text says why it cannot be. Bytes outside of the edits stay what they are. */
export function changeOf(root: Root, path: string, edits: readonly Edit[]): FileChange | string {
  const outcome = readFileInside(root, path);
  if (outcome.is === 'problem') return outcome.message;
  const decoded = decode(outcome.bytes);
  if (decoded.is === 'binary') return decoded.because;
  const { text, encoding } = decoded;
  if (!encode(text, encoding).equals(outcome.bytes)) return 'Its bytes are no text in its own encoding.';
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, text: written } of edits) {
    pieces.push(text.slice(at, start), written);
    at = end;
  }
  const textAfter = pieces.join('') + text.slice(at);
  return {
    path,
    before: outcome.bytes,
    after: encode(textAfter, encoding),
    edits,
    textBefore: text,
    textAfter,
  };
}

/** Why a change may not be written any more, or `null`: the file has to be the one that was looked at, and no link. */
export function refusalOf(root: Root, { path, before }: FileChange): string | null {
  if (before === null) return isThere(root, path) ? 'It was made since it was looked for.' : null;
  const outcome = readFileInside(root, path);
  if (outcome.is === 'problem') return outcome.message;
  return outcome.bytes.equals(before) ? null : 'It was changed since it was read.';
}
