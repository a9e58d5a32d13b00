import type { Generated } from 'kysely';

/** Whose CI jobs may send reports without a token, by ids that no renaming changes. */
export interface CiTrustTable {
  id: Generated<number>;
  uid: string;
  /** Who signs what the jobs show. */
  issuer: string;
  ownerId: string;
  /** One repository of the owner, or `null` for each. */
  repositoryId: string | null;
  /** The project that they write, or `null` for the one named as the repository. */
  project: string | null;
  groupId: number;
  /** Refs that may write the main channel, as a JSON list: `refs/heads/main`, or `refs/heads/release/*`. */
  mainRefs: string;
  createdBy: string;
  createdAt: number;
  revokedAt: number | null;
}

/** Which repository a project belongs to whose name its jobs gave: another one of that name gets nothing of it. */
export interface CiRepositoryTable {
  /** Its name: it is bound before its first report is there. */
  project: string;
  issuer: string;
  repositoryId: string;
  boundAt: number;
}

/** A token of a CI job that was shown: it is not taken again. */
export interface CiSpentTable {
  /** SHA-256 of its issuer and `jti`. */
  hash: string;
  /** When it would have expired, and needs to be remembered no more. */
  expiresAt: number;
}

export interface CiTables {
  ciTrust: CiTrustTable;
  ciRepository: CiRepositoryTable;
  ciSpent: CiSpentTable;
}
