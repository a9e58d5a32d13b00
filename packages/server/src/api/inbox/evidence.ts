import { evidenceMethods } from '@fineprint/core';
import * as z from 'zod';
import type { Reach } from '../../access/principal.ts';
import { within } from '../../access/within.ts';
import type { Database } from '../../store/database.ts';

const piece = z.object({
  expression: z.string(),
  method: z.enum(evidenceMethods),
  acknowledgement: z.enum(['declared', 'observed']),
  source: z.string(),
  verified: z.boolean(),
  confidence: z.number(),
  versions: z.string().optional(),
  /** SHA-256 of the text that was read; whether it is here, `texts` says. */
  text: z.string().optional(),
  note: z.string().optional(),
});

/** What the store keeps of why a licence is believed to be what it is. */
const detail = z.object({
  is: z.enum(['expression', 'none', 'no-assertion']),
  covers: z.enum(['artifact', 'main-software', 'application']).nullable(),
  because: z.string(),
  confidence: z.number(),
  gap: z.string().optional(),
  evidence: z.array(piece),
  moreEvidence: z.int(),
  ranges: z.array(z.object({ versions: z.string(), expression: z.string() })),
  notices: z.array(z.object({ source: z.string(), text: z.string() })),
});

/** Why some uses of a component have their licence. */
export const evidenceSchema = detail.extend({
  license: z.string(),
  /** The versions and projects whose reports say so; the first of them. */
  refs: z.array(z.string()),
  projects: z.array(z.object({ id: z.string(), name: z.string() })),
  /** The texts that the server has, by their SHA-256. */
  texts: z.array(z.string()),
});

// Enough to see what differs; who needs all of it has the reports.
const mostUses = 200;
const mostShown = 10;
const mostNamed = 5;

/** Why the components of a question's findings have their licences, as the reports say that somebody may see. */
export async function evidenceFor(
  decisionGroupId: number,
  reach: Reach,
  database: Database,
): Promise<readonly z.infer<typeof evidenceSchema>[]> {
  // First the findings, which an index has in this order: PostgreSQL would join all of them before it takes the first.
  const first = database.read
    .selectFrom('finding')
    .innerJoin('project', 'project.id', 'finding.projectId')
    .where('finding.decisionGroupId', '=', decisionGroupId)
    .where(within(reach))
    .orderBy('finding.projectId')
    .orderBy('finding.id')
    .limit(mostUses)
    .select(['finding.id', 'finding.projectId', 'finding.versionId', 'project.uid', 'project.name']);
  // Their versions are named afterwards: joined here, PostgreSQL takes them first, and each of their uses in all projects.
  const rows = await database.read
    .selectFrom(first.as('first'))
    .innerJoin('use', (join) =>
      join.onRef('use.projectId', '=', 'first.projectId').onRef('use.versionId', '=', 'first.versionId'),
    )
    .innerJoin('evidence', 'evidence.id', 'use.evidenceId')
    .innerJoin('license', 'license.id', 'use.licenseId')
    .orderBy('first.projectId')
    .orderBy('first.id')
    .select(['evidence.detail', 'license.expression', 'use.versionId', 'first.uid', 'first.name'])
    .execute();
  // Versions of one component mostly have their licence for one reason.
  const grouped = Map.groupBy(rows, ({ expression, detail: json }) => {
    const { because, evidence } = detail.parse(JSON.parse(json));
    return JSON.stringify([expression, because, evidence.map(({ source, text }) => [source, text])]);
  });
  const all = [...grouped.values()].slice(0, mostShown);
  const refs = await refsOf(all.flat(), database);
  const shown = all.map((each) => toEvidence(each, refs));
  const known = await knownTexts(shown.flatMap(textsOf), database);
  return shown.map((each) => ({ ...each, texts: textsOf(each).filter((sha256) => known.has(sha256)) }));
}

interface Row {
  readonly detail: string;
  readonly expression: string;
  readonly versionId: number;
  readonly uid: string;
  readonly name: string;
}

async function refsOf(rows: readonly Row[], { read }: Database): Promise<ReadonlyMap<number, string>> {
  const ids = [...new Set(rows.map(({ versionId }) => versionId))];
  const versions = await read
    .selectFrom('version')
    .where('id', 'in', [0, ...ids])
    .select(['id', 'ref'])
    .execute();
  return new Map(versions.map(({ id, ref }) => [id, ref]));
}

function toEvidence(rows: readonly Row[], refs: ReadonlyMap<number, string>) {
  const projects = new Map(rows.map(({ uid, name }) => [uid, { id: uid, name }]));
  return {
    ...detail.parse(JSON.parse(rows[0]?.detail ?? '')),
    license: rows[0]?.expression ?? '',
    refs: [...new Set(rows.flatMap(({ versionId }) => refs.get(versionId) ?? []))].slice(0, mostNamed),
    projects: [...projects.values()].slice(0, mostNamed),
  };
}

function textsOf({ evidence, notices }: Pick<z.infer<typeof detail>, 'evidence' | 'notices'>) {
  return [...new Set([...evidence, ...notices].flatMap(({ text }) => text ?? []))];
}

async function knownTexts(sha256s: readonly string[], { read }: Database): Promise<ReadonlySet<string>> {
  const rows = await read
    .selectFrom('licenseText')
    .where('sha256', 'in', [...sha256s, ''])
    .select('sha256')
    .execute();
  return new Set(rows.map(({ sha256 }) => sha256));
}
