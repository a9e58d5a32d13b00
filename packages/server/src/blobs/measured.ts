import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { type Blob, TooLarge } from './blob-store.ts';

/** Passes content on, counts and hashes it, and fails with `TooLarge` at the first byte beyond `mostBytes`. */
export class Measured extends Transform {
  readonly #hash = createHash('sha256');
  readonly #mostBytes: number;
  #bytes = 0;

  constructor(mostBytes: number) {
    super();
    this.#mostBytes = mostBytes;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#mostBytes) {
      done(new TooLarge(this.#mostBytes));
      return;
    }
    this.#hash.update(chunk);
    done(null, chunk);
  }

  /** What went through; to be asked once, at the end. */
  blob(): Blob {
    return { sha256: this.#hash.digest('hex'), bytes: this.#bytes };
  }
}
