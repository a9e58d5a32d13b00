import { isUtf8 } from 'node:buffer';

const percent = 0x25;

/**
 * Spells a name's bytes as text: UTF-8 as it is; in a name that is none, each byte that is no printable ASCII
 * and each `%` as `%hh`.
 */
function spellBytes(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  let text = '';
  for (const byte of bytes) {
    const plain = byte >= 0x20 && byte < 0x7f && byte !== percent;
    text += plain ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, '0').toUpperCase()}`;
  }
  return text;
}

/** Something with a name, as it is told. */
export interface Spelled<T> {
  readonly of: T;
  readonly name: string;
  /** The name's own bytes where they are no UTF-8, else `null`. */
  readonly raw: Buffer | null;
}

/** Spells the names of one directory; one that would read like another gets `%00`, which no file name can hold. */
export function spelledNames<T>(entries: readonly T[], bytesOf: (entry: T) => Buffer): readonly Spelled<T>[] {
  const taken = new Set<string>();
  const odd: T[] = [];
  const result: Spelled<T>[] = [];
  for (const of of entries) {
    const bytes = bytesOf(of);
    if (!isUtf8(bytes)) odd.push(of);
    else {
      const name = bytes.toString('utf8');
      taken.add(name);
      result.push({ of, name, raw: null });
    }
  }
  for (const of of odd.sort((a, b) => Buffer.compare(bytesOf(a), bytesOf(b)))) {
    const raw = bytesOf(of);
    let name = spellBytes(raw);
    while (taken.has(name)) name += '%00';
    taken.add(name);
    result.push({ of, name, raw });
  }
  return result;
}

/** Spells a path's bytes name by name, so that one odd name leaves the others as they are. */
export function spellPath(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  const names: string[] = [];
  let start = 0;
  for (let end = bytes.indexOf(0x2f); end >= 0; end = bytes.indexOf(0x2f, start)) {
    names.push(spellBytes(bytes.subarray(start, end)));
    start = end + 1;
  }
  names.push(spellBytes(bytes.subarray(start)));
  return names.join('/');
}
