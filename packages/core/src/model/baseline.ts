import type { Pin } from './pin.ts';

/** What an earlier scan found, as far as a later one is measured by it. */
export interface Baseline {
  /** As reports name it: a file, or a commit. */
  readonly name: string;
  /** Fingerprints of the findings that were open. */
  readonly fingerprints: ReadonlySet<string>;
  /** What was there, by key. */
  readonly components: ReadonlyMap<string, readonly BaselineComponent[]>;
}

/** A component as a baseline remembers it. */
export interface BaselineComponent {
  readonly key: string;
  readonly ref: string;
  readonly version: string | null;
  readonly digest: string | null;
  readonly commit: string | null;
  readonly pin: Pin | null;
  /** Hashes that lockfiles name. */
  readonly hashes: readonly string[];
  /** The concluded expression, `NONE`, or `NOASSERTION`. */
  readonly license: string;
  /** The expressions of admitted versions that stand under different licences. */
  readonly ranges: readonly string[];
}
