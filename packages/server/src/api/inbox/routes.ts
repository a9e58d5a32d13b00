import { levels } from '@fineprint/core';
import { sql } from 'kysely';
import * as z from 'zod';
import { type Reach, reachOf } from '../../access/principal.ts';
import { within } from '../../access/within.ts';
import type { Database } from '../../store/database.ts';
import { findingSchema, levelOf, toFinding } from '../findings.ts';
import { cursorOf, page, pageOf, pageQuery } from '../page.ts';
import { ApiProblem } from '../problem.ts';
import { route } from '../route.ts';
import { isoTime } from '../time.ts';

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

const inbox = route({
  method: 'GET',
  url: '/inbox',
  summary:
    'Lists what waits for a decision, the gravest and widest first: one entry for each rule, component and licence.',
  needs: 'read',
  query: pageQuery,
  result: pageOf(group),
  handle: async ({ query: { after, limit }, principal }, { database }) => {
    const from = cursorOf(z.tuple([z.int(), z.int(), z.int()]), after);
    const rows = await waiting({ reach: reachOf(principal, 'read'), from, limit: limit + 1 }, database);
    return page(rows, limit, {
      item: toGroup,
      cursor: ({ severity, projects, id }) => [severity, projects, id],
    });
  },
});

interface Wanted {
  readonly reach: Reach;
  readonly from: readonly number[] | null;
  readonly limit: number;
}

/** What waits: of all projects by the counts that each group carries, of some by those of their project groups. */
function waiting({ reach, from, limit }: Wanted, { read }: Database) {
  const counted = read
    .selectFrom('openInGroup')
    .where('openInGroup.projectGroupId', 'in', reach === 'all' ? [] : [...reach])
    .groupBy('openInGroup.decisionGroupId')
    .select(({ fn }) => [
      'openInGroup.decisionGroupId as id',
      fn.sum<number>('openInGroup.open').as('open'),
      fn.sum<number>('openInGroup.openProjects').as('openProjects'),
    ]);
  const all = read.selectFrom('decisionGroup').select(['id', 'open', 'openProjects']);
  return read
    .with('counts', () => (reach === 'all' ? all : counted))
    .selectFrom('decisionGroup')
    .innerJoin('counts', 'counts.id', 'decisionGroup.id')
    .leftJoin('component', 'component.id', 'decisionGroup.componentId')
    .leftJoin('license', 'license.id', 'decisionGroup.licenseId')
    .where('counts.open', '>', 0)
    .$if(from !== null, (query) =>
      query.where(
        sql<boolean>`(decision_group.severity, counts.open_projects, decision_group.id) < (${sql.join(from ?? [])})`,
      ),
    )
    .orderBy('decisionGroup.severity', 'desc')
    .orderBy('counts.openProjects', 'desc')
    .orderBy('decisionGroup.id', 'desc')
    .limit(limit)
    .select([
      'decisionGroup.id',
      'decisionGroup.uid',
      'decisionGroup.rule',
      'decisionGroup.severity',
      'decisionGroup.firstSeenAt',
      'component.key',
      'component.kind',
      'component.name',
      'license.expression',
      'counts.open',
      'counts.openProjects as projects',
    ])
    .execute();
}

type Row = Awaited<ReturnType<typeof waiting>>[number];

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

const places = route({
  method: 'GET',
  url: '/inbox/:id/findings',
  summary: 'Lists the findings that one decision would settle, with their projects.',
  needs: 'read',
  params: z.object({ id: z.string() }),
  query: pageQuery,
  result: pageOf(findingSchema.extend({ project: z.object({ id: z.string(), name: z.string() }) })),
  handle: async ({ params: { id }, query: { after, limit }, principal }, { database }) => {
    const found = await database.read
      .selectFrom('decisionGroup')
      .where('uid', '=', id)
      .select('id')
      .executeTakeFirst();
    if (!found) throw new ApiProblem('not-found', `There is no question "${id}".`);
    const from = cursorOf(z.tuple([z.int(), z.int()]), after);
    const rows = await database.read
      .selectFrom('finding')
      .innerJoin('decisionGroup', 'decisionGroup.id', 'finding.decisionGroupId')
      .innerJoin('project', 'project.id', 'finding.projectId')
      .leftJoin('version', 'version.id', 'finding.versionId')
      .where('finding.decisionGroupId', '=', found.id)
      .where(within(reachOf(principal, 'read')))
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
    return page(rows, limit, {
      item: (row) => ({ ...toFinding(row), project: { id: row.projectUid, name: row.project } }),
      cursor: ({ projectId, id: last }) => [projectId, last],
    });
  },
});

/** What waits for a decision. */
export const inboxRoutes = [inbox, places];
