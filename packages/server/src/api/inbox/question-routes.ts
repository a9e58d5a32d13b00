import { leavesOf, parseExpression } from '@fineprint/core';
import { describeLicense, licenseOfText } from '@fineprint/licenses';
import { sql } from 'kysely';
import * as z from 'zod';
import { reachOf } from '../../access/principal.ts';
import { within } from '../../access/within.ts';
import { knowledge } from '../licenses/knowledge.ts';
import { cursorOf, page, pageOf, pageQuery } from '../page.ts';
import { ApiProblem } from '../problem.ts';
import { route } from '../route.ts';
import { evidenceFor, evidenceSchema } from './evidence.ts';
import { laidBeside, laidBesideSchema } from './laid-beside.ts';
import { questionByUid } from './queries.ts';

export const evidenceList = z.object({ items: z.array(evidenceSchema) });

const evidence = route({
  method: 'GET',
  url: '/inbox/:id/evidence',
  summary: 'Tells why the component of a question is said to have its licence, as the reports say it.',
  needs: 'read',
  params: z.object({ id: z.string() }),
  result: evidenceList,
  handle: async ({ params: { id }, principal }, { database }) => {
    const reach = reachOf(principal, 'read');
    const question = await questionByUid(id, reach, database);
    return { items: [...(await evidenceFor(question.id, reach, database))] };
  },
});

export const comparison = z.object({
  sha256: z.string(),
  text: z.string(),
  /** The licences of which standard texts are known, as the evidence of this text names them; where none does, as the text reads. */
  licenses: z.array(z.string()),
  /** Why a text that no evidence names a licence for is none of those that it reads like. */
  reading: z.string().nullable(),
  /** The one that the text is laid beside; `null` where none is known. */
  license: z.string().nullable(),
  /** `null` where there is nothing to lay it beside, or too little in common. */
  beside: laidBesideSchema.nullable(),
});

const text = route({
  method: 'GET',
  url: '/inbox/:id/texts/:sha256',
  summary: 'Shows a licence text that was found, beside the SPDX text of its licence, with the differences.',
  needs: 'read',
  params: z.object({ id: z.string(), sha256: z.string() }),
  query: z.object({ license: z.string().max(200).optional() }),
  result: comparison,
  handle: async ({ params: { id, sha256 }, query, principal }, { database }) => {
    const reach = reachOf(principal, 'read');
    const question = await questionByUid(id, reach, database);
    // A text is shown to those who may see a report that holds it.
    const all = await evidenceFor(question.id, reach, database);
    const row = await database.read
      .selectFrom('licenseText')
      .where('sha256', '=', all.some(({ texts }) => texts.includes(sha256)) ? sha256 : '')
      .select('text')
      .executeTakeFirst();
    if (!row) throw new ApiProblem('not-found', `This question has no text ${sha256}.`);
    const named = all.flatMap((each) => each.evidence).filter((each) => each.text === sha256);
    const { expressions, reading } =
      named.length > 0
        ? { expressions: named.map(({ expression }) => expression), reading: null }
        : readAgain(row.text);
    const licenses = [...new Set(expressions.flatMap(standardTextsOf))];
    const license = licenses.find((each) => each === query.license) ?? licenses[0] ?? null;
    const standard = license === null ? null : (describeLicense(knowledge, license)?.text ?? null);
    const beside = standard === null ? null : laidBeside(row.text, standard);
    return { sha256, text: row.text, licenses, reading, license, beside };
  },
});

/** What a text reads like that is not quite the text of any licence: its report says no more than that. */
function readAgain(text: string) {
  const answer = licenseOfText(knowledge.texts(), text);
  const reading = 'unknown' in answer ? answer.unknown : null;
  return { expressions: answer.found.filter(({ kind }) => kind === 'text').map(({ id }) => id), reading };
}

/** The licences of an expression whose standard texts are known. */
function standardTextsOf(expression: string): readonly string[] {
  const parsed = parseExpression(expression);
  if (parsed.is !== 'expression') return [];
  return leavesOf(parsed.expression)
    .map(({ id }) => id)
    .filter((id) => typeof describeLicense(knowledge, id)?.text === 'string');
}

export const questionProjects = pageOf(
  z.object({
    project: z.object({ id: z.string(), name: z.string() }),
    group: z.string(),
    findings: z.int(),
    /** Of them, those that wait. */
    open: z.int(),
    /** Whether the asker may decide for this project. */
    mayDecide: z.boolean(),
  }),
);

const projects = route({
  method: 'GET',
  url: '/inbox/:id/projects',
  summary: 'Lists the projects that have findings of a question.',
  needs: 'read',
  params: z.object({ id: z.string() }),
  query: pageQuery,
  result: questionProjects,
  handle: async ({ params: { id }, query: { after, limit }, principal }, { database }) => {
    const reach = reachOf(principal, 'read');
    const reviewed = reachOf(principal, 'review');
    const question = await questionByUid(id, reach, database);
    const [last = 0] = cursorOf(z.tuple([z.int()]), after) ?? [];
    // Grouped in the order of the index, and joined then.
    const some = database.read
      .selectFrom('finding')
      .where('finding.decisionGroupId', '=', question.id)
      .where('finding.projectId', '>', last)
      .$if(reach !== 'all', (query) =>
        query.where(({ exists, selectFrom }) =>
          exists(
            selectFrom('project')
              .whereRef('project.id', '=', 'finding.projectId')
              .where(within(reach))
              .select('project.id'),
          ),
        ),
      )
      .groupBy('finding.projectId')
      .orderBy('finding.projectId')
      .limit(limit + 1)
      .select(({ fn }) => [
        'finding.projectId',
        fn.countAll<number>().as('findings'),
        fn.sum<number>(sql`case when finding.state = 'open' then 1 else 0 end`).as('open'),
      ]);
    const rows = await database.read
      .selectFrom(some.as('some'))
      .innerJoin('project', 'project.id', 'some.projectId')
      .innerJoin('projectGroup', 'projectGroup.id', 'project.groupId')
      .orderBy('some.projectId')
      .select([
        'some.projectId',
        'some.findings',
        'some.open',
        'project.uid',
        'project.name',
        'project.groupId',
        'projectGroup.name as group',
      ])
      .execute();
    return page(rows, limit, {
      item: ({ uid, name, group, groupId, findings, open }) => ({
        project: { id: uid, name },
        group,
        findings: Number(findings),
        open: Number(open),
        mayDecide: reviewed === 'all' || reviewed.includes(groupId),
      }),
      cursor: ({ projectId }) => [projectId],
    });
  },
});

/** What somebody wants to know of a question before they decide it. */
export const questionRoutes = [evidence, text, projects];
