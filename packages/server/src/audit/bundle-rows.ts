import { createHash } from 'node:crypto';
import type { Reading } from '../store/database.ts';
import { hashOfEntry } from './append.ts';

// Few enough that nobody waits for them, and many enough that a log of a million entries is no million queries.
const rowsAtOnce = 500;

/** What was found of the chain of the audit log while it was read. */
export interface Chain {
  entries: number;
  /** The hash of the last entry, which whoever wrote it down before can compare. */
  last: string | null;
  /** The first entry that does not hold the one before it, or whose hash is not that of what it says. */
  brokenAt: number | null;
}

/** The entries of the audit log up to one, the oldest first; what is found of their chain is told to `chain`. */
export async function* auditEntries(
  reading: Reading,
  {
    lastId,
    beginning,
    chain,
  }: { readonly lastId: number; readonly beginning: string; readonly chain: Chain },
) {
  let previous = beginning;
  for await (const row of inParts((after) =>
    reading
      .selectFrom('audit')
      .where('id', '>', after)
      .where('id', '<=', lastId)
      .orderBy('id')
      .limit(rowsAtOnce)
      .selectAll()
      .execute(),
  )) {
    const { id, at, detail, ...rest } = row;
    if (row.previous !== previous || hashOfEntry(row) !== row.hash) chain.brokenAt ??= chain.entries + 1;
    previous = row.hash;
    chain.entries += 1;
    chain.last = row.hash;
    yield { entry: chain.entries, at: iso(at), ...rest, detail: JSON.parse(detail) };
  }
}

/** Every decision that was ever made, in the order in which they were. */
export async function* decisionsMade(reading: Reading) {
  for await (const row of inParts((after) =>
    reading
      .selectFrom('decision')
      .innerJoin('decisionGroup', 'decisionGroup.id', 'decision.decisionGroupId')
      .leftJoin('component', 'component.id', 'decisionGroup.componentId')
      .leftJoin('license', 'license.id', 'decisionGroup.licenseId')
      .leftJoin('project', 'project.id', 'decision.projectId')
      .leftJoin('projectGroup', 'projectGroup.id', 'decision.projectGroupId')
      .where('decision.id', '>', after)
      .orderBy('decision.id')
      .limit(rowsAtOnce)
      .selectAll('decision')
      .select([
        'decisionGroup.uid as question',
        'decisionGroup.rule',
        'component.key as component',
        'license.expression as license',
        'project.name as project',
        'projectGroup.name as group',
      ])
      .execute(),
  )) {
    const { id: _id, decisionGroupId: _group, projectId: _project, projectGroupId: _in, uid, ...rest } = row;
    const { expiresAt, decidedAt, endedAt } = rest;
    yield {
      ...rest,
      id: uid,
      decidedAt: iso(decidedAt),
      expiresAt: expiresAt === null ? null : iso(expiresAt),
      endedAt: endedAt === null ? null : iso(endedAt),
    };
  }
}

/** Every policy that was ever published, with its text, in the order in which they were written. */
export async function* policiesPublished(reading: Reading) {
  for await (const { id: _id, uid, text, writtenAt, publishedAt, ...rest } of inParts((after) =>
    reading
      .selectFrom('policyVersion')
      .leftJoin('projectGroup', 'projectGroup.id', 'policyVersion.groupId')
      .where('policyVersion.id', '>', after)
      .where('policyVersion.publishedAt', 'is not', null)
      .orderBy('policyVersion.id')
      .limit(rowsAtOnce)
      .select([
        'policyVersion.id',
        'policyVersion.uid',
        'policyVersion.number',
        'projectGroup.name as group',
        'policyVersion.state',
        'policyVersion.note',
        'policyVersion.writtenBy',
        'policyVersion.writtenAt',
        'policyVersion.publishedBy',
        'policyVersion.publishedAt',
        'policyVersion.text',
      ])
      .execute(),
  ))
    yield {
      id: uid,
      ...rest,
      writtenAt: iso(writtenAt),
      publishedAt: publishedAt === null ? null : iso(publishedAt),
      sha256: createHash('sha256').update(text).digest('hex'),
      text,
    };
}

/** Everybody who can have done anything: people with their roles, and tokens. */
export async function* peopleAndTokens(reading: Reading) {
  for await (const { id, uid, name, subject, createdAt, disabledAt } of inParts((after) =>
    reading.selectFrom('user').where('id', '>', after).orderBy('id').limit(rowsAtOnce).selectAll().execute(),
  )) {
    const roles = await reading
      .selectFrom('userRole')
      .leftJoin('projectGroup', 'projectGroup.id', 'userRole.groupId')
      .where('userRole.userId', '=', id)
      .select(['userRole.role', 'projectGroup.name as group'])
      .execute();
    const times = { createdAt: iso(createdAt), disabledAt: disabledAt === null ? null : iso(disabledAt) };
    yield { is: 'person', id: uid, name, subject, roles, ...times };
  }
  for await (const { uid, name, role, group, createdBy, createdAt, expiresAt, revokedAt } of inParts(
    (after) =>
      reading
        .selectFrom('token')
        .leftJoin('projectGroup', 'projectGroup.id', 'token.groupId')
        .where('token.id', '>', after)
        .orderBy('token.id')
        .limit(rowsAtOnce)
        .selectAll('token')
        .select('projectGroup.name as group')
        .execute(),
  )) {
    const times = { createdAt: iso(createdAt), expiresAt: iso(expiresAt) };
    yield {
      is: 'token',
      id: uid,
      name,
      role,
      group,
      createdBy,
      ...times,
      revokedAt: revokedAt === null ? null : iso(revokedAt),
    };
  }
}

/** All rows of a query that gives those after an id, the next part when the one before it was taken. */
async function* inParts<Row extends { readonly id: number }>(
  part: (after: number) => Promise<readonly Row[]>,
): AsyncGenerator<Row> {
  for (let after = 0; ; ) {
    const rows = await part(after);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < rowsAtOnce) return;
    after = last.id;
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
