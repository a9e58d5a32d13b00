import type { Readable } from 'node:stream';

/** The name of a blob, which is the SHA-256 of its bytes in hex, and how many these are. */
export interface Blob {
  readonly sha256: string;
  readonly bytes: number;
}

/** Where documents lie, each under the SHA-256 of its bytes: what is there is never changed. */
export interface BlobStore {
  /** Keeps what a stream gives, for good before it answers; throws `TooLarge` beyond `mostBytes`, and keeps nothing then. */
  put(content: Readable, mostBytes: number): Promise<Blob>;
  /** The bytes of a blob, held against its name; throws `BlobError` where they are missing or are others. */
  get(sha256: string): Promise<Buffer>;
  has(sha256: string): Promise<boolean>;
  delete(sha256: string): Promise<void>;
  /** Every blob, with the time in ms at which it was last put. */
  list(): AsyncIterable<{ readonly sha256: string; readonly putAt: number }>;
}

/** A blob that is missing, or whose bytes are not those that its name stands for. */
export class BlobError extends Error {
  override readonly name = 'BlobError';
}

/** Content that is larger than whoever puts it may put. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
  readonly mostBytes: number;

  constructor(mostBytes: number) {
    super(`It is larger than ${mostBytes} bytes.`);
    this.mostBytes = mostBytes;
  }
}
