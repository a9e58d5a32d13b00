import { isAscii, isUtf8 } from 'node:buffer';

/** How bytes became text: `latin1` stands for "no UTF-8, one character a byte". */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1';

/** A file's text, or that it has none. A byte order mark stays in the text as U+FEFF, so every offset re-encodes. */
export type Decoded =
  | { readonly is: 'text'; readonly text: string; readonly encoding: Encoding; readonly note: string | null }
  | { readonly is: 'binary'; readonly because: string };

const sniffedBytes = 8192;

/**
 * Decodes a file: UTF-8, UTF-16 with a byte order mark, else one character a byte; a NUL byte early on means binary.
 * Whoever has the bytes as one character each already passes them: of ASCII they are the text.
 */
export function decode(bytes: Buffer, latin1?: string): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeUtf16(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeUtf16(bytes, 'utf-16be');
  if (bytes.subarray(0, sniffedBytes).includes(0)) {
    return { is: 'binary', because: `There is a NUL byte in the first ${sniffedBytes} bytes.` };
  }
  if (latin1 !== undefined && isAscii(bytes))
    return { is: 'text', text: latin1, encoding: 'utf-8', note: null };
  if (isUtf8(bytes)) return { is: 'text', text: bytes.toString('utf8'), encoding: 'utf-8', note: null };
  const note = 'This file is not UTF-8; each byte was taken for one character (ISO 8859-1).';
  return { is: 'text', text: bytes.toString('latin1'), encoding: 'latin1', note };
}

/** Encodes text as `decode` found it: the inverse, byte for byte, of whatever it decoded without a cut. */
export function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  if (encoding === 'latin1') return Buffer.from(text, 'latin1');
  const bytes = Buffer.from(text, 'utf16le');
  return encoding === 'utf-16le' ? bytes : bytes.swap16();
}

function decodeUtf16(bytes: Buffer, encoding: 'utf-16le' | 'utf-16be'): Decoded {
  // Code units are two bytes, surrogates included: Node's own decoder keeps even lone ones, so offsets stay exact.
  const even = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)));
  if (encoding === 'utf-16be') even.swap16();
  const note =
    even.length === bytes.length ? null : 'This UTF-16 file ends in half a character, which was left out.';
  return { is: 'text', text: even.toString('utf16le'), encoding, note };
}
