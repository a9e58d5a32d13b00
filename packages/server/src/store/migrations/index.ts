import type { Migration } from 'kysely/migration';
import type { Dialect } from '../database.ts';
import { first } from './0001-first.ts';
import { workers } from './0002-workers.ts';
import { review } from './0003-review.ts';
import { access } from './0004-access.ts';
import { history } from './0005-history.ts';
import { exports } from './0006-exports.ts';
import { policies } from './0007-policies.ts';
import { comparisons } from './0008-comparisons.ts';
import { reportsAgain } from './0009-reports-again.ts';
import { gravest } from './0010-gravest.ts';
import { ownVersions } from './0011-own-versions.ts';
import { obligations } from './0012-obligations.ts';
import { settledInDryRuns } from './0013-settled-in-dry-runs.ts';
import { endings } from './0014-endings.ts';
import { inherited } from './0015-inherited.ts';
import { judgedOutcome } from './0016-judged-outcome.ts';

/** All migrations by name, in the order in which they are made. */
export function migrations(dialect: Dialect): Record<string, Migration> {
  return {
    '0001-first': { up: (db) => first(db, dialect) },
    '0002-workers': { up: (db) => workers(db, dialect) },
    '0003-review': { up: (db) => review(db, dialect) },
    '0004-access': { up: (db) => access(db, dialect) },
    '0005-history': { up: (db) => history(db, dialect) },
    '0006-exports': { up: (db) => exports(db, dialect) },
    '0007-policies': { up: (db) => policies(db, dialect) },
    '0008-comparisons': { up: comparisons },
    '0009-reports-again': { up: reportsAgain },
    '0010-gravest': { up: gravest },
    '0011-own-versions': { up: ownVersions },
    '0012-obligations': { up: (db) => obligations(db, dialect) },
    '0013-settled-in-dry-runs': { up: settledInDryRuns },
    '0014-endings': { up: (db) => endings(db, dialect) },
    '0015-inherited': { up: inherited },
    '0016-judged-outcome': { up: judgedOutcome },
  };
}
