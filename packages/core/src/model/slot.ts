import type { Location } from './location.ts';

/**
 * The characters where a version, digest, commit or claimed version is written: often elsewhere than the
 * occurrence (a local, an ARG, a values file). Code frames, SARIF regions and `pin` stand on slots.
 *
 * Writing `value` back into a verbatim slot changes no byte; writing another value re-reads as that value
 * and changes nothing else.
 */
export interface Slot {
  readonly is: 'version' | 'digest' | 'commit' | 'claim';
  readonly value: string;
  readonly at: Location;
  /** Whether the characters are the value itself, or an encoding of it (escapes, joined lines). */
  readonly verbatim: boolean;
  /**
   * Set where the value is not written: `at` is the point where it would stand, and these are the characters that have to
   * surround it there (`@` before a digest, ` # ` before a claim). `value` is then empty, or what has to give way to it.
   */
  readonly absent?: { readonly before: string; readonly after: string };
}
