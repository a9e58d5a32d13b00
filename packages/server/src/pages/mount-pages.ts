import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { cookieName } from '../access/cookie.ts';
import { knowingOnce } from '../access/known-once.ts';
import { type Limiter, TooMany } from '../access/limits.ts';
import { base } from '../api/base.ts';
import { ApiProblem, type ProblemDocument, type ProblemType, problems } from '../api/problem.ts';
import type { ServerMeans } from '../server-means.ts';
import { answerProblem } from './answer-page.ts';
import { mountLogin } from './mount-login.ts';
import type { PageApi, PageRequest, Pages } from './page.ts';
import { pageHeaders } from './page-headers.ts';
import { readerMay } from './reader-may.ts';
import { texts } from './request-texts.ts';

/** Mounts the interface for people: pages and their forms ask the public API in the name of whoever looks. */
export function mountPages(
  app: FastifyInstance,
  pages: Pages,
  { means, limit }: { readonly means: ServerMeans; readonly limit: Limiter },
): void {
  void app.register(async (scope) => {
    // Pages are no part of the API that is described.
    scope.addHook('onRoute', (route) => {
      route.schema = { hide: true };
    });
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: mostForm },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    scope.addHook('onSend', async (_request, reply) => {
      reply.headers(pageHeaders);
    });
    scope.setErrorHandler<FastifyError>(async (cause, request, reply) =>
      answerProblem(cause, { pages, means, request }, reply),
    );
    for (const [name, { type, body }] of Object.entries(pages.assets))
      scope.get(`/assets/${name}`, async (_request, reply) => reply.type(type).send(body));
    for (const page of pages.pages)
      scope.get(page.url, async (request, reply) => {
        const html = await knowingOnce(async () => {
          const document = await page.render(asked(request), apiFor(request, app, means));
          return document(await readerMay(request, means));
        });
        return reply.type('text/html; charset=utf-8').send(html);
      });
    for (const form of pages.forms)
      scope.post(form.url, async (request, reply) => {
        const next = await form.perform(asked(request), apiFor(request, app, means));
        if (typeof next === 'string') return reply.redirect(next, 303);
        const { status = 200, document } = next;
        return reply
          .code(status)
          .type('text/html; charset=utf-8')
          .send(document(await readerMay(request, means)));
      });
    mountLogin(scope, { pages, means, limit });
  });
}

// A policy of 200,000 letters, of which a form makes up to nine bytes each.
const mostForm = 2 * 1024 * 1024;

function asked({ params, query, body }: FastifyRequest): PageRequest {
  return { params: texts(params), query: texts(query), fields: texts(body) };
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
      // Whoever looks at pages has one budget with whoever asks the API.
      remoteAddress: request.ip,
      ...(body ? { body } : {}),
    });
    const value = answer.json();
    if (answer.statusCode < 300) return value;
    const wait = answer.headers['retry-after'];
    if (answer.statusCode === 429 && wait !== undefined) throw new TooMany(Number(wait));
    const { type, detail = '', issues = [] }: ProblemDocument = value;
    const said = [detail, ...issues.map(({ at, message }) => `${at}: ${message}`)].join(' ');
    throw new ApiProblem(type in problems ? (type as ProblemType) : 'defect', said);
  };
  return {
    get: (path) => ask('GET', path),
    find: (path) => ask('GET', path).catch(absent),
    post: (path, body) => ask('POST', path, body),
    put: (path, body) => ask('PUT', path, body),
    delete: (path) => ask('DELETE', path),
    attempt: (path, body) =>
      ask('POST', path, body).then(
        (answer) => ({ is: 'done', answer }),
        (cause: unknown) => refusalOf(cause),
      ),
  };
}

function absent(cause: unknown): null {
  if (cause instanceof ApiProblem && cause.type === 'not-found') return null;
  throw cause;
}

// What is mended by filling a form in otherwise, or by looking again.
const mendable: ReadonlySet<ProblemType> = new Set([
  'bad-request',
  'conflict',
  'not-found',
  'too-many-requests',
  'unavailable',
]);

function refusalOf(cause: unknown) {
  if (!(cause instanceof ApiProblem) || !mendable.has(cause.type)) throw cause;
  return { is: 'refused', status: problems[cause.type].status, detail: cause.message } as const;
}
