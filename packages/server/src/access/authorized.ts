import type { FastifyRequest } from 'fastify';
import { ApiProblem } from '../api/problem.ts';
import type { ServerMeans } from '../server-means.ts';
import { knownJob, mayBeOfJob } from './ci/known-job.ts';
import { cookieName } from './cookie.ts';
import { may, type Permission, type Principal } from './principal.ts';
import { Refusal } from './refusal.ts';
import { senderSite } from './sender-site.ts';
import { principalOfSession } from './sessions.ts';
import { principalOf } from './tokens.ts';

// Tokens of GitHub's jobs have some 1,500 letters; headers as a whole no more than 16,384.
const bearer = /^Bearer (?<token>\S{1,8192})$/i;
const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What a route asks of whoever calls it. */
export interface Needs {
  /** `null` where whoever asks need not be known. */
  readonly permission: Permission | null;
  /** Whether a CI job may show its own token in place of one of this server. */
  readonly takesJobs: boolean;
}

/** Who asks, if they may ask that; throws an `ApiProblem` otherwise. A token goes before a cookie. */
export async function authorized(
  request: FastifyRequest,
  needs: Needs,
  means: ServerMeans,
): Promise<Principal> {
  if (needs.permission === null) return anybody;
  const principal = await known(request, needs, means);
  if (!may(principal, needs.permission))
    throw new ApiProblem(
      'forbidden',
      `It takes the permission "${needs.permission}", which ${principal.name} does not have.`,
    );
  return principal;
}

const anybody: Principal = { name: 'anybody', via: 'token', grants: [] };

async function known(request: FastifyRequest, needs: Needs, means: ServerMeans): Promise<Principal> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const token = bearer.exec(authorization)?.groups?.token ?? '';
    if (mayBeOfJob(token)) return jobShowing(token, needs, means);
    const principal = await principalOf(token, means.database, means.clock);
    if (principal) return principal;
    throw new ApiProblem('unauthenticated', 'The token is unknown, expired or revoked.');
  }
  const cookie = request.cookies[cookieName(means.publicOrigin())];
  if (cookie === undefined)
    throw new ApiProblem('unauthenticated', 'Log in, or send a token as "Authorization: Bearer fp_…".');
  refuseForeign(request, means.publicOrigin());
  const principal = await principalOfSession(cookie, means.database, means.clock);
  if (principal) return principal;
  throw new ApiProblem('unauthenticated', 'The session is over: log in again.');
}

async function jobShowing(token: string, { takesJobs }: Needs, means: ServerMeans): Promise<Principal> {
  const { access, clock, database, publicOrigin } = means;
  try {
    if (!takesJobs) throw new Refusal('upload-only', 'unauthenticated');
    const verifying = { issuers: access.issuers, audience: publicOrigin(), clock };
    return await knownJob(token, verifying, database);
  } catch (cause) {
    if (cause instanceof Refusal) await access.refusals.note(cause, 'ci');
    throw cause;
  }
}

function refuseForeign({ method, headers }: FastifyRequest, own: string): void {
  if (safeMethods.has(method) || senderSite(headers, own) === 'own') return;
  throw new ApiProblem(
    'forbidden',
    `It comes from another site (${headers.origin ?? 'none is told'}) than ${own}.`,
  );
}
