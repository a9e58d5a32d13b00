/** What the repository that a commit is named of said of it when it was asked. */
export interface UpstreamCommit {
  /** Its tags at this commit, at most ten, sorted. */
  readonly tags: readonly string[];
  /** Whether one of its branches or tags leads to the commit; absent where that could not be found out. */
  readonly isReachable?: boolean;
  /** The commit that the tag leads to which a comment claims; absent where nothing is claimed, or there is no such tag. */
  readonly claimedCommit?: string;
}
