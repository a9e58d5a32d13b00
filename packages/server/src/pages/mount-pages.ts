import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { cookieName, cookieOptions } from '../access/cookie.ts';
import { useInvitation } from '../access/invitations.ts';
import { senderSite } from '../access/sender-site.ts';
import { endSession } from '../access/sessions.ts';
import { base } from '../api/base.ts';
import { ApiProblem, type ProblemDocument, type ProblemType, problems } from '../api/problem.ts';
import type { ServerMeans } from '../server-means.ts';
import type { PageApi, PageRequest, Pages } from './page.ts';
import { pageHeaders } from './page-headers.ts';

/** Mounts the interface for people: pages and their forms ask the public API in the name of whoever looks. */
export function mountPages(app: FastifyInstance, pages: Pages, means: ServerMeans): void {
  void app.register(async (scope) => {
    // Pages are no part of the API that is described.
    scope.addHook('onRoute', (route) => {
      route.schema = { hide: true };
    });
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    scope.addHook('onSend', async (_request, reply) => {
      reply.headers(pageHeaders);
    });
    scope.setErrorHandler(async (cause, _request, reply) => answerProblem(cause, { pages, means }, reply));
    for (const [name, { type, body }] of Object.entries(pages.assets))
      scope.get(`/assets/${name}`, async (_request, reply) => reply.type(type).send(body));
    for (const page of pages.pages)
      scope.get(page.url, async (request, reply) =>
        reply
          .type('text/html; charset=utf-8')
          .send(await page.render(asked(request), apiFor(request, app, means))),
      );
    for (const form of pages.forms)
      scope.post(form.url, async (request, reply) => {
        const next = await form.perform(asked(request), apiFor(request, app, means));
        if (typeof next === 'string') return reply.redirect(next, 303);
        return reply.type('text/html; charset=utf-8').send(next.document);
      });
    mountWelcome(scope, pages, means);
  });
}

function asked({ params, query, body }: FastifyRequest): PageRequest {
  return { params: texts(params), query: texts(query), fields: texts(body) };
}

/** The values of an object that are texts: a parameter that is given twice is none. */
function texts(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function apiFor(request: FastifyRequest, app: FastifyInstance, means: ServerMeans): PageApi {
  const name = cookieName(means.publicOrigin());
  const own: Record<string, string> = { cookie: `${name}=${request.cookies[name] ?? ''}` };
  // What a foreign site sends must look foreign to the API as well.
  for (const told of ['origin', 'sec-fetch-site']) {
    const value = request.headers[told];
    if (typeof value === 'string') own[told] = value;
  }
  const ask = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object) => {
    const answer = await app.inject({
      method,
      url: `${base}${path}`,
      headers: own,
      ...(body ? { body } : {}),
    });
    const value = answer.json();
    if (answer.statusCode < 300) return value;
    const { type, detail = '' }: ProblemDocument = value;
    throw new ApiProblem(type in problems ? (type as ProblemType) : 'defect', detail);
  };
  return {
    get: (path) => ask('GET', path),
    post: (path, body) => ask('POST', path, body),
    put: (path, body) => ask('PUT', path, body),
    delete: (path) => ask('DELETE', path),
  };
}

interface Answering {
  readonly pages: Pages;
  readonly means: ServerMeans;
}

function answerProblem(cause: unknown, { pages, means }: Answering, reply: FastifyReply) {
  reply.type('text/html; charset=utf-8');
  if (!(cause instanceof ApiProblem)) {
    means.failed(cause);
    const { status, title } = problems.defect;
    return reply
      .code(status)
      .send(pages.problem({ status, title, detail: 'The log of the server says more.' }));
  }
  if (cause.type === 'unauthenticated') return reply.code(401).send(pages.welcome(null, false));
  const { status, title, detail = '' } = cause.document();
  return reply.code(status).send(pages.problem({ status, title, detail }));
}

/** Lets people in by a link: it is used up by a click, and not by programs that look at links before people do. */
function mountWelcome(
  scope: FastifyInstance,
  pages: Pages,
  { database, clock, publicOrigin }: ServerMeans,
): void {
  scope.get('/welcome', async (request, reply) =>
    reply.type('text/html; charset=utf-8').send(pages.welcome(texts(request.query).code ?? null, false)),
  );
  scope.post('/welcome', async (request, reply) => {
    const own = publicOrigin();
    // Another site could let its own people in here, and read what they then do in this one's name.
    refuseOthers(request, own);
    const code = texts(request.body).code ?? '';
    const cookie = await database.write((writing) => useInvitation(writing, code, clock));
    if (cookie === null)
      return reply.code(403).type('text/html; charset=utf-8').send(pages.welcome(null, true));
    return reply.setCookie(cookieName(own), cookie, cookieOptions(own)).redirect('/', 303);
  });
  scope.post('/leave', async (request, reply) => {
    const own = publicOrigin();
    refuseOthers(request, own);
    const cookie = request.cookies[cookieName(own)];
    if (cookie !== undefined) await database.write((writing) => endSession(writing, cookie));
    return reply.clearCookie(cookieName(own), cookieOptions(own)).redirect('/', 303);
  });
}

function refuseOthers({ headers }: FastifyRequest, own: string): void {
  if (senderSite(headers, own) === 'other')
    throw new ApiProblem('forbidden', `It comes from another site than ${own}.`);
}
