import type { Job } from './ci/job.ts';

/**
 * What a route may ask of whoever calls it; `fetch` is what scans need to know: policies and waivers, `status` what a sender does: what
 * became of a report, `audit` the log and the bundle of all that was done.
 */
export const permissions = [
  'read',
  'fetch',
  'status',
  'review',
  'policy',
  'ingest',
  'audit',
  'admin',
] as const;
export type Permission = (typeof permissions)[number];

/** What somebody may do, in one project group or in all. */
export const roles = ['viewer', 'reviewer', 'policy-author', 'ingest', 'auditor', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Which permissions a role gives. Whoever reviews writes no policies, and whoever writes them does not review. */
export const permissionsOf: Readonly<Record<Role, readonly Permission[]>> = {
  viewer: ['read', 'fetch', 'status'],
  reviewer: ['read', 'fetch', 'status', 'review'],
  'policy-author': ['read', 'fetch', 'status', 'policy'],
  ingest: ['fetch', 'status', 'ingest'],
  auditor: ['read', 'fetch', 'status', 'audit'],
  admin: permissions,
};

/** A role in one project group, by its id, or in all (`null`). */
export interface Grant {
  readonly role: Role;
  readonly groupId: number | null;
}

/** Whoever calls: a token, a person, or a CI job that shows who it is. */
export interface Principal {
  /** As the audit log names them. */
  readonly name: string;
  readonly via: 'token' | 'session' | 'ci';
  readonly grants: readonly Grant[];
  /** Of a CI job: what its token says, which also says what it may write. */
  readonly job?: Job;
}

/** In which project groups somebody may do something: in all, or in those with these ids. */
export type Reach = 'all' | readonly number[];

/** Where a principal has a permission. */
export function reachOf({ grants }: Principal, permission: Permission): Reach {
  const giving = grants.filter(({ role }) => permissionsOf[role].includes(permission));
  if (giving.some(({ groupId }) => groupId === null)) return 'all';
  return [...new Set(giving.flatMap(({ groupId }) => groupId ?? []))].sort((a, b) => a - b);
}

/**
 * Whether there is any project group in which a principal has a permission. People, tokens, groups and the log belong to no group, so
 * that who administers or audits one group has none of them: they could give themselves the rest, or read of it.
 */
export function may(principal: Principal, permission: Permission): boolean {
  const reach = reachOf(principal, permission);
  return reach === 'all' || (!ofNoGroup.has(permission) && reach.length > 0);
}

const ofNoGroup: ReadonlySet<Permission> = new Set(['audit', 'admin']);
