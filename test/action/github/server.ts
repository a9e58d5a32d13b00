import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, type Handler, notFound, refusal } from './answer.ts';
import { commentAnswers } from './comment-answers.ts';
import { errorsIn, type Operation } from './description.ts';
import { type FailingOperation, type Failure, fail } from './failures.ts';
import { gitAnswers } from './git-answers.ts';
import type { Hub } from './hub.ts';
import { refusalOf } from './permissions.ts';
import { accountAnswer, repositoryAnswers } from './repository-answers.ts';
import { type Found, parsed, requestErrors, route } from './request.ts';
import { sample } from './sample.ts';

/** A request that came, by the description's name of the operation. */
export interface Received {
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<IncomingMessage['headers']>;
  readonly body: string;
}

/** GitHub's API on loopback. */
export interface Api {
  readonly url: string;
  readonly received: readonly Received[];
  /** What requests, or answers of this double, break of GitHub's description and of its rules for clients. */
  readonly violations: string[];
  readonly failing: FailingOperation[];
  close(): Promise<void>;
}

const answers: Readonly<Record<string, Handler>> = { ...gitAnswers, ...commentAnswers, ...repositoryAnswers };

/** Starts the API over what a hub holds. */
export async function startApi(hub: Hub): Promise<Api> {
  const received: Received[] = [];
  const violations: string[] = [];
  const failing: FailingOperation[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', headers } = request;
    // An enterprise server has its API under a path.
    const url = request.url?.replace(/^\/api(?:\/v3)?\//, '/') ?? '';
    const body = await textOf(request);
    if (url === '/graphql') return viewer(hub, headers, response);
    const found = route(hub, method, url);
    const operation = found?.operation.id ?? '';
    received.push({ operation, method, url, headers, body });
    const failure = nextFailure(failing, operation);
    if (failure !== null) return fail(failure, request, response);
    violations.push(...[...requestErrors(found, request, body)].map((error) => `${method} ${url}: ${error}`));
    try {
      const answer = found ? answerTo(found, hub, request, body) : notFound;
      const broken = send(answer, found?.operation, response);
      violations.push(...broken.map((error) => `Answer to ${method} ${url}: ${error}`));
    } catch (cause) {
      violations.push(`Answer to ${method} ${url}: ${cause}`);
      response.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    received,
    violations,
    failing,
    close: () => close(server),
  };
}

/** The one question of GraphQL that is answered: whose the token is, which for an app no REST operation tells. */
function viewer(hub: Hub, { authorization }: IncomingMessage['headers'], response: ServerResponse): void {
  const grant = hub.grants.get(authorization?.replace(/^\w+ /, '') ?? '');
  const data = grant && { viewer: { login: grant.account.login, databaseId: grant.account.id } };
  response.writeHead(grant ? 200 : 401, { 'content-type': 'application/json' }).end(JSON.stringify({ data }));
}

function nextFailure(failing: readonly FailingOperation[], asked: string): Failure | null {
  const next = failing.find(({ operation, times }) => times !== 0 && [asked, '*'].includes(operation));
  if (!next) return null;
  if (next.times !== undefined) next.times -= 1;
  return next.as;
}

function answerTo(found: Found, hub: Hub, { headers }: IncomingMessage, body: string): Answer {
  const { operation, parameters, query } = found;
  const token = headers.authorization?.replace(/^\w+ /, '');
  const grant = token === undefined ? null : hub.grants.get(token);
  if (grant === undefined) return refusal(401, 'Bad credentials');
  if (!('repo' in parameters)) return accountAnswer(grant);
  const hosted = hub.repositories.get(`${parameters.owner}/${parameters.repo}`.toLowerCase());
  if (!hosted) return notFound;
  const refused = refusalOf(operation.id, grant, hosted.isPrivate);
  if (refused) return refused;
  const handler = answers[operation.id];
  if (!handler) throw new Error(`This double does not answer ${operation.id}.`);
  const { accept = '', host } = headers;
  return handler({
    hub,
    hosted,
    grant,
    api: `http://${host}`,
    parameters,
    query,
    body: parsed(body),
    accept,
  });
}

/** Sends an answer, completed by the schema that the description has for it; gives what it breaks of that schema. */
function send(answer: Answer, operation: Operation | undefined, response: ServerResponse): readonly string[] {
  const limits = { 'x-ratelimit-limit': '1000', 'x-ratelimit-remaining': '990' };
  if ('bytes' in answer) {
    response.writeHead(answer.status, { ...limits, 'content-type': answer.type }).end(answer.bytes);
    return [];
  }
  const schema = operation?.responses[String(answer.status)]?.['application/json'] ?? {};
  const body = sample(schema, answer.known);
  const headers = { ...limits, 'content-type': 'application/json; charset=utf-8', ...answer.headers };
  response.writeHead(answer.status, headers).end(JSON.stringify(body));
  return errorsIn(schema, body);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('The API has no port.');
  return address.port;
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
