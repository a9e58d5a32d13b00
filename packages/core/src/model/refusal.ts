/**
 * A decision of a report server that accepts nothing: it is told in the message of what it was made about, and changes neither level nor
 * verdict. Matched as a waiver is.
 */
export interface Refusal {
  readonly outcome: 'rejected' | 'needs-information';
  readonly rule: string;
  /** A `key`. */
  readonly component: string;
  /** The versions that it is for, as npm writes ranges; absent where it is for all. */
  readonly versions?: string | undefined;
  /** The concluded licence that it was made for. */
  readonly license?: string | undefined;
  readonly reason: string;
  readonly owner: string;
}
