import { append, type Deed } from '../../audit/append.ts';
import type { Clock } from '../../clock.ts';
import type { Database, Writing } from '../../store/database.ts';
import { useInvitation } from '../invitations.ts';
import type { Grant } from '../principal.ts';
import { type Reason, Refusal } from '../refusal.ts';
import { startSession } from '../sessions.ts';
import { setGrants } from '../user-roles.ts';
import type { Identity } from './provider.ts';
import { type MappedRole, type RoleMap, rolesIn } from './role-map.ts';

/** How somebody who logged in at the provider comes in here. */
export interface Coming {
  readonly identity: Identity;
  /** The code of the link that they came by, if any. */
  readonly code: string | null;
  readonly roles: RoleMap | null;
}

interface Means {
  readonly database: Database;
  readonly clock: Clock;
}

type User = { readonly id: number; readonly uid: string; readonly name: string };

/** Lets somebody in whom the provider knows, and answers what the new session's cookie holds; throws a `Refusal`. */
export async function letIn(coming: Coming, { database, clock }: Means): Promise<string> {
  const outcome = await database.write(async (writing) => {
    const deeds: Omit<Deed, 'by'>[] = [];
    const user = await userOf(writing, coming, { clock, deeds });
    if (typeof user === 'string') return new Refusal(user, 'forbidden');
    const mayStay = await rolesAreGiven(writing, user, { coming, deeds });
    const cookie = mayStay ? await startSession(writing, user.id, clock) : null;
    if (cookie !== null)
      deeds.push({ action: 'user.came-in', subject: user.uid, detail: { by: 'provider' } });
    const by = { name: user.name, via: 'session' } as const;
    const log = { now: clock.now, dialect: database.dialect };
    await append(
      writing,
      deeds.map((deed) => ({ ...deed, by })),
      log,
    );
    // What they may no more is written down, though they do not come in.
    return cookie ?? new Refusal('no-role', 'forbidden');
  });
  if (outcome instanceof Refusal) throw outcome;
  return outcome;
}

interface Noting {
  readonly clock: Clock;
  readonly deeds: Omit<Deed, 'by'>[];
}

async function userOf(
  writing: Writing,
  { identity, code, roles }: Coming,
  noting: Noting,
): Promise<User | Reason> {
  const { subject } = identity;
  const known = await writing
    .selectFrom('user')
    .where('subject', '=', subject)
    .selectAll()
    .executeTakeFirst();
  if (known) return known.disabledAt === null ? known : 'let-in-no-more';
  if (code !== null) return invited(writing, code, subject, noting);
  if (roles === null) return 'not-invited';
  // Nobody is made who could do nothing.
  return rolesIn(roles, identity.groups).length === 0 ? 'no-role' : made(writing, identity, noting);
}

/** Whoever has the link is the one who was invited; from then on the provider's subject is who they are. */
async function invited(
  writing: Writing,
  code: string,
  subject: string,
  { clock, deeds }: Noting,
): Promise<User | Reason> {
  const userId = await useInvitation(writing, code, clock);
  if (userId === null) return 'link-not-valid';
  const user = await writing
    .updateTable('user')
    .set({ subject })
    .where('id', '=', userId)
    .where('disabledAt', 'is', null)
    .returning(['id', 'uid', 'name'])
    .executeTakeFirst();
  if (!user) return 'let-in-no-more';
  deeds.push({ action: 'user.bound', subject: user.uid, detail: { after: { subject } } });
  return user;
}

const longestName = 100;

/** Names stand in the audit log and in decisions: no two people have the same, whatever the provider calls them. */
async function made(writing: Writing, { name, subject }: Identity, { clock, deeds }: Noting): Promise<User> {
  const uid = clock.id();
  const wished = name.slice(0, longestName);
  const taken = await writing.selectFrom('user').where('name', '=', wished).select('id').executeTakeFirst();
  const given = taken ? `${wished} (${uid.slice(-8)})` : wished;
  const row = { uid, name: given, subject, createdAt: clock.now() };
  const user = await writing
    .insertInto('user')
    .values(row)
    .returning(['id', 'uid', 'name'])
    .executeTakeFirstOrThrow();
  deeds.push({ action: 'user.made', subject: uid, detail: { after: { name: given, subject } } });
  return user;
}

/** Gives the roles of the provider's groups, where these say; answers whether any is left. */
async function rolesAreGiven(
  writing: Writing,
  { id, uid }: User,
  { coming: { roles, identity }, deeds }: { readonly coming: Coming; readonly deeds: Omit<Deed, 'by'>[] },
): Promise<boolean> {
  if (roles === null) return true;
  const mapped = rolesIn(roles, identity.groups);
  const grants = await grantsIn(writing, mapped);
  if (await setGrants(writing, id, grants))
    deeds.push({ action: 'user.roles-changed', subject: uid, detail: { after: { roles: mapped } } });
  return grants.length > 0;
}

/** A project group that is not there yet gives nothing. */
async function grantsIn(writing: Writing, mapped: readonly MappedRole[]): Promise<readonly Grant[]> {
  const rows = await writing.selectFrom('projectGroup').select(['id', 'name']).execute();
  const ids = new Map(rows.map(({ id, name }) => [name, id]));
  return mapped.flatMap(({ role, group }) => {
    const groupId = group === null ? null : ids.get(group);
    return groupId === undefined ? [] : [{ role, groupId }];
  });
}
