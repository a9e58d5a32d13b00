import type { KyselyConfig } from 'kysely';
import type { OpenOptions } from './database.ts';

/** What Kysely is given so that queries are told of. */
export function telling(ended: OpenOptions['ended']): Pick<KyselyConfig, 'log'> {
  if (!ended) return {};
  return {
    log: ({ level, query, queryDurationMillis }) =>
      ended({ query, durationMs: queryDurationMillis, failed: level === 'error' }),
  };
}
