import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { TooMany } from '../access/limits.ts';
import { TooLarge } from '../blobs/blob-store.ts';
import type { Pages } from '../pages/page.ts';
import { pageHeaders } from '../pages/page-headers.ts';
import { readerMay } from '../pages/reader-may.ts';
import type { ServerMeans } from '../server-means.ts';
import { tookTooLong } from '../store/took-too-long.ts';
import { base } from './base.ts';
import { ApiProblem, type ProblemType } from './problem.ts';
import { isUnavailable } from './unavailable.ts';

/** Makes what answers whatever was thrown, as a problem document; a defect is told to whoever runs the server, and not to who asks. */
export function problemAnswer({ failed }: Pick<ServerMeans, 'failed'>) {
  return async (cause: FastifyError, _request: FastifyRequest, reply: FastifyReply) => {
    const problem = problemOf(cause);
    if (problem.type === 'defect' || problem.type === 'unavailable') failed(cause);
    const wait = retryAfterOf(problem);
    if (wait !== null) reply.header('retry-after', wait);
    if (problem.type === 'unauthenticated') reply.header('www-authenticate', 'Bearer');
    const document = problem.document();
    return reply
      .code(document.status)
      .type('application/problem+json')
      .serializer(JSON.stringify)
      .send(document);
  };
}

/** Makes what answers a request for which there is no route: a page to people, a problem document to programs. */
export function unknownAnswer(pages: Pages | undefined, means: ServerMeans) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const { method, url, headers } = request;
    const document = new ApiProblem('not-found', `There is no ${method} of this address.`).document();
    const { status, title, detail = '' } = document;
    reply.code(status);
    if (pages && !url.startsWith(`${base}/`) && headers.accept?.includes('text/html'))
      return reply
        .headers(pageHeaders)
        .type('text/html; charset=utf-8')
        .send(pages.problem({ status, title, detail })(await readerMay(request, means)));
    return reply.type('application/problem+json').serializer(JSON.stringify).send(document);
  };
}

// As long as a database takes to start again.
const outageS = 5;

/** After how many seconds it may be asked again, where that is known. */
export function retryAfterOf(problem: ApiProblem): number | null {
  if (problem instanceof TooMany) return problem.retryAfterS;
  return problem.type === 'unavailable' ? outageS : null;
}

// Fastify's own errors by its codes, which are part of its interface.
const codes: Readonly<Record<string, ProblemType>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-form',
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_CTP_INVALID_JSON_BODY: 'bad-request',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'bad-request',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'bad-request',
  // What zlib says of a body that is no whole gzip; documents of ours are compressed otherwise.
  Z_DATA_ERROR: 'bad-request',
  Z_BUF_ERROR: 'bad-request',
};

/** The problem that whatever was thrown is to whoever asked. */
export function problemOf(cause: FastifyError): ApiProblem {
  if (cause instanceof ApiProblem) return cause;
  if (cause instanceof TooLarge) return new ApiProblem('too-large', cause.message);
  if (hasZodFastifySchemaValidationErrors(cause))
    return new ApiProblem('bad-request', 'Part of the request does not have its form.', {
      issues: cause.validation.map(({ instancePath, message }) => ({
        at: `${cause.validationContext ?? ''}${instancePath}`,
        message: message ?? 'It is not valid.',
      })),
    });
  if (isUnavailable(cause))
    return new ApiProblem(
      'unavailable',
      'The database or the documents are not to be had now: nothing was taken in charge. Ask again in a while.',
    );
  if (tookTooLong(cause))
    return new ApiProblem('took-too-long', 'Ask for a shorter page ("limit"), or for a narrower part of it.');
  const type = codes[cause.code];
  if (type) return new ApiProblem(type, cause.message);
  return new ApiProblem('defect', 'That is a defect of Fineprint; its log says more.');
}
