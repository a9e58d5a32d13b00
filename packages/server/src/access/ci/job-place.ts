import type { Clock } from '../../clock.ts';
import type { Database, Writing } from '../../store/database.ts';
import { Refusal } from '../refusal.ts';
import { hashOf } from '../secret.ts';
import { channelFor } from './channel.ts';
import type { CiClaims } from './claims.ts';
import type { Job, Trust } from './job.ts';
import { toleranceS } from './verify-token.ts';

/** Where a report goes. */
export interface Place {
  readonly project: string;
  readonly channel: string;
  readonly groupId: number;
}

/** What a job asks for; what it leaves out, its ref and what trusts it say. */
export interface Wish {
  readonly project: string | undefined;
  readonly channel: string | undefined;
}

/**
 * Where the report of a job goes, by what trusts it and not by what it asks for; its token is spent by that. A project that
 * jobs themselves name belongs to the repository that named it first, by its id. Throws a `Refusal`.
 */
export async function placeOfJob(
  { claims, trusts }: Job,
  wish: Wish,
  { database, clock }: { readonly database: Database; readonly clock: Clock },
): Promise<Place> {
  return database.write(async (writing) => {
    const { trust, project } = await named(writing, { claims, trusts }, wish.project);
    const mainRefs: readonly string[] = JSON.parse(trust.mainRefs);
    const channel = channelFor(claims, mainRefs, wish.channel);
    await refuseOtherGroup(writing, project, trust.groupId);
    if (trust.project === null) await bind(writing, project, claims, clock);
    await spend(writing, claims);
    return { project, channel, groupId: trust.groupId };
  });
}

/** The project that a job may ask about; its token is spent by that. Throws a `Refusal`. */
export async function projectOfJob(
  job: Job,
  wished: string | undefined,
  { database }: { readonly database: Database },
): Promise<string> {
  return database.write(async (writing) => {
    const { project } = await named(writing, job, wished);
    await spend(writing, job.claims);
    return project;
  });
}

async function named(writing: Writing, { claims, trusts }: Job, wished: string | undefined): Promise<Named> {
  const bound = await boundProject(writing, claims);
  const all = trusts.map((trust) => ({
    trust,
    project: trust.project ?? bound ?? projectNamedBy(claims),
  }));
  return chosen(all, wished);
}

interface Named {
  readonly trust: Trust;
  readonly project: string;
}

function chosen(named: readonly Named[], wished: string | undefined): Named {
  if (wished !== undefined) {
    const fitting = named.find(({ project }) => project === wished);
    if (fitting) return fitting;
    throw new Refusal('project-not-own', 'forbidden');
  }
  // What is said of the repository goes before what is said of its owner.
  const [first] = named;
  if (!first) throw new Refusal('repository-not-trusted', 'forbidden');
  const alike = named.filter(({ trust }) => trust.repositoryId === first.trust.repositoryId);
  if (alike.some(({ project }) => project !== first.project))
    throw new Refusal('project-ambiguous', 'forbidden');
  return first;
}

const gitHub = 'token.actions.githubusercontent.com';

/** The name that `fineprint upload` gives the project of a repository: its address without the scheme. */
function projectNamedBy({ iss, repository }: CiClaims): string {
  const { host } = new URL(iss);
  return `${host === gitHub ? 'github.com' : host}/${repository}`;
}

async function boundProject(writing: Writing, { iss, repository_id }: CiClaims): Promise<string | null> {
  const row = await writing
    .selectFrom('ciRepository')
    .where('repositoryId', '=', repository_id)
    .where('issuer', '=', iss)
    .select('project')
    .executeTakeFirst();
  return row?.project ?? null;
}

async function refuseOtherGroup(writing: Writing, project: string, groupId: number): Promise<void> {
  const row = await writing
    .selectFrom('project')
    .where('name', '=', project)
    .select('groupId')
    .executeTakeFirst();
  if (row && row.groupId !== groupId) throw new Refusal('project-in-another-group', 'forbidden');
}

async function bind(writing: Writing, project: string, claims: CiClaims, clock: Clock): Promise<void> {
  const { iss: issuer, repository_id: repositoryId } = claims;
  await writing
    .insertInto('ciRepository')
    .values({ project, issuer, repositoryId, boundAt: clock.now() })
    .onConflict((conflict) => conflict.column('project').doNothing())
    .execute();
  const owner = await writing
    .selectFrom('ciRepository')
    .where('project', '=', project)
    .select(['issuer', 'repositoryId'])
    .executeTakeFirstOrThrow();
  const promised = await writing
    .selectFrom('ciTrust')
    .where('project', '=', project)
    .where('revokedAt', 'is', null)
    .select(['issuer', 'repositoryId'])
    .execute();
  if ([owner, ...promised].some((each) => each.issuer !== issuer || each.repositoryId !== repositoryId))
    throw new Refusal('project-of-another-repository', 'forbidden');
}

/** Remembers a token for as long as it could be shown again. */
async function spend(writing: Writing, { iss, jti, exp }: CiClaims): Promise<void> {
  const hash = hashOf(JSON.stringify([iss, jti]));
  const row = await writing
    .insertInto('ciSpent')
    .values({ hash, expiresAt: Math.ceil(exp + 2 * toleranceS) * 1_000 })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .returning('hash')
    .executeTakeFirst();
  if (!row) throw new Refusal('token-shown-before', 'unauthenticated');
}
