import { levels } from '@fineprint/core';
import { sql } from 'kysely';
import * as z from 'zod';
import { reachOf } from '../../access/principal.ts';
import { within } from '../../access/within.ts';
import { effectOf, effectSchema } from '../decisions/effect.ts';
import { findingSchema, levelOf, toFinding } from '../findings.ts';
import { cursorOf, page, pageOf, pageQuery } from '../page.ts';
import { ApiProblem } from '../problem.ts';
import { route } from '../route.ts';
import { isoTime } from '../time.ts';
import { questions } from './queries.ts';

const group = z.object({
  id: z.string(),
  rule: z.string(),
  level: z.enum(levels),
  component: z.object({ key: z.string(), kind: z.string(), name: z.string() }).nullable(),
  license: z.string().nullable(),
  /** Findings that wait. */
  open: z.int(),
  /** Projects in which any waits. */
  projects: z.int(),
  firstSeenAt: z.iso.datetime(),
});

export const inboxPage = pageOf(group);

const inbox = route({
  method: 'GET',
  url: '/inbox',
  summary:
    'Lists what waits for a decision, the gravest and widest first: one entry for each rule, component and licence.',
  needs: 'read',
  query: pageQuery,
  result: inboxPage,
  handle: async ({ query: { after, limit }, principal }, { database }) => {
    const from = cursorOf(z.tuple([z.int(), z.int(), z.int()]), after);
    const rows = await questions(
      { reach: reachOf(principal, 'read'), uid: null, from, limit: limit + 1 },
      database,
    );
    return page(rows, limit, {
      item: toGroup,
      cursor: ({ severity, projects, id }) => [severity, projects, id],
    });
  },
});

type Row = Awaited<ReturnType<typeof questions>>[number];

function toGroup({ uid, rule, severity, key, kind, name, expression, open, projects, firstSeenAt }: Row) {
  return {
    id: uid,
    rule,
    level: levelOf(severity),
    component: key === null || kind === null || name === null ? null : { key, kind, name },
    license: expression,
    open: Number(open),
    projects: Number(projects),
    firstSeenAt: isoTime(firstSeenAt),
  };
}

/** One question with what a decision about it would touch. */
export const question = group.extend({ effect: effectSchema });

const one = route({
  method: 'GET',
  url: '/inbox/:id',
  summary: 'Shows one question, settled or not, and how much a decision for all would touch.',
  needs: 'read',
  params: z.object({ id: z.string() }),
  result: question,
  handle: async ({ params: { id }, principal }, { database }) => {
    const reach = reachOf(principal, 'read');
    const [row] = await questions({ reach, uid: id, from: null, limit: 1 }, database);
    if (!row) throw new ApiProblem('not-found', `There is no question "${id}".`);
    const where = { decisionGroupId: row.id, projectId: null, projectGroupId: null };
    return { ...toGroup(row), effect: await effectOf(where, reach, database) };
  },
});

export const placesPage = pageOf(
  findingSchema.extend({ project: z.object({ id: z.string(), name: z.string() }) }),
);

const places = route({
  method: 'GET',
  url: '/inbox/:id/findings',
  summary: 'Lists the findings that one decision would settle, with their projects.',
  needs: 'read',
  params: z.object({ id: z.string() }),
  query: pageQuery,
  result: placesPage,
  handle: async ({ params: { id }, query: { after, limit }, principal }, { database }) => {
    const found = await database.read
      .selectFrom('decisionGroup')
      .where('uid', '=', id)
      .select('id')
      .executeTakeFirst();
    if (!found) throw new ApiProblem('not-found', `There is no question "${id}".`);
    const reach = reachOf(principal, 'read');
    const from = cursorOf(z.tuple([z.int(), z.int()]), after);
    const rows = await database.read
      .selectFrom('finding')
      .innerJoin('decisionGroup', 'decisionGroup.id', 'finding.decisionGroupId')
      .innerJoin('project', 'project.id', 'finding.projectId')
      .leftJoin('version', 'version.id', 'finding.versionId')
      .where('finding.decisionGroupId', '=', found.id)
      .where(within(reach))
      .$if(from !== null, (query) =>
        query.where(sql<boolean>`(finding.project_id, finding.id) > (${sql.join(from ?? [])})`),
      )
      .orderBy('finding.projectId')
      .orderBy('finding.id')
      .limit(limit + 1)
      .selectAll('finding')
      .select([
        'decisionGroup.uid as groupUid',
        'decisionGroup.rule',
        'version.ref',
        'project.uid as projectUid',
        'project.name as project',
      ])
      .execute();
    // A question of others looks like none.
    if (rows.length === 0 && from === null && reach !== 'all')
      throw new ApiProblem('not-found', `There is no question "${id}".`);
    return page(rows, limit, {
      item: (row) => ({ ...toFinding(row), project: { id: row.projectUid, name: row.project } }),
      cursor: ({ projectId, id: last }) => [projectId, last],
    });
  },
});

/** What waits for a decision. */
export const inboxRoutes = [inbox, one, places];
