import type { PolicyText } from 'fineprint';
import { sql } from 'kysely';
import type { Reading, Writing } from '../store/database.ts';

/** The policies that judge the projects of a group: that for all, and over it the group's own. */
export interface InForce {
  readonly texts: readonly PolicyText[];
  /** Which versions they are; empty where there is none, and the findings of reports stand. */
  readonly ids: string;
}

/** A policy that is to be judged by, in place of the one that is published for the same projects. */
export interface Draft {
  /** The project group that it is for, or `null` for all. */
  readonly groupId: number | null;
  readonly text: string;
}

/** What a draft is called where its defects are told. */
export const draftName = 'draft';

/** Reads which policies are published for a group's projects; with a draft, which there would be. */
export async function policiesFor(
  groupId: number | null,
  read: Reading,
  draft: Draft | null = null,
): Promise<InForce> {
  const rows = await read
    .selectFrom('policyVersion')
    .leftJoin('projectGroup', 'projectGroup.id', 'policyVersion.groupId')
    // Written out, since an index of some rows is used only where the query says which.
    .where('state', '=', sql.lit('published'))
    .where(sql<number>`coalesce(policy_version.group_id, 0)`, 'in', [0, groupId ?? 0])
    .select([
      'policyVersion.uid',
      'policyVersion.groupId',
      'policyVersion.number',
      'policyVersion.text',
      'projectGroup.name',
    ])
    .execute();
  const scopes = groupId === null ? [null] : [null, groupId];
  const laid = scopes.flatMap((scope) => {
    if (draft && draft.groupId === scope) return { uid: draftName, text: policyText(draftName, draft.text) };
    const row = rows.find((each) => each.groupId === scope);
    if (!row) return [];
    const of = scope === null ? 'all projects' : row.name;
    return { uid: row.uid, text: policyText(`policy of ${of}, version ${row.number}`, row.text) };
  });
  return { texts: laid.map(({ text }) => text), ids: laid.map(({ uid }) => uid).join(' ') };
}

function policyText(name: string, text: string): PolicyText {
  return { name, path: name, text, isOfServer: true };
}

/**
 * Reads the policies of a group so that none is published meanwhile: whoever publishes locks the groups against this lock, and
 * has it before anything about their projects is written.
 */
export async function heldPolicies(writing: Writing, groupId: number, locks: boolean): Promise<InForce> {
  if (locks)
    await writing.selectFrom('projectGroup').where('id', '=', groupId).select('id').forShare().execute();
  return policiesFor(groupId, writing);
}
