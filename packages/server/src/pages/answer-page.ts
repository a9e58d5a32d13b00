import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../access/refusal.ts';
import { senderSite } from '../access/sender-site.ts';
import { problemOf, retryAfterOf } from '../api/answer-problem.ts';
import { ApiProblem } from '../api/problem.ts';
import type { ServerMeans } from '../server-means.ts';
import type { Pages, Unsent } from './page.ts';
import { readerMay } from './reader-may.ts';
import { texts } from './request-texts.ts';

/** What answering with pages works with. */
export interface Answering {
  readonly pages: Pages;
  readonly means: ServerMeans;
  readonly request: FastifyRequest;
}

/** Answers whatever was thrown as a page; a defect is told to whoever runs the server. */
export async function answerProblem(
  cause: FastifyError,
  { pages, means, request }: Answering,
  reply: FastifyReply,
) {
  reply.type('text/html; charset=utf-8');
  const provider = means.access.login?.name ?? null;
  const problem = problemOf(cause);
  const isFailure = problem.type === 'defect' || problem.type === 'unavailable';
  // What the API answered, the API has told.
  if (isFailure && !(cause instanceof ApiProblem)) means.failed(cause);
  if (problem.type === 'unavailable' && problem.cause !== undefined) means.failed(problem.cause);
  const wait = retryAfterOf(problem);
  if (wait !== null) reply.header('retry-after', wait);
  const { status, title, detail = '' } = problem.document();
  reply.code(status);
  if (problem instanceof Refusal)
    return reply.send(pages.welcome({ link: null, said: detail, provider, unsent: null })(nothing));
  if (problem.type === 'unauthenticated')
    return reply.send(
      pages.welcome({ link: null, said: null, provider, unsent: unsentOf(request, means) })(nothing),
    );
  // Where the store is not to be had, nobody can be recognised either.
  const may = isFailure ? nothing : await readerMay(request, means);
  return reply.send(pages.problem({ status, title, detail })(may));
}

const nothing = new Set<never>();

/** What somebody filled in here; not what another site has filled in for them, which they might send as their own. */
function unsentOf(
  { method, url, headers, body }: FastifyRequest,
  { publicOrigin }: ServerMeans,
): Unsent | null {
  if (method !== 'POST' || senderSite(headers, publicOrigin()) !== 'own') return null;
  return { action: url, fields: texts(body) };
}
