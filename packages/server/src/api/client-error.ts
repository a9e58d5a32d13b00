import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { ApiProblem, type ProblemType } from './problem.ts';

/** Answers what never became a request, or not a whole one in time, as a problem document, and ends the connection. */
export function answerClientError(cause: Error & { readonly code?: string }, socket: Socket): void {
  // Nobody is there any more.
  if (cause.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) socket.write(answerOf(cause.code));
  socket.destroySoon();
}

const types: Readonly<Record<string, readonly [ProblemType, string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['too-slow', 'The request was not whole in time.'],
  HPE_HEADER_OVERFLOW: ['headers-too-large', 'The headers are larger than 16 KiB.'],
};

function answerOf(code: string | undefined): string {
  const [type, detail] = types[code ?? ''] ?? ['bad-request', 'That is no HTTP.'];
  const document = new ApiProblem(type, detail).document();
  const body = JSON.stringify(document);
  return [
    `HTTP/1.1 ${document.status} ${STATUS_CODES[document.status]}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
    '',
    body,
  ].join('\r\n');
}
