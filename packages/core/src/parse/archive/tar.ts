import { plainPath } from './plain-path.ts';

/** The regular files of an archive by their paths, and sentences that say what of it was refused. */
export interface TarFiles {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly refused: readonly string[];
  /** Where symbolic links lead, as they are written, by their paths: for who asks whether an archive is the same. */
  readonly links: ReadonlyMap<string, string>;
  /** Paths of what is neither file, directory nor symbolic link: hard links and devices. */
  readonly others: readonly string[];
}

const blockSize = 512;
const maxEntries = 20_000;
const maxRefusals = 10;
// A path of the pax format may be longer than the header's own 255 bytes; nobody's is longer than this.
const maxExtension = 4_096;

interface Header {
  readonly path: string;
  readonly size: number;
  readonly type: string;
  readonly link: string;
}

/** What an extended header says of the entry that follows it. */
interface Said {
  path?: string;
  link?: string;
  size?: number;
}

/**
 * Reads a tar archive (ustar, pax and GNU long names) that is in memory. Only regular files are given: links lead
 * nowhere, devices are nothing, and names that would leave the archive are refused one by one.
 */
export function readTar(bytes: Buffer): TarFiles {
  const files = new Map<string, Buffer>();
  const links = new Map<string, string>();
  const others: string[] = [];
  const refused: string[] = [];
  const found = { files, refused, links, others };
  const refuse = (because: string) => {
    if (refused.length < maxRefusals) refused.push(because);
  };
  let said: Said = {};
  let entries = 0;
  for (let at = 0; at + blockSize <= bytes.length; ) {
    const block = bytes.subarray(at, at + blockSize);
    if (isEnd(block)) return found;
    const header = readHeader(block);
    const size = said.size ?? header?.size ?? 0;
    const start = at + blockSize;
    entries += 1;
    if (!header || start + size > bytes.length || entries > maxEntries) {
      refuse(damage(header, entries));
      return found;
    }
    const content = bytes.subarray(start, start + size);
    at = start + Math.ceil(size / blockSize) * blockSize;
    if (isExtension(header.type)) {
      said = { ...said, ...extensionOf(header.type, content) };
      continue;
    }
    const { path = header.path, link = header.link } = said;
    said = {};
    if (header.type === directory) continue;
    const plain = plainPath(path);
    if (!isRegular(header.type)) {
      if (header.type === symbolicLink && plain !== null) links.set(plain, link);
      else others.push(path);
    } else if (plain === null)
      refuse(`The name ${JSON.stringify(path.slice(0, 200))} is none inside the archive.`);
    else files.set(plain, content);
  }
  return found;
}

function damage(header: Header | null, entries: number): string {
  if (entries > maxEntries) return `The archive has more than ${maxEntries} entries; the rest was not read.`;
  return header
    ? 'The archive ends within a file; that file was not read.'
    : 'An entry of the archive is damaged; the rest was not read.';
}

function isEnd(block: Buffer): boolean {
  return block[0] === 0 && block.every((byte) => byte === 0);
}

function readHeader(block: Buffer): Header | null {
  const checksum = numberAt(block, 148, 8);
  const size = numberAt(block, 124, 12);
  if (checksum === null || size === null || checksum !== sumOf(block)) return null;
  const prefix = textAt(block, 257, 5) === 'ustar' && block[262] === 0 ? textAt(block, 345, 155) : '';
  const name = textAt(block, 0, 100);
  return {
    path: prefix === '' ? name : `${prefix}/${name}`,
    size,
    type: String.fromCharCode(block[156] ?? 0),
    link: textAt(block, 157, 100),
  };
}

/** The sum of a header's bytes, in which its own field counts as spaces. */
function sumOf(block: Buffer): number {
  let sum = 0;
  for (let at = 0; at < blockSize; at += 1) sum += at >= 148 && at < 156 ? 32 : (block[at] ?? 0);
  return sum;
}

function textAt(block: Buffer, start: number, length: number): string {
  const field = block.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.subarray(0, end < 0 ? length : end).toString('utf8');
}

const octal = /^ *(?<digits>[0-7]{1,12})[ \0]*$/;

/** An octal number; sizes from 8 GiB are written in binary, and no archive that is read has such a file. */
function numberAt(block: Buffer, start: number, length: number): number | null {
  const digits = octal.exec(block.subarray(start, start + length).toString('latin1'))?.groups?.digits;
  return digits === undefined ? null : Number.parseInt(digits, 8);
}

const symbolicLink = '2';
const directory = '5';

function isRegular(type: string): boolean {
  return type === '0' || type === '\0' || type === '7';
}

/** `x` and `g` are pax headers, `L` and `K` GNU's long name and long link. */
function isExtension(type: string): boolean {
  return type === 'x' || type === 'g' || type === 'L' || type === 'K';
}

function extensionOf(type: string, content: Buffer): Said {
  if (content.length > maxExtension || type === 'g') return {};
  if (type === 'L') return { path: textAt(content, 0, content.length) };
  if (type === 'K') return { link: textAt(content, 0, content.length) };
  return paxOf(content);
}

/** Records of a pax header are `<length> <key>=<value>\n`, the length that of the whole record in bytes. */
function paxOf(content: Buffer): Said {
  const said: Said = {};
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(0x20, at);
    const length = Number(content.subarray(at, Math.max(space, at)).toString('latin1'));
    if (space < 0 || !Number.isInteger(length) || length <= space - at) return said;
    const record = content.subarray(space + 1, at + length - 1).toString('utf8');
    const equals = record.indexOf('=');
    const value = record.slice(equals + 1);
    if (record.startsWith('path=')) said.path = value;
    if (record.startsWith('linkpath=')) said.link = value;
    if (record.startsWith('size=') && /^\d{1,12}$/.test(value)) said.size = Number(value);
    at += length;
  }
  return said;
}
