import { compareText, type Report, usages } from '@fineprint/core';
import { batches } from '../ingest/batches.ts';
import { Refusal } from '../ingest/ingest.ts';
import { type Ask, askOrder, asksOf } from '../obligations/asks.ts';
import type { Writing } from '../store/database.ts';
import { storable } from '../store/storable.ts';
import { cut } from './cut.ts';
import type { JudgedReport } from './documents.ts';
import type { ReadingMeans } from './reply.ts';

// No repository names so much; what does was made to fill the store, or is no list that anybody ticks off.
const mostItems = 10_000;
const mostComponents = 200_000;

/** Works out what the licences of a report ask, and keeps it with the components that stand under each. */
export async function keepChecklist(
  { reportId, judgedBy }: JudgedReport,
  reportOf: (id: number) => Promise<Report>,
  { database, clock }: ReadingMeans,
): Promise<void> {
  const { components, unasked, items, uses } = await checklistOf(await reportOf(reportId));
  await database.write(async (writing) => {
    const row = await writing
      .insertInto('checklist')
      .values({ reportId, judgedBy, madeAt: clock.now(), components, unasked })
      .onConflict((conflict) => conflict.columns(['reportId', 'judgedBy']).doNothing())
      .returning('id')
      .executeTakeFirst();
    // Somebody else worked it out meanwhile.
    if (row) await keep(writing, row.id, { items, uses });
  });
}

interface Use {
  readonly license: string;
  readonly key: string;
  readonly name: string;
  /** The most exposed one, as its place in the list of usages. */
  readonly usage: number;
}

interface Item extends Ask {
  readonly components: number;
}

interface Lists {
  readonly items: readonly Item[];
  readonly uses: readonly Use[];
}

async function keep(writing: Writing, checklistId: number, { items, uses }: Lists): Promise<void> {
  const placed = items.map((item, position) => ({ checklistId, position, ...item }));
  for (const part of batches(placed)) await writing.insertInto('checklistItem').values(part).execute();
  const named = uses.map((use) => ({ checklistId, ...use }));
  for (const part of batches(named)) await writing.insertInto('checklistComponent').values(part).execute();
}

async function checklistOf(report: Report) {
  // What is known of licences is read when somebody first asks for it.
  const { knowledge } = await import('../api/licenses/knowledge.ts');
  const known = knowledge.obligations();
  const items = new Map<string, Ask & { readonly keys: Set<string> }>();
  const uses = new Map<string, Use>();
  const asking = new Set<string>();
  const all = new Set<string>();
  for (const component of report.components) {
    const [key, name] = [kept(component.key), kept(component.name)];
    const usage = usages.indexOf(component.usage);
    all.add(key);
    for (const ask of asksOf(component, known)) {
      const license = kept(ask.license);
      asking.add(key);
      const id = `${ask.obligation} ${license}`;
      const item = items.get(id) ?? { ...ask, license, keys: new Set() };
      item.keys.add(key);
      items.set(id, item);
      // No text that is kept holds a NUL.
      const place = `${license}\0${key}`;
      const before = uses.get(place);
      if (before === undefined || usage < before.usage) uses.set(place, { license, key, name, usage });
      refuseTooMany(items.size, uses.size);
    }
  }
  const placed = [...items.values()].map(({ keys, ...ask }) => ({ ...ask, components: keys.size }));
  return {
    components: all.size,
    unasked: all.size - asking.size,
    items: placed.sort(byOrder),
    uses: [...uses.values()],
  };
}

/** A text that is stored, and short enough to be found by an index. */
function kept(text: string): string {
  return cut(storable(text));
}

function refuseTooMany(items: number, components: number): void {
  if (items > mostItems || components > mostComponents)
    throw new Refusal(
      `The report names more licences than a checklist holds (${mostItems} lines, ${mostComponents} components).`,
    );
}

function byOrder(one: Ask, other: Ask): number {
  const rank = askOrder.indexOf(one.obligation) - askOrder.indexOf(other.obligation);
  return rank === 0 ? compareText(one.license, other.license) : rank;
}
