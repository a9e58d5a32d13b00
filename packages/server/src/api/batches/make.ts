import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type Principal, reachOf } from '../../access/principal.ts';
import { append } from '../../audit/append.ts';
import { type Scope, waitsIn } from '../../decisions/waits-in.ts';
import type { ServerMeans } from '../../server-means.ts';
import type { Writing } from '../../store/database.ts';
import type { Outcome } from '../../store/tables.ts';
import { conditionsOf, type Filter } from '../inbox/filter.ts';
import { groupInReach } from '../inbox/groups.ts';
import { all } from '../inbox/queries.ts';
import { mostCounted } from '../page.ts';
import { ApiProblem } from '../problem.ts';
import { projectByUid } from '../projects/queries.ts';

/** One answer to all questions that a filter selects. */
export interface NewBatch extends Scope {
  readonly filter: Filter;
  readonly outcome: Outcome;
  readonly reason: string;
  readonly expiresAt: number | null;
  /** How many questions were shown to whoever answers them. */
  readonly questions: number;
}

/**
 * Makes a batch of exactly the questions that wait now, and a task that decides them. Throws an `ApiProblem` where they are
 * not as many as were shown, or more than anybody looks through. Answers its `uid`.
 */
export async function makeBatch(given: NewBatch, by: Principal, means: ServerMeans): Promise<string> {
  const { database, clock, queue } = means;
  const { filter, projectId, projectGroupId, outcome, reason, expiresAt } = given;
  const conditions = await selection(given, by, means);
  const uid = clock.id();
  const isForAll = projectId === null && projectGroupId === null;
  await database.write(async (writing) => {
    await refuseSecond(writing, by);
    const { id } = await writing
      .insertInto('batch')
      .values({
        ...{ uid, projectId, projectGroupId, outcome, reason, expiresAt },
        filter: JSON.stringify(filter),
        state: 'deciding',
        isProposed: Number(means.fourEyes && isForAll),
        questions: given.questions,
        ...{ madeBy: by.name, madeAt: clock.now(), changedBy: by.name, changedVia: by.via },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await addItems(writing, id, conditions, given.questions);
    const detail = { after: { filter, projectId, projectGroupId, outcome, reason, expiresAt } };
    const deed = {
      by,
      action: 'batch.made',
      subject: uid,
      detail: { ...detail, questions: given.questions },
    };
    await append(writing, [deed], { now: clock.now, dialect: database.dialect });
    await queue.add(writing, { is: 'batch', batchId: id });
  });
  return uid;
}

async function selection(
  { filter, ...scope }: NewBatch,
  by: Principal,
  { database }: ServerMeans,
): Promise<readonly RawBuilder<SqlBool>[]> {
  const reach = reachOf(by, 'review');
  const conditions = [...conditionsOf(filter), waitsIn(scope)];
  if (filter.project !== undefined) {
    const { id: projectId } = await projectByUid(filter.project, reach, database);
    conditions.push(waitsIn({ projectId, projectGroupId: null }));
  }
  if (filter.group !== undefined) {
    const { id: projectGroupId } = await groupInReach(filter.group, reach, database);
    conditions.push(waitsIn({ projectId: null, projectGroupId }));
  }
  return conditions;
}

/** A form that is sent twice is one answer. */
async function refuseSecond(writing: Writing, by: Principal): Promise<void> {
  const running = await writing
    .selectFrom('batch')
    .where('state', '=', 'deciding')
    .where('madeBy', '=', by.name)
    .select('uid')
    .executeTakeFirst();
  if (running) throw new ApiProblem('conflict', 'Your last answer to many questions is still being made.');
}

async function addItems(
  writing: Writing,
  batchId: number,
  conditions: readonly RawBuilder<SqlBool>[],
  shown: number,
): Promise<void> {
  const selected = writing
    .selectFrom('decisionGroup')
    .where(all(conditions))
    .orderBy('decisionGroup.id')
    .limit(mostCounted + 1)
    .select([sql<number>`${batchId}`.as('batchId'), 'decisionGroup.id as decisionGroupId']);
  await writing
    .insertInto('batchItem')
    .columns(['batchId', 'decisionGroupId'])
    .expression(selected)
    .execute();
  const { count } = await writing
    .selectFrom('batchItem')
    .where('batchId', '=', batchId)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const found = Number(count);
  if (found > mostCounted)
    throw new ApiProblem(
      'bad-request',
      `These are more than ${mostCounted} questions, which nobody looks through: narrow the filter.`,
    );
  if (found !== shown || found === 0)
    throw new ApiProblem(
      'conflict',
      `There are ${found} questions now, and not ${shown} as were shown: look at them again.`,
    );
}
