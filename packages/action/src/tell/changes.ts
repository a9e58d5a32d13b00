import { countsOf, loadChangeTables } from '@fineprint/report';
import type { EventScan } from '../scan-for-event.ts';

/** What a change does to the repository, for a folded part of a summary or a comment; `null` where it does nothing. */
export async function changesOf({ report, comparison }: EventScan, characters: number) {
  if (comparison === null) return null;
  const { added, removed, changed, findings } = comparison;
  // Where the base measures, what opened is what the report lists.
  const opened = report.scan.baseline === null ? findings.opened : [];
  const told = { ...comparison, findings: { ...findings, opened } };
  const count = added.length + removed.length + changed.length + opened.length + findings.closed.length;
  if (count === 0) return null;
  const changeTables = await loadChangeTables();
  return {
    title: `What changed: ${countsOf(told)}`,
    body: [...changeTables(told, characters, '####')].join(''),
  };
}
