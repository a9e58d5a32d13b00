import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { authorized } from '../access/authorized.ts';
import { reachOf } from '../access/principal.ts';
import { levelOf } from '../api/findings.ts';
import { ApiProblem } from '../api/problem.ts';
import type { ServerMeans } from '../server-means.ts';
import { badgeOf, drawn, type Standing } from './badge.ts';

/** Mounts the badges of projects, which lie outside of the API: pages of others show them. */
export function mountBadges(app: FastifyInstance, means: ServerMeans): void {
  app.get<{ Params: { project: string } }>(
    '/badges/:project.svg',
    { schema: { hide: true } },
    async (request, reply) => {
      const { standing, isPublic } = await standingFor(request.params.project, request, means);
      const picture = drawn(badgeOf(standing));
      const etag = `"${createHash('sha256').update(picture).digest('base64url').slice(0, 22)}"`;
      reply.headers({
        etag,
        // Proxies of images keep what they get; so long it may be old.
        'cache-control': isPublic ? 'public, max-age=300' : 'private, no-cache',
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
      });
      if (request.headers['if-none-match'] === etag) return reply.code(304).send();
      return reply.type('image/svg+xml').send(picture);
    },
  );
}

async function standingFor(
  uid: string,
  request: FastifyRequest,
  means: ServerMeans,
): Promise<{ readonly standing: Standing; readonly isPublic: boolean }> {
  const { read } = means.database;
  const row = await read
    .selectFrom('project')
    .leftJoin('publicBadge', 'publicBadge.projectGroupId', 'project.groupId')
    .where('project.uid', '=', uid)
    .select(['project.id', 'project.groupId', 'project.seenAt', 'publicBadge.projectGroupId as shown'])
    .executeTakeFirst();
  const isPublic = row !== undefined && row.shown !== null;
  // What nobody may see and what is not there look alike.
  if (!row || !(isPublic || (await mayRead(row.groupId, request, means))))
    throw new ApiProblem('not-found', `There is no badge "${uid}" that anybody may see.`);
  return { standing: { isSeen: row.seenAt !== null, ...(await licensesOf(row.id, means)) }, isPublic };
}

/** What was found about the licences of a project; pins and the like are not what the badge speaks of. */
async function licensesOf(projectId: number, { database }: ServerMeans): Promise<Omit<Standing, 'isSeen'>> {
  const rows = await database.read
    .selectFrom('finding')
    .innerJoin('decisionGroup', 'decisionGroup.id', 'finding.decisionGroupId')
    .where('finding.projectId', '=', projectId)
    .where('finding.state', 'in', ['open', 'rejected'])
    .where('decisionGroup.rule', 'like', 'license-%')
    .groupBy(['finding.state', 'finding.severity'])
    .select(({ fn }) => ['finding.state', 'finding.severity', fn.countAll<number>().as('count')])
    .execute();
  const sum = (some: typeof rows) => some.reduce((total, { count }) => total + Number(count), 0);
  const waiting = rows.filter(({ state }) => state === 'open');
  const errors = sum(waiting.filter(({ severity }) => levelOf(severity) === 'error'));
  return { errors, others: sum(waiting) - errors, isRejected: rows.length > waiting.length };
}

async function mayRead(groupId: number, request: FastifyRequest, means: ServerMeans): Promise<boolean> {
  try {
    const reach = reachOf(await authorized(request, { permission: 'read', takesJobs: false }, means), 'read');
    return reach === 'all' || reach.includes(groupId);
  } catch (cause) {
    if (cause instanceof ApiProblem) return false;
    throw cause;
  }
}
