import { sql } from 'kysely';
import * as z from 'zod';
import { reachOf } from '../../access/principal.ts';
import { within } from '../../access/within.ts';
import { decidedColumns, findingSchema, toFinding } from '../findings.ts';
import { narrowedTo } from '../groups/narrowed-to.ts';
import { holding } from '../holding.ts';
import { cursorOf, page, pageOf, pageQuery } from '../page.ts';
import { route } from '../route.ts';
import { isoTime } from '../time.ts';
import { projectByUid } from './queries.ts';

const counts = z.object({ error: z.int(), warning: z.int(), note: z.int() });

export const project = z.object({
  id: z.string(),
  name: z.string(),
  group: z.string(),
  remote: z.string().nullable(),
  /** When the report that stands for it was taken in. */
  seenAt: z.iso.datetime().nullable(),
  components: z.int(),
  findings: counts,
  /** Findings that wait for a decision. */
  open: z.int(),
});

export const projectPage = pageOf(project);

/** How lists of projects are sorted: each is an index. */
const orders = {
  name: { column: 'project.name', direction: 'asc', form: z.string() },
  open: { column: 'project.open', direction: 'desc', form: z.int() },
} as const;

const list = route({
  method: 'GET',
  url: '/projects',
  summary:
    'Lists the projects, by name or by how much waits for a decision; `search` finds those whose name holds it.',
  needs: 'read',
  query: pageQuery.extend({
    sort: z.enum(['name', 'open']).default('name'),
    group: z.string().optional(),
    search: z.string().max(200).default(''),
  }),
  result: projectPage,
  handle: async ({ query: { after, limit, sort, group, search }, principal }, { database }) => {
    const reach = await narrowedTo(group, reachOf(principal, 'read'), database);
    const { column, direction, form } = orders[sort];
    const from = cursorOf(z.tuple([form, z.int()]), after);
    const sign = sql.raw(direction === 'asc' ? '>' : '<');
    const rows = await database.read
      .selectFrom('project')
      .innerJoin('projectGroup', 'projectGroup.id', 'project.groupId')
      .where(within(reach))
      .$if(search !== '', (query) => query.where(holding('project.name', search)))
      .$if(from !== null, (query) =>
        query.where(sql<boolean>`(${sql.ref(column)}, project.id) ${sign} (${sql.join(from ?? [])})`),
      )
      .orderBy(column, direction)
      .orderBy('project.id', direction)
      .limit(limit + 1)
      .selectAll('project')
      .select('projectGroup.name as group')
      .execute();
    return page(rows, limit, {
      item: toProject,
      cursor: (row) => [sort === 'name' ? row.name : row.open, row.id],
    });
  },
});

interface ProjectRow {
  readonly uid: string;
  readonly name: string;
  readonly group: string;
  readonly remote: string | null;
  readonly seenAt: number | null;
  readonly components: number;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  readonly open: number;
}

function toProject({
  uid,
  name,
  group,
  remote,
  seenAt,
  components,
  errors,
  warnings,
  notes,
  open,
}: ProjectRow) {
  return {
    id: uid,
    name,
    group,
    remote,
    seenAt: seenAt === null ? null : isoTime(seenAt),
    components,
    findings: { error: errors, warning: warnings, note: notes },
    open,
  };
}

const one = route({
  method: 'GET',
  url: '/projects/:id',
  summary: 'Shows a project.',
  needs: 'read',
  params: z.object({ id: z.string() }),
  result: project,
  handle: async ({ params: { id }, principal }, { database }) =>
    toProject(await projectByUid(id, reachOf(principal, 'read'), database)),
});

const used = z.object({
  ref: z.string(),
  key: z.string(),
  kind: z.string(),
  name: z.string(),
  version: z.string().nullable(),
  license: z.string(),
  class: z.string().nullable(),
  pin: z.string().nullable(),
  usage: z.string(),
  occurrences: z.int(),
});

export const usedPage = pageOf(used);

const components = route({
  method: 'GET',
  url: '/projects/:id/components',
  summary: 'Lists what a project uses, as the report that stands for it says.',
  needs: 'read',
  params: z.object({ id: z.string() }),
  query: pageQuery,
  result: usedPage,
  handle: async ({ params: { id }, query: { after, limit }, principal }, { database }) => {
    const { id: projectId } = await projectByUid(id, reachOf(principal, 'read'), database);
    const [last = 0] = cursorOf(z.tuple([z.int()]), after) ?? [];
    const rows = await database.read
      .selectFrom('use')
      .innerJoin('version', 'version.id', 'use.versionId')
      .innerJoin('component', 'component.id', 'use.componentId')
      .innerJoin('license', 'license.id', 'use.licenseId')
      .where('use.projectId', '=', projectId)
      .where('use.versionId', '>', last)
      .orderBy('use.versionId')
      .limit(limit + 1)
      .selectAll('use')
      .select(['version.ref', 'component.key', 'component.kind', 'component.name', 'license.expression'])
      .execute();
    return page(rows, limit, {
      item: ({ ref, key, kind, name, version, expression, class: of, pin, usage, occurrences }) => ({
        ref,
        key,
        kind,
        name,
        version,
        license: expression,
        class: of,
        pin,
        usage,
        occurrences,
      }),
      cursor: ({ versionId }) => [versionId],
    });
  },
});

export const findingPage = pageOf(findingSchema);

const findings = route({
  method: 'GET',
  url: '/projects/:id/findings',
  summary: 'Lists the findings of a project, or those of one state, the gravest first.',
  needs: 'read',
  params: z.object({ id: z.string() }),
  query: pageQuery.extend({ state: findingSchema.shape.state.optional() }),
  result: findingPage,
  handle: async ({ params: { id }, query: { after, limit, state }, principal }, { database }) => {
    const { id: projectId } = await projectByUid(id, reachOf(principal, 'read'), database);
    const from = cursorOf(z.tuple([z.int(), z.int()]), after);
    const rows = await database.read
      .selectFrom('finding')
      .innerJoin('decisionGroup', 'decisionGroup.id', 'finding.decisionGroupId')
      .leftJoin('version', 'version.id', 'finding.versionId')
      .leftJoin('decision', 'decision.id', 'finding.decisionId')
      .leftJoin('version as inherited', 'inherited.id', 'finding.inheritedFromId')
      .where('finding.projectId', '=', projectId)
      .$if(state !== undefined, (query) => query.where('finding.state', '=', state ?? 'open'))
      .$if(from !== null, (query) =>
        query.where(sql<boolean>`(finding.severity, finding.id) < (${sql.join(from ?? [])})`),
      )
      .orderBy('finding.severity', 'desc')
      .orderBy('finding.id', 'desc')
      .limit(limit + 1)
      .selectAll('finding')
      .select(decidedColumns)
      .select(['decisionGroup.uid as groupUid', 'decisionGroup.rule', 'version.ref'])
      .execute();
    return page(rows, limit, { item: toFinding, cursor: ({ severity, id: last }) => [severity, last] });
  },
});

/** Projects: what each uses, and what was found in it. */
export const projectRoutes = [list, one, components, findings];
