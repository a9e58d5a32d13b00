import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../access/refusal.ts';
import { problemOf, retryAfterOf } from '../api/answer-problem.ts';
import { ApiProblem } from '../api/problem.ts';
import type { ServerMeans } from '../server-means.ts';
import type { Pages } from './page.ts';
import { readerMay } from './reader-may.ts';

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
    return reply.send(pages.welcome({ link: null, said: detail, provider })(nothing));
  if (problem.type === 'unauthenticated')
    return reply.send(pages.welcome({ link: null, said: null, provider })(nothing));
  // Where the store is not to be had, nobody can be recognised either.
  const may = isFailure ? nothing : await readerMay(request, means);
  return reply.send(pages.problem({ status, title, detail })(may));
}

const nothing = new Set<never>();
