import type { FastifyRequest } from 'fastify';
import { cookieName } from '../access/cookie.ts';
import { may, type Permission, permissions } from '../access/principal.ts';
import { principalOfSession } from '../access/sessions.ts';
import type { ServerMeans } from '../server-means.ts';

/** What whoever looks at a page may do somewhere: nothing where nobody is known. It chooses links alone; the API is what refuses. */
export async function readerMay(
  { cookies }: FastifyRequest,
  { database, clock, publicOrigin }: ServerMeans,
): Promise<ReadonlySet<Permission>> {
  const cookie = cookies[cookieName(publicOrigin())];
  const principal = cookie === undefined ? null : await principalOfSession(cookie, database, clock);
  return new Set(principal === null ? [] : permissions.filter((each) => may(principal, each)));
}
