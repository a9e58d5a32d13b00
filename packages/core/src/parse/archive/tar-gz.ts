import { gunzipSync } from 'node:zlib';
import { readTar, type TarFiles } from './tar.ts';

/** What an archive holds, and how many bytes were unpacked for it: for whoever counts over many. */
export interface Archive extends TarFiles {
  readonly unpacked: number;
}

/** Limits on what an archive may unpack to: bytes in all, and how often the size that it has packed. */
export interface ArchiveLimits {
  readonly bytes: number;
  readonly ratio: number;
}

// Charts have some hundred kilobytes, and text is never packed a hundred times.
export const defaultArchiveLimits: ArchiveLimits = { bytes: 64_000_000, ratio: 100 };

// Of less than this a good ratio says nothing: a megabyte of zeros is no attack.
const freeBytes = 1_000_000;

/** Reads a gzipped tar archive in memory; what would exceed the limits, or is damaged, is refused as a whole. */
export function readTarGz(bytes: Uint8Array, limits: ArchiveLimits = defaultArchiveLimits): Archive {
  const most = Math.min(limits.bytes, Math.max(freeBytes, bytes.length * limits.ratio));
  const unpacked = unpack(bytes, most);
  if (typeof unpacked === 'string') return { ...nothing, refused: [unpacked], unpacked: most };
  return { ...readTar(unpacked), unpacked: unpacked.length };
}

const nothing = { files: new Map<string, Buffer>(), links: new Map<string, string>(), others: [] };

function unpack(bytes: Uint8Array, maxOutputLength: number): Buffer | string {
  try {
    return gunzipSync(bytes, { maxOutputLength });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : null;
    if (code === 'ERR_BUFFER_TOO_LARGE')
      return `The archive unpacks to more than ${maxOutputLength} bytes, and was not read.`;
    // What zlib says of bytes has a code; anything else is a defect of ours.
    if (code === null) throw cause;
    return `The archive is no gzip (${code}).`;
  }
}
