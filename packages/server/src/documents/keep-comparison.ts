import {
  type Comparison,
  type ComponentChange,
  type ComponentState,
  compareReports,
  type Report,
} from '@fineprint/core';
import { deleteComparisons } from '../history/forget.ts';
import { batches } from '../ingest/batches.ts';
import type { Writing } from '../store/database.ts';
import { type Section, sections } from '../store/history-tables.ts';
import { cutJson } from './cut.ts';
import type { Pair } from './documents.ts';
import type { ReadingMeans } from './reply.ts';

/** How many changes of a sort are kept; all are counted. */
const mostKept = 5_000;

/** Compares two reports as `fineprint diff` does, and keeps what changed, in place of what other policies said. */
export async function keepComparison(
  { beforeId, afterId, judgedBy }: Pair,
  reportOf: (id: number) => Promise<Report>,
  { database, clock }: ReadingMeans,
): Promise<void> {
  const comparison = compareReports(await reportOf(beforeId), await reportOf(afterId));
  const entries = entriesOf(comparison);
  const counts = Object.fromEntries(sections.map((section) => [section, entries[section].length]));
  const { doubts, changed } = comparison;
  const head = cutJson({ doubts, counts: { ...counts, changed: changed.length } });
  await database.write(async (writing) => {
    const others = await writing
      .selectFrom('comparison')
      .where('beforeId', '=', beforeId)
      .where('afterId', '=', afterId)
      .where(({ eb, or }) => or([eb('judgedBy', 'is', null), eb('judgedBy', '!=', judgedBy)]))
      .select('id')
      .execute();
    await deleteComparisons(
      writing,
      others.map(({ id }) => id),
    );
    const row = await writing
      .insertInto('comparison')
      .values({ beforeId, afterId, judgedBy, madeAt: clock.now(), head })
      .onConflict((conflict) => conflict.columns(['beforeId', 'afterId']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!row) return;
    for (const section of sections) await keep(writing, row.id, section, entries[section]);
  });
}

async function keep(
  writing: Writing,
  comparisonId: number,
  section: Section,
  entries: readonly object[],
): Promise<void> {
  const rows = entries
    .slice(0, mostKept)
    .map((entry, position) => ({ comparisonId, section, position, content: cutJson(entry) }));
  for (const part of batches(rows)) await writing.insertInto('comparisonEntry').values(part).execute();
}

/** The changes by their sorts: a component that changed stands once, under the gravest of what changed of it. */
function entriesOf({ added, removed, changed, findings }: Comparison): Record<Section, readonly object[]> {
  const gravest = Map.groupBy(changed, gravestOf);
  return {
    license: gravest.get('license') ?? [],
    pin: gravest.get('pin') ?? [],
    version: gravest.get('version') ?? [],
    added: added.map((state) => changeOf(state, [], [state])),
    removed: removed.map((state) => changeOf(state, [state], [])),
    opened: findings.opened,
    closed: findings.closed,
  };
}

function gravestOf({ aspects }: ComponentChange): 'license' | 'pin' | 'version' {
  if (aspects.includes('license')) return 'license';
  return aspects.includes('pin') ? 'pin' : 'version';
}

function changeOf(
  { key, kind, name }: ComponentState,
  before: readonly ComponentState[],
  after: readonly ComponentState[],
): ComponentChange {
  return { key, kind, name, aspects: [], before, after };
}
