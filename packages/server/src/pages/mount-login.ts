import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { cookieName, cookieOptions } from '../access/cookie.ts';
import { isLocalLink, useInvitation } from '../access/invitations.ts';
import type { Limiter } from '../access/limits.ts';
import { letIn } from '../access/login/let-in.ts';
import type { IdentityProvider } from '../access/login/provider.ts';
import { Refusal } from '../access/refusal.ts';
import { senderSite } from '../access/sender-site.ts';
import { endSession, startSession } from '../access/sessions.ts';
import { ApiProblem } from '../api/problem.ts';
import { append } from '../audit/append.ts';
import type { ServerMeans } from '../server-means.ts';
import type { Pages } from './page.ts';
import { texts } from './request-texts.ts';

/** What letting people in works with. */
export interface Letting {
  readonly pages: Pages;
  readonly means: ServerMeans;
  readonly limit: Limiter;
}

/** Lets people in, by a link or at the identity provider, and out again. */
export function mountLogin(scope: FastifyInstance, letting: Letting): void {
  const { means, limit } = letting;
  mountWelcome(scope, letting);
  const { login } = means.access;
  if (login !== null) mountProvider(scope, login, letting);
  scope.post('/leave', async (request, reply) => {
    await limit.count(request, 'attempts');
    const own = means.publicOrigin();
    refuseOthers(request, own);
    const cookie = request.cookies[cookieName(own)];
    if (cookie !== undefined) await means.database.write((writing) => endSession(writing, cookie));
    return reply.clearCookie(cookieName(own), cookieOptions(own)).redirect('/', 303);
  });
}

/** A link is used up by a click, and not by programs that look at links before people do. */
function mountWelcome(scope: FastifyInstance, { pages, means, limit }: Letting): void {
  const { database, access, publicOrigin } = means;
  const provider = access.login?.name ?? null;
  scope.get('/welcome', async (request, reply) => {
    await limit.count(request, 'attempts');
    const { code } = texts(request.query);
    const link = code === undefined ? null : { code, isLocal: await isLocal(code, means) };
    return reply
      .type('text/html; charset=utf-8')
      .send(pages.welcome({ link, said: null, provider, unsent: null })(new Set()));
  });
  scope.post('/welcome', async (request, reply) => {
    await limit.count(request, 'attempts');
    const own = publicOrigin();
    // Another site could let its own people in here, and read what they then do in this one's name.
    refuseOthers(request, own);
    const { code = '' } = texts(request.body);
    if (!(await isLocal(code, means))) throw new Refusal('link-not-valid', 'forbidden');
    const cookie = await database.write((writing) => comeIn(writing, code, means));
    if (cookie === null) throw new Refusal('link-not-valid', 'forbidden');
    return reply.setCookie(cookieName(own), cookie, cookieOptions(own)).redirect('/', 303);
  });
}

/** Whether a link lets somebody in by itself: where there is a provider, only those do that the server itself has made. */
async function isLocal(code: string, { access, database }: ServerMeans): Promise<boolean> {
  return access.login === null || isLocalLink(database.read, code);
}

async function comeIn(
  writing: Parameters<typeof useInvitation>[0],
  code: string,
  { clock, database }: ServerMeans,
): Promise<string | null> {
  const userId = await useInvitation(writing, code, clock);
  if (userId === null) return null;
  const user = await writing
    .selectFrom('user')
    .where('id', '=', userId)
    .where('disabledAt', 'is', null)
    .select(['uid', 'name'])
    .executeTakeFirst();
  if (!user) return null;
  const by = { name: user.name, via: 'session' } as const;
  const deed = { by, action: 'user.came-in', subject: user.uid, detail: { by: 'link' } };
  await append(writing, [deed], { now: clock.now, dialect: database.dialect });
  return startSession(writing, userId, clock);
}

const attemptForm = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  code: z.string().nullable(),
});
const attemptLifeS = 600;

function mountProvider(scope: FastifyInstance, login: IdentityProvider, { means, limit }: Letting): void {
  const own = () => means.publicOrigin();
  const name = () => `${cookieName(own())}-login`;
  const clear = (reply: FastifyReply) => reply.clearCookie(name(), cookieOptions(own()));
  scope.get('/login', async (request, reply) => {
    await limit.count(request, 'attempts');
    const { code = null } = texts(request.query);
    const { address, attempt } = await login.begin(`${own()}/login/back`);
    const kept = Buffer.from(JSON.stringify({ ...attempt, code })).toString('base64url');
    // It stays in the browser that began: only there can the answer end what was begun, and nothing is stored for those who never come back.
    return reply
      .setCookie(name(), kept, { ...cookieOptions(own()), maxAge: attemptLifeS })
      .redirect(address, 302);
  });
  scope.get('/login/back', async (request, reply) => {
    await limit.count(request, 'attempts');
    clear(reply);
    try {
      const { code, ...attempt } = attemptIn(request.cookies[name()]);
      const identity = await login.end(new URL(request.url, own()), attempt);
      const session = await letIn({ identity, code, roles: login.roles }, means);
      // Whoever was logged in before is so no more: a session is not taken over.
      const before = request.cookies[cookieName(own())];
      if (before !== undefined) await means.database.write((writing) => endSession(writing, before));
      return reply.setCookie(cookieName(own()), session, cookieOptions(own())).redirect('/', 302);
    } catch (cause) {
      if (cause instanceof Refusal) await means.access.refusals.note(cause, 'session');
      throw cause;
    }
  });
}

function attemptIn(cookie: string | undefined): z.infer<typeof attemptForm> {
  if (cookie === undefined) throw new Refusal('attempt-unknown', 'forbidden');
  try {
    return attemptForm.parse(JSON.parse(Buffer.from(cookie, 'base64url').toString('utf8')));
  } catch (cause) {
    throw new Refusal('attempt-unknown', 'forbidden', { cause });
  }
}

function refuseOthers({ headers }: FastifyRequest, own: string): void {
  if (senderSite(headers, own) === 'other')
    throw new ApiProblem('forbidden', `It comes from another site than ${own}.`);
}
