import { mostCounted } from '../api/page.ts';
import type { Database } from '../store/database.ts';

const states = ['queued', 'failed'] as const;

/** How many reports are not taken in, each state up to 10,000: these are few, while those that are taken in are many. */
export async function openReports({ read }: Database) {
  const counts: { readonly state: (typeof states)[number]; readonly count: number }[] = [];
  for (const state of states) {
    const some = read.selectFrom('report').where('state', '=', state).limit(mostCounted).select('id');
    const { count } = await read
      .selectFrom(some.as('some'))
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    counts.push({ state, count: Number(count) });
  }
  return counts;
}
