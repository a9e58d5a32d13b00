import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, type Asked, type Handler, notFound, refusal } from './answer.ts';
import { commentAnswers, notAccessible } from './comment-answers.ts';
import { errorsIn, errorsInParameter, type Operation, operations } from './description.ts';
import { type FailingOperation, fail } from './failures.ts';
import { gitAnswers } from './git-answers.ts';
import type { Grant, Hub, Permission } from './hub.ts';
import { repositoryAnswers } from './repository-answers.ts';
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
  readonly violations: readonly string[];
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
    const body = await textOf(request);
    const api = `http://${request.headers.host}`;
    const found = route(hub, request.method ?? '', request.url ?? '');
    const { method = '', url = '', headers } = request;
    received.push({ operation: found?.operation.id ?? '', method, url, headers, body });
    if (!found) violations.push(`The description has no ${method} ${url}.`);
    const failure =
      found &&
      failing.find(
        ({ operation, times }) => times !== 0 && (operation === '*' || operation === found.operation.id),
      );
    if (failure) {
      if (failure.times !== undefined) failure.times -= 1;
      return fail(failure.as, request, response);
    }
    const wrong = [...clientErrors(request), ...(found ? requestErrors(found, body) : [])];
    violations.push(...wrong.map((error) => `${method} ${url}: ${error}`));
    const answer = found ? answerTo(found, hub, api, request, body) : notFound;
    violations.push(
      ...send(answer, found?.operation, response).map((error) => `Answer to ${method} ${url}: ${error}`),
    );
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

interface Found {
  readonly operation: Operation;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
}

function route(hub: Hub, method: string, url: string): Found | null {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  // Links between pages name a repository by its number.
  const path = pathname.replace(/^\/repositories\/(\d+)\//, (whole, id) => {
    const hosted = [...hub.repositories.values()].find((each) => each.id === Number(id));
    return hosted ? `/repos/${hosted.repository.name}/` : whole;
  });
  for (const operation of operations) {
    const match = operation.method === method ? operation.pattern.exec(path) : null;
    if (!match) continue;
    const parameters = Object.entries(match.groups ?? {}).map(([name, text]) => [
      name,
      decodeURIComponent(text),
    ]);
    return { operation, parameters: Object.fromEntries(parameters), query: searchParams };
  }
  return null;
}

/** GitHub refuses requests without a user agent; a client that names no version of the API breaks with the next one. */
function* clientErrors({ headers }: IncomingMessage): Generator<string> {
  if (!headers['user-agent']) yield 'no user agent';
  if (headers['x-github-api-version'] !== '2022-11-28')
    yield `version of the API: ${headers['x-github-api-version']}`;
  if (!headers.accept?.includes('application/vnd.github')) yield `accepts ${headers.accept}`;
  const { authorization } = headers;
  if (authorization !== undefined && !/^(?:bearer|token) \S+$/i.test(authorization))
    yield 'malformed authorization';
}

function* requestErrors({ operation, parameters, query }: Found, body: string): Generator<string> {
  for (const { name, in: place, required, schema } of operation.parameters) {
    const value =
      place === 'path' ? parameters[name] : place === 'query' ? (query.get(name) ?? undefined) : undefined;
    if (value === undefined && required && place !== 'header') yield `parameter ${name} is missing`;
    if (value !== undefined)
      yield* errorsInParameter(schema, value).map((error) => `parameter ${name}: ${error}`);
  }
  for (const name of query.keys()) {
    if (!operation.parameters.some((each) => each.in === 'query' && each.name === name))
      yield `unknown parameter ${name}`;
  }
  if (operation.body !== null) yield* errorsIn(operation.body, parsed(body));
  else if (body !== '') yield 'a body that nobody asked for';
}

const writing: Readonly<Record<string, readonly Permission[]>> = {
  'issues/create-comment': ['issues', 'pull_requests'],
  'issues/update-comment': ['issues', 'pull_requests'],
  'dependency-graph/create-repository-snapshot': ['contents'],
};

function answerTo(
  { operation, parameters, query }: Found,
  hub: Hub,
  api: string,
  request: IncomingMessage,
  body: string,
): Answer {
  const token = request.headers.authorization?.replace(/^\w+ /, '');
  const grant = token === undefined ? null : hub.grants.get(token);
  if (grant === undefined) return refusal(401, 'Bad credentials');
  const hosted =
    hub.repositories.get(`${parameters.owner}/${parameters.repo}`.toLowerCase()) ??
    [...hub.repositories.values()][0];
  if (
    !hosted ||
    ('repo' in parameters && !hub.repositories.has(`${parameters.owner}/${parameters.repo}`.toLowerCase()))
  )
    return notFound;
  const refused = refusalOf(operation.id, grant, hosted.isPrivate);
  if (refused) return refused;
  const asked: Asked = {
    hub,
    hosted,
    grant,
    api,
    parameters,
    query,
    body: body === '' ? null : parsed(body),
    accept: request.headers.accept ?? '',
  };
  const handler = answers[operation.id];
  if (!handler) throw new Error(`This double does not answer ${operation.id}.`);
  return handler(asked);
}

/** What is public anybody reads; to write, or to read what is private, the token must say so. */
function refusalOf(operation: string, grant: Grant | null, isPrivate: boolean): Answer | null {
  const needed = writing[operation];
  if (needed) {
    if (grant === null) return refusal(401, 'Requires authentication');
    return needed.some((permission) => grant.permissions[permission] === 'write') ? null : notAccessible;
  }
  if (!isPrivate || operation === 'users/get-authenticated') return null;
  if (grant === null) return notFound;
  const read: readonly Permission[] = /^(?:issues|pulls)\//.test(operation)
    ? ['issues', 'pull_requests']
    : ['contents'];
  return read.some((permission) => grant.permissions[permission] !== undefined) ? null : notAccessible;
}

/** Sends an answer, completed by the schema that the description has for it; gives what it breaks of that schema. */
function send(answer: Answer, operation: Operation | undefined, response: ServerResponse): readonly string[] {
  const limits = {
    'x-ratelimit-limit': '1000',
    'x-ratelimit-remaining': '990',
    'x-github-media-type': 'github.v3',
  };
  if ('bytes' in answer) {
    response.writeHead(answer.status, { ...limits, 'content-type': answer.type }).end(answer.bytes);
    return [];
  }
  const schema = operation?.responses[String(answer.status)]?.['application/json'] ?? {};
  const body = sample(schema, answer.known);
  response
    .writeHead(answer.status, {
      ...limits,
      'content-type': 'application/json; charset=utf-8',
      ...answer.headers,
    })
    .end(JSON.stringify(body));
  return errorsIn(schema, body);
}

function parsed(body: string): unknown {
  return body === '' ? undefined : JSON.parse(body);
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
