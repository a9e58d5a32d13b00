import type { Selectable } from 'kysely';
import type { CiTrustTable } from '../../store/ci-tables.ts';
import type { CiClaims } from './claims.ts';

/** A reason to take reports of a job: one row of what an administrator trusts. */
export type Trust = Pick<
  Selectable<CiTrustTable>,
  'uid' | 'repositoryId' | 'project' | 'groupId' | 'mainRefs'
>;

/** A CI job that has shown who it is. */
export interface Job {
  readonly claims: CiClaims;
  /** What trusts it, that of its repository before that of its owner. */
  readonly trusts: readonly Trust[];
}
