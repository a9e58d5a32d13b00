import type { IncomingMessage } from 'node:http';
import { finished, PassThrough, pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { TooLarge } from '../blobs/blob-store.ts';
import { Measured } from '../blobs/measured.ts';
import { ApiProblem } from './problem.ts';

const json = /^application\/(?:[\w.+-]+\+)?json$/;

/**
 * The document that a request holds, as it comes in: JSON in UTF-8, as it is or compressed by gzip. Whoever reads it counts its
 * bytes. Throws an `ApiProblem` for another form, and for one that says itself that it is larger than `mostBytes`.
 */
export function documentIn(request: IncomingMessage, mostBytes: number): Readable {
  const {
    'content-type': type,
    'content-encoding': encoding = 'identity',
    'content-length': length,
  } = request.headers;
  refuseOtherTypes(type);
  if (Number(length ?? 0) > mostBytes) throw new TooLarge(mostBytes);
  switch (encoding.trim().toLowerCase()) {
    case 'identity':
      return received(request);
    case 'gzip':
      return unzipped(request, mostBytes);
    default:
      throw new ApiProblem('unsupported-form', 'Its content-encoding is read where it is gzip, or none.');
  }
}

function refuseOtherTypes(given: string | undefined): void {
  const [type = '', ...parameters] = (given ?? '').split(';').map((part) => part.trim().toLowerCase());
  if (type.startsWith('multipart/') || type === 'application/x-www-form-urlencoded')
    throw new ApiProblem(
      'unsupported-form',
      `The body has to be the document itself, and not a form: curl --data-binary @report.json -H 'content-type: application/json'.`,
    );
  if (!json.test(type))
    throw new ApiProblem(
      'unsupported-form',
      'The document has to be JSON, with "content-type: application/json".',
    );
  const charset = parameters.find((each) => each.startsWith('charset='))?.replace(/^charset=|"/g, '');
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8')
    throw new ApiProblem('unsupported-form', 'The document has to be written in UTF-8.');
}

/** What comes in. Whoever stops reading it leaves the connection whole, or no answer would reach who sends. */
function received(request: IncomingMessage): Readable {
  const content = new PassThrough();
  finished(request, { writable: false }, (cause) => {
    if (cause)
      content.destroy(new ApiProblem('bad-request', 'The connection ended before the document did.'));
  });
  content.on('error', toldToReader);
  content.once('close', () => {
    request.unpipe(content);
    request.resume();
  });
  return request.pipe(content);
}

/** It may fail before anybody reads it; whoever does then is told. */
function toldToReader(): void {
  // Its error stays with the stream.
}

/** What was compressed: as many bytes may come in as go out, since gzip can be long and hold nothing. */
function unzipped(request: IncomingMessage, mostBytes: number): Readable {
  const content = createGunzip().on('error', toldToReader);
  return pipeline(received(request), new Measured(mostBytes), content, toldToReader);
}
