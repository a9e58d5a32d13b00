/** What a lockfile may say of a reference. */
export const lockAnswers = ['missing', 'silent', 'disagrees', 'agrees'] as const;

/** The lockfile that stands beside a reference, or that its tools would write there, and what it says of it. */
export interface LockState {
  /** Path relative to the root, whether or not git has a file there. */
  readonly path: string;
  /**
   * `missing`: there is no such file that git tracks or would track; `silent`: it has no entry; `disagrees`: what it chose
   * is not what is asked for; `agrees`: it is, or only the lockfile asks.
   */
  readonly says: (typeof lockAnswers)[number];
}
