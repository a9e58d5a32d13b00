import { levels } from '@fineprint/core';
import { rules } from '@fineprint/policy';
import { sql } from 'kysely';
import * as z from 'zod';
import { type Principal, reachOf } from '../../access/principal.ts';
import { within } from '../../access/within.ts';
import { standingIn } from '../../decisions/standing.ts';
import { licenseIdsOf } from '../../ingest/flatten.ts';
import type { Database } from '../../store/database.ts';
import { effectOf, effectSchema } from '../decisions/effect.ts';
import { decidedColumns, findingSchema, levelOf, toFinding } from '../findings.ts';
import { boundedCount, counted, cursorOf, mostCounted, page, pageOf, pageQuery } from '../page.ts';
import { route } from '../route.ts';
import { isoTime } from '../time.ts';
import { choicesFor } from './choices.ts';
import { filterSchema, narrowed } from './filter.ts';
import { groupsIn } from './groups.ts';
import { countQuestions, type QuestionRow, questionByUid, questions } from './queries.ts';

const group = z.object({
  id: z.string(),
  rule: z.string(),
  level: z.enum(levels),
  component: z.object({ key: z.string(), kind: z.string(), name: z.string() }).nullable(),
  license: z.string().nullable(),
  /** Of the licence, by the policy that first asked. */
  class: z.string().nullable(),
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
  query: pageQuery.extend(filterSchema.shape),
  result: inboxPage,
  handle: async ({ query: { after, limit, ...filter }, principal }, { database }) => {
    const from = cursorOf(z.tuple([z.int(), z.int(), z.int()]), after);
    const wanted = await narrowed(filter, reachOf(principal, 'read'), database);
    const rows = await questions({ ...wanted, from, limit: limit + 1 }, database);
    return page(rows, limit, {
      item: toGroup,
      cursor: ({ severity, projects, id }) => [severity, projects, id],
    });
  },
});

export const inboxCount = z.object({ questions: boundedCount, findings: boundedCount });

const count = route({
  method: 'GET',
  url: '/inbox/count',
  summary: 'Counts what waits for a decision, under a filter of the inbox.',
  needs: 'read',
  query: filterSchema,
  result: inboxCount,
  handle: async ({ query, principal }, { database }) => {
    const wanted = await narrowed(query, reachOf(principal, 'read'), database);
    const found = await countQuestions(wanted, mostCounted, database);
    const all = counted(found.questions);
    return { questions: all, findings: { value: found.findings, isExact: all.isExact } };
  },
});

/** Where the asker may decide: nowhere, where there is no group and not all. */
const scopes = z.object({
  all: z.boolean(),
  /** Whether what is decided for all holds only once a second person confirms it. */
  fourEyes: z.boolean(),
  groups: z.array(z.object({ id: z.string(), name: z.string() })),
});

export const inboxChoices = z.object({
  rules: z.array(z.string()),
  kinds: z.array(z.string()),
  classes: z.array(z.string()),
  /** Project groups that the asker sees. */
  groups: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Where the asker may decide. */
  scopes,
});

const choices = route({
  method: 'GET',
  url: '/inbox/choices',
  summary:
    'Lists by what the inbox can be narrowed (the rules, kinds and licence classes of what waits, and project groups), and where one may decide.',
  needs: 'read',
  result: inboxChoices,
  handle: async ({ principal }, { database, fourEyes }) => {
    const reviewed = reachOf(principal, 'review');
    return {
      ...(await choicesFor(reachOf(principal, 'read'), database)),
      groups: await groupsIn(reachOf(principal, 'read'), database),
      scopes: { all: reviewed === 'all', fourEyes, groups: await groupsIn(reviewed, database) },
    };
  },
});

function toGroup(row: QuestionRow) {
  const { uid, rule, severity, key, kind, name, expression, open, projects, firstSeenAt } = row;
  return {
    id: uid,
    rule,
    level: levelOf(severity),
    component: key === null || kind === null || name === null ? null : { key, kind, name },
    license: expression,
    class: row.class,
    open: Number(open),
    projects: Number(projects),
    firstSeenAt: isoTime(firstSeenAt),
  };
}

/** One question with what a decision about it would touch, and where the asker may decide it. */
export const question = group.extend({
  /** What its rule says of what it finds; `null` of a rule that a policy brought along. */
  meaning: z.string().nullable(),
  /** The licences that its expression consists of. */
  parts: z.array(z.string()),
  effect: effectSchema,
  /** The last decision that stands, in force or proposed: `madeAfter` of a new one names it. */
  standing: z.string().nullable(),
  scopes,
});

const one = route({
  method: 'GET',
  url: '/inbox/:id',
  summary: 'Shows one question, settled or not, and how much a decision for all would touch.',
  needs: 'read',
  params: z.object({ id: z.string() }),
  result: question,
  handle: async ({ params: { id }, principal }, { database, fourEyes }) => {
    const reach = reachOf(principal, 'read');
    const row = await questionByUid(id, reach, database);
    const where = { decisionGroupId: row.id, projectId: null, projectGroupId: null, versions: null };
    const effect = await effectOf(where, reach, database);
    const standing = await standingIn(database.read, row.id, reach);
    const parts = row.expression === null ? [] : [...licenseIdsOf(row.expression)];
    const meaning = rules.find((each) => each.id === row.rule)?.title ?? null;
    const mine = await scopesFor(row.id, principal, database);
    return { ...toGroup(row), meaning, parts, effect, standing, scopes: { ...mine, fourEyes } };
  },
});

const mostGroups = 100;

async function scopesFor(decisionGroupId: number, principal: Principal, { read }: Database) {
  const reach = reachOf(principal, 'review');
  const groups = await read
    .selectFrom('openInGroup')
    .innerJoin('projectGroup', 'projectGroup.id', 'openInGroup.projectGroupId')
    .where('openInGroup.decisionGroupId', '=', decisionGroupId)
    .$if(reach !== 'all', (query) =>
      query.where('projectGroup.id', 'in', reach === 'all' ? [] : [...reach, 0]),
    )
    .orderBy('projectGroup.id')
    .limit(mostGroups)
    .select(['projectGroup.uid as id', 'projectGroup.name'])
    .execute();
  return { all: reach === 'all', groups };
}

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
    const reach = reachOf(principal, 'read');
    const found = await questionByUid(id, reach, database);
    const from = cursorOf(z.tuple([z.int(), z.int()]), after);
    const rows = await database.read
      .selectFrom('finding')
      .innerJoin('decisionGroup', 'decisionGroup.id', 'finding.decisionGroupId')
      .innerJoin('project', 'project.id', 'finding.projectId')
      .leftJoin('version', 'version.id', 'finding.versionId')
      .leftJoin('decision', 'decision.id', 'finding.decisionId')
      .leftJoin('version as inherited', 'inherited.id', 'finding.inheritedFromId')
      .where('finding.decisionGroupId', '=', found.id)
      .where(within(reach))
      .$if(from !== null, (query) =>
        query.where(sql<boolean>`(finding.project_id, finding.id) > (${sql.join(from ?? [])})`),
      )
      .orderBy('finding.projectId')
      .orderBy('finding.id')
      .limit(limit + 1)
      .selectAll('finding')
      .select(decidedColumns)
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
export const inboxRoutes = [inbox, count, choices, one, places];
