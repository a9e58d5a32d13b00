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
  /** How the value is encoded there, where another can be encoded alike: `integrity` is `sha256-` and base 64. */
  readonly form?: 'integrity';
  /**
   * Names of variables that the value, or what it belongs to, comes through: it may be written only where each of them
   * stands in no lines of the repository but those of the references that it is a slot of.
   */
  readonly sole?: readonly string[];
}

/** Whether another value can be written into a slot. */
export function isWritable({ verbatim, form }: Slot): boolean {
  return verbatim || form !== undefined;
}

/** The characters that say a value in a slot. */
export function writtenIn({ absent = { before: '', after: '' }, form }: Slot, value: string): string {
  return `${absent.before}${form === 'integrity' ? integrityOf(value) : value}${absent.after}`;
}

/** Subresource Integrity (https://www.w3.org/TR/SRI/) of a hash `sha256:<hex>`. */
function integrityOf(hash: string): string {
  const colon = hash.indexOf(':');
  return `${hash.slice(0, colon)}-${Buffer.from(hash.slice(colon + 1), 'hex').toString('base64')}`;
}
