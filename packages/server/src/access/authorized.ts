import type { FastifyRequest } from 'fastify';
import { ApiProblem } from '../api/problem.ts';
import type { ServerMeans } from '../server-means.ts';
import { cookieName } from './cookie.ts';
import { may, type Permission, type Principal } from './principal.ts';
import { senderSite } from './sender-site.ts';
import { principalOfSession } from './sessions.ts';
import { principalOf } from './tokens.ts';

const bearer = /^Bearer (?<token>\S{1,200})$/i;
const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Who asks, if they may ask that; throws an `ApiProblem` otherwise. A token goes before a cookie. */
export async function authorized(
  request: FastifyRequest,
  needs: Permission | null,
  means: ServerMeans,
): Promise<Principal> {
  if (needs === null) return anybody;
  const principal = await known(request, means);
  if (!may(principal, needs))
    throw new ApiProblem(
      'forbidden',
      `It takes the permission "${needs}", which ${principal.name} does not have.`,
    );
  return principal;
}

const anybody: Principal = { name: 'anybody', via: 'token', grants: [] };

async function known(request: FastifyRequest, means: ServerMeans): Promise<Principal> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const token = bearer.exec(authorization)?.groups?.token ?? '';
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

function refuseForeign({ method, headers }: FastifyRequest, own: string): void {
  if (safeMethods.has(method) || senderSite(headers, own) === 'own') return;
  throw new ApiProblem(
    'forbidden',
    `It comes from another site (${headers.origin ?? 'none is told'}) than ${own}.`,
  );
}
