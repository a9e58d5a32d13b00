import type { Generated } from 'kysely';

/** A task that failed too often and is not tried again, until somebody wakes it. */
export interface DeadTaskTable {
  id: Generated<number>;
  /** In PostgreSQL that of pg-boss: what is told twice is one. */
  uid: string;
  queue: string;
  /** The task as JSON. */
  payload: string;
  /** What the last attempt failed of, for whoever runs the server. */
  failure: string;
  diedAt: number;
}
