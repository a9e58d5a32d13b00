import type { Principal } from '../access/principal.ts';
import { append } from '../audit/append.ts';
import type { Clock } from '../clock.ts';
import type { Queue } from '../queue/queue.ts';
import type { Database } from '../store/database.ts';
import { ended, underWay } from './dry-run.ts';
import type { Draft } from './in-force.ts';

interface Means {
  readonly database: Database;
  readonly queue: Pick<Queue, 'add'>;
  readonly clock: Clock;
}

// Each reads every report.
const mostAtOnce = 3;

/** Begins to try a policy out on all projects that it would judge; answers its `uid`, or `null` where enough are under way. */
export function startDryRun(
  { groupId, text }: Draft,
  by: Principal,
  { database, queue, clock }: Means,
): Promise<string | null> {
  const uid = clock.id();
  return database.write(async (writing) => {
    const { running } = await writing
      .selectFrom('dryRun')
      .where('state', 'in', underWay)
      .select(({ fn }) => fn.countAll<number>().as('running'))
      .executeTakeFirstOrThrow();
    if (Number(running) >= mostAtOnce) return null;
    const { projects } = await writing
      .selectFrom('project')
      .where('reportId', 'is not', null)
      .$if(groupId !== null, (query) => query.where('groupId', '=', groupId ?? 0))
      .select(({ fn }) => fn.countAll<number>().as('projects'))
      .executeTakeFirstOrThrow();
    const { id } = await writing
      .insertInto('dryRun')
      .values({
        uid,
        groupId,
        text,
        state: 'queued',
        startedBy: by.name,
        startedAt: clock.now(),
        projects: Number(projects),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const deed = {
      by,
      action: 'policy.tried',
      subject: uid,
      detail: { groupId, projects: Number(projects) },
    };
    await append(writing, [deed], { now: clock.now, dialect: database.dialect });
    await queue.add(writing, { is: 'dry-run', dryRunId: id });
    return uid;
  });
}

/** Stops a dry run, which keeps what it found so far; `false` where it has ended already. */
export function stopDryRun(
  { id, uid }: { readonly id: number; readonly uid: string },
  by: Principal,
  { database, clock }: Omit<Means, 'queue'>,
): Promise<boolean> {
  return database.write(async (writing) => {
    if (!(await ended(writing, id, { state: 'stopped', finishedAt: clock.now() }))) return false;
    const deed = { by, action: 'policy.trial-stopped', subject: uid, detail: {} };
    await append(writing, [deed], { now: clock.now, dialect: database.dialect });
    return true;
  });
}
