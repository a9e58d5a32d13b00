/** What the repository or registry of a commit or digest said of it when it was asked. */
export interface Upstream {
  /** The tags at the commit, at most ten, sorted. */
  readonly tags: readonly string[];
  /** Whether one of its branches or tags leads to the commit; absent where that could not be found out. */
  readonly isReachable?: boolean;
  /** The commit that the tag leads to which a comment claims; absent where nothing is claimed, or there is no such tag. */
  readonly claimedCommit?: string;
  /** The digest that the tag beside a digest leads to; where it is one of its platforms, that digest itself. */
  readonly tagDigest?: string;
}
