import { Readable } from 'node:stream';
import { invite } from '../access/invitations.ts';
import type { Principal } from '../access/principal.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { Clock } from '../clock.ts';
import { decide } from '../decisions/decide.ts';
import { settle } from '../decisions/settle.ts';
import { snapshotGroups } from '../history/snapshot-groups.ts';
import { accept } from '../ingest/accept.ts';
import { ingest } from '../ingest/ingest.ts';
import { readDocument } from '../ingest/read-document.ts';
import { mainChannel } from '../ingest/take-place.ts';
import type { Queue } from '../queue/queue.ts';
import type { Database } from '../store/database.ts';
import { type DemoDecision, readPortfolio, repositoriesFolder } from './portfolio.ts';
import { type DemoReport, dayMs, scanHistory } from './scan-history.ts';

/** What filling a server works with. */
export interface FillMeans {
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  /** A folder that is not there yet, to work in. */
  readonly scratch: string;
}

interface Filling extends Omit<FillMeans, 'scratch'> {
  readonly queue: Pick<Queue, 'add'>;
  readonly groups: ReadonlyMap<string, number>;
  readonly mostBytes: number;
}

/**
 * Fills a new server with an invented portfolio as it would be after some months of use: reports come in and decisions are
 * made in the order of their days, each as on its day. Throws a `UsageError` where the portfolio is not there.
 */
export async function fillWithDemo({ database, blobs, clock, scratch }: FillMeans): Promise<void> {
  const now = clock.now();
  const portfolio = readPortfolio(repositoriesFolder);
  const reports = await scanHistory(portfolio, { folder: repositoriesFolder, scratch, now });
  const names = [...new Set(Object.values(portfolio.repositories).map(({ group }) => group))];
  const groups = await makeGroups(names, { database, clock });
  await makePeople([...new Set(portfolio.decisions.map(({ by }) => by))], { database, clock });
  const events = [
    ...reports.map((report) => ({ days: report.days, happen: (means: Filling) => receive(report, means) })),
    ...portfolio.decisions.map((decision) => ({
      days: decision.days,
      happen: (means: Filling) => settleAs(decision, now, means),
    })),
  ].sort((a, b) => b.days - a.days);
  for (const { days, happen } of events) {
    const then = now - days * dayMs;
    const asOfThen = { ...clock, now: () => then };
    // Whatever a task or a chore would do later is done at once, as of that day.
    await happen({
      database,
      blobs,
      clock: asOfThen,
      queue: { add: async () => undefined },
      groups,
      mostBytes: Number.POSITIVE_INFINITY,
    });
    await snapshotGroups(database, asOfThen);
  }
}

async function makeGroups(
  names: readonly string[],
  { database, clock }: Pick<FillMeans, 'database' | 'clock'>,
): Promise<ReadonlyMap<string, number>> {
  const rows = await database.write((writing) =>
    writing
      .insertInto('projectGroup')
      .values(names.map((name) => ({ uid: clock.id(), name, createdAt: clock.now() })))
      .returning(['name', 'id'])
      .execute(),
  );
  return new Map(rows.map(({ name, id }) => [name, id]));
}

async function makePeople(
  names: readonly string[],
  { database, clock }: Pick<FillMeans, 'database' | 'clock'>,
): Promise<void> {
  for (const name of names)
    await database.write((writing) =>
      invite(
        writing,
        { name, grants: [{ role: 'reviewer', groupId: null }] },
        { createdBy: 'the demonstration' },
        clock,
      ),
    );
}

async function receive({ project, group, document }: DemoReport, means: Filling): Promise<void> {
  const groupId = means.groups.get(group);
  if (groupId === undefined) throw new Error(`There is no group ${group}.`);
  const content = Readable.from([Buffer.from(document)]);
  const { uid } = await accept(
    { content, project, channel: mainChannel, sender: 'pipeline', groupId },
    means,
  );
  const { id } = await means.database.read
    .selectFrom('report')
    .where('uid', '=', uid)
    .select('id')
    .executeTakeFirstOrThrow();
  await ingest(id, { ...means, readDocument });
}

async function settleAs(decision: DemoDecision, now: number, means: Filling): Promise<void> {
  const { rule, component, outcome, reason, until } = decision;
  const { id } = await means.database.read
    .selectFrom('decisionGroup')
    .innerJoin('component', 'component.id', 'decisionGroup.componentId')
    .where('decisionGroup.rule', '=', rule)
    .where('component.key', '=', component)
    .select('decisionGroup.id')
    .executeTakeFirstOrThrow(() => new Error(`Nothing asks about ${rule} of ${component} on that day.`));
  const by: Principal = { name: decision.by, via: 'session', grants: [{ role: 'reviewer', groupId: null }] };
  const expiresAt = until === undefined ? null : now + until * dayMs;
  const answer = { decisionGroupId: id, projectId: null, projectGroupId: null, versions: null, batch: null };
  await decide({ ...answer, outcome, reason, expiresAt }, by, { ...means, fourEyes: false });
  await settle(id, means);
}
