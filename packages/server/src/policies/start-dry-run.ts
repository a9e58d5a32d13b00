import type { Principal } from '../access/principal.ts';
import { append } from '../audit/append.ts';
import type { Clock } from '../clock.ts';
import type { Queue } from '../queue/queue.ts';
import type { Database } from '../store/database.ts';
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
    const { underWay } = await writing
      .selectFrom('dryRun')
      .where('state', '!=', 'done')
      .select(({ fn }) => fn.countAll<number>().as('underWay'))
      .executeTakeFirstOrThrow();
    if (Number(underWay) >= mostAtOnce) return null;
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
