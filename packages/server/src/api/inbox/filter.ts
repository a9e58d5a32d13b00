import { levels, parseExpression, printExpression } from '@fineprint/core';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import * as z from 'zod';
import type { Reach } from '../../access/principal.ts';
import { waitsIn } from '../../decisions/waits-in.ts';
import { severityOf } from '../../ingest/flatten.ts';
import type { Database } from '../../store/database.ts';
import { projectByUid } from '../projects/queries.ts';
import { groupInReach } from './groups.ts';

/** How the inbox is narrowed; each of these is an index. */
export const filterSchema = z.object({
  rule: z.string().max(200).optional(),
  level: z.enum(levels).optional(),
  /** An SPDX id that is part of the licence, or the whole expression; `NOASSERTION` is what nobody knows the licence of. */
  license: z.string().max(1_000).optional(),
  /** Of the component. */
  kind: z.string().max(100).optional(),
  /** Of the licence. */
  class: z.string().max(100).optional(),
  /** The `id` of a project group in which it waits. */
  group: z.string().max(100).optional(),
  /** The `id` of a project in which it waits. */
  project: z.string().max(100).optional(),
  /** The key of the component. */
  component: z.string().max(2_000).optional(),
  /** How the name of the component begins. */
  search: z.string().max(200).optional(),
});
export type Filter = z.infer<typeof filterSchema>;

/** A filter as conditions over decision groups; `reach` is where what waits is looked for. */
export interface Narrowed {
  readonly conditions: readonly RawBuilder<SqlBool>[];
  readonly reach: Reach;
}

/** What a filter means for somebody; throws an `ApiProblem` where it names a project or a group that they do not see. */
export async function narrowed(filter: Filter, reach: Reach, database: Database): Promise<Narrowed> {
  const { group, project } = filter;
  const conditions = conditionsOf(filter);
  if (project !== undefined) {
    const { id } = await projectByUid(project, reach, database);
    conditions.push(waitsIn({ projectId: id, projectGroupId: null }));
  }
  if (group === undefined) return { conditions, reach };
  return { conditions, reach: [(await groupInReach(group, reach, database)).id] };
}

/** The parts of a filter that are about questions themselves. */
export function conditionsOf({ rule, level, license, kind, class: of, component, search }: Filter) {
  const conditions: RawBuilder<SqlBool>[] = [];
  const add = (condition: RawBuilder<SqlBool>) => conditions.push(condition);
  if (rule !== undefined) add(sql`decision_group.rule = ${rule}`);
  if (level !== undefined) add(sql`decision_group.severity = ${severityOf(level)}`);
  if (kind !== undefined) add(sql`decision_group.kind = ${kind}`);
  if (of !== undefined) add(sql`decision_group.class = ${of}`);
  if (license !== undefined) {
    const known = canonical(license);
    add(sql`(decision_group.license_id in (
      select license_id from license_part where spdx_id = ${known}
      union select id from license where expression = ${known})
      ${known === 'NOASSERTION' ? asksForLicense : sql``})`);
  }
  if (component !== undefined)
    add(sql`decision_group.component_id in (select id from component where key = ${component})`);
  if (search !== undefined && search !== '') {
    const begins = search.toLowerCase();
    add(sql`decision_group.component_id in (
      select id from component where search >= ${begins} and search < ${`${begins}${lastCharacter}`})`);
  }
  return conditions;
}

/** A licence as SPDX writes it: ids are the same in whatever case. */
function canonical(license: string): string {
  const parsed = parseExpression(license);
  return parsed.is === 'expression' ? printExpression(parsed.expression) : license;
}
// What asks for the licence of a component carries none, and is about those of which nobody knows it.
const asksForLicense = sql`or decision_group.rule = 'license-unknown'`;

// Nothing sorts behind it, in UTF-8 as in UTF-16.
const lastCharacter = '\u{10FFFF}';
