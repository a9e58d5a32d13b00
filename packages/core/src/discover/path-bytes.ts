import { isUtf8 } from 'node:buffer';

const percent = 0x25;

/**
 * Spells a name's bytes as text: UTF-8 as it is; in a name that is none, each byte that is no printable ASCII
 * and each `%` as `%hh`.
 */
export function spellBytes(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  let text = '';
  for (const byte of bytes) {
    const plain = byte >= 0x20 && byte < 0x7f && byte !== percent;
    text += plain ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, '0').toUpperCase()}`;
  }
  return text;
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
