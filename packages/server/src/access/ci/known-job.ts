import type { Database } from '../../store/database.ts';
import type { Principal } from '../principal.ts';
import { Refusal } from '../refusal.ts';
import type { CiClaims } from './claims.ts';
import type { Trust } from './job.ts';
import { type Verifying, verifyToken } from './verify-token.ts';

const form = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/** Whether a bearer token may be one of a CI job: tokens of this server have no dots. */
export function mayBeOfJob(token: string): boolean {
  return form.test(token);
}

/** Which job shows a token, and what trusts it; throws a `Refusal` where it proves nothing, or nothing trusts it. */
export async function knownJob(token: string, verifying: Verifying, { read }: Database): Promise<Principal> {
  const claims = await verifyToken(token, verifying);
  const trusts = await trustsIn(claims, read);
  if (trusts.length === 0) throw new Refusal('repository-not-trusted', 'forbidden', { said: saidBy(claims) });
  return {
    name: `${claims.repository}@${claims.ref}`,
    via: 'ci',
    grants: trusts.map(({ groupId }) => ({ role: 'ingest', groupId })),
    job: { claims, trusts },
  };
}

const mostTrusts = 100;

async function trustsIn(claims: CiClaims, read: Database['read']): Promise<readonly Trust[]> {
  const rows = await read
    .selectFrom('ciTrust')
    .where('ownerId', '=', claims.repository_owner_id)
    .where('issuer', '=', claims.iss)
    .where((where) =>
      where.or([where('repositoryId', '=', claims.repository_id), where('repositoryId', 'is', null)]),
    )
    .where('revokedAt', 'is', null)
    .orderBy('id')
    .limit(mostTrusts)
    .select(['uid', 'repositoryId', 'project', 'groupId', 'mainRefs'])
    .execute();
  return rows.toSorted((a, b) => Number(a.repositoryId === null) - Number(b.repositoryId === null));
}

/** What a token says of itself, for the log of refusals. */
export function saidBy(claims: CiClaims): Readonly<Record<string, string>> {
  const { iss, repository, repository_id, repository_owner_id, ref, event_name, run_id = '' } = claims;
  return {
    issuer: iss,
    repository,
    repositoryId: repository_id,
    ownerId: repository_owner_id,
    ref,
    event: event_name,
    run: run_id,
  };
}
