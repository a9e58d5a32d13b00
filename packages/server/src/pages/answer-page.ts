import type { FastifyReply, FastifyRequest } from 'fastify';
import { TooMany } from '../access/limits.ts';
import { Refusal } from '../access/refusal.ts';
import { ApiProblem, problems } from '../api/problem.ts';
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
  cause: unknown,
  { pages, means, request }: Answering,
  reply: FastifyReply,
) {
  reply.type('text/html; charset=utf-8');
  const provider = means.access.login?.name ?? null;
  if (!(cause instanceof ApiProblem)) {
    means.failed(cause);
    const { status, title } = problems.defect;
    return reply
      .code(status)
      .send(pages.problem({ status, title, detail: 'The log of the server says more.' })(nothing));
  }
  if (cause.type === 'unavailable' && cause.cause !== undefined) means.failed(cause.cause);
  if (cause instanceof TooMany) reply.header('retry-after', cause.retryAfterS);
  const { status, title, detail = '' } = cause.document();
  reply.code(status);
  if (cause instanceof Refusal)
    return reply.send(pages.welcome({ link: null, said: detail, provider })(nothing));
  if (cause.type === 'unauthenticated')
    return reply.send(pages.welcome({ link: null, said: null, provider })(nothing));
  // Where the store is not to be had, nobody can be recognised either.
  const may = cause.type === 'unavailable' ? nothing : await readerMay(request, means);
  return reply.send(pages.problem({ status, title, detail })(may));
}

const nothing = new Set<never>();
