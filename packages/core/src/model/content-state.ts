/** What a lock of contents may say of a reference. */
export const contentAnswers = ['silent', 'unseen', 'agrees', 'disagrees'] as const;

/** What the repository's lock of contents (`fineprint.lock`) says of what a reference leads to. */
export interface ContentState {
  /** Path of the lock relative to the root. */
  readonly path: string;
  /**
   * `silent`: it has no entry for what is asked for; `unseen`: it has, and nobody could look at the content; `agrees`: the
   * content is the one that was locked; `disagrees`: it is another one.
   */
  readonly says: (typeof contentAnswers)[number];
  /** The hash that the entry has. */
  readonly locked?: string;
  /** The hash of what is there, where it is another one. */
  readonly found?: string;
  /** Where in the root that lies; absent where it was fetched. */
  readonly copy?: string;
  /** The commit that the request led to, and the one that it leads to, where these differ. */
  readonly moved?: { readonly from: string; readonly to: string };
  /** The version that the entry was made for, where the request leads to another one. */
  readonly version?: string;
}
