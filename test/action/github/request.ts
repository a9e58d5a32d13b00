import type { IncomingMessage } from 'node:http';
import { errorsIn, errorsInParameter, type Operation, operations } from './description.ts';
import type { Hub } from './hub.ts';

/** A request for an operation of the description. */
export interface Found {
  readonly operation: Operation;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
}

/** The operation that a request is for; `null` when the description has none. */
export function route(hub: Hub, method: string, url: string): Found | null {
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

/** What a request breaks of the description, and of what GitHub asks of every client. */
export function* requestErrors(
  found: Found | null,
  { headers }: IncomingMessage,
  body: string,
): Generator<string> {
  yield* clientErrors(headers);
  if (!found) {
    yield 'unknown to the description';
    return;
  }
  yield* parameterErrors(found);
  const { operation } = found;
  if (operation.body !== null) yield* errorsIn(operation.body, parsed(body));
  else if (body !== '') yield 'a body that nobody asked for';
}

/** GitHub refuses requests without a user agent; a client that names no version of the API breaks with the next one. */
function* clientErrors(headers: IncomingMessage['headers']): Generator<string> {
  const version = headers['x-github-api-version'];
  if (!headers['user-agent']) yield 'no user agent';
  if (version !== '2022-11-28') yield `version of the API: ${version}`;
  if (!headers.accept?.includes('application/vnd.github')) yield `accepts ${headers.accept}`;
  const { authorization } = headers;
  if (authorization !== undefined && !/^(?:bearer|token) \S+$/i.test(authorization))
    yield 'malformed authorization';
}

function* parameterErrors({ operation, parameters, query }: Found): Generator<string> {
  const named = operation.parameters.filter((each) => each.in !== 'header');
  for (const { name, in: place, required, schema } of named) {
    const value = place === 'path' ? parameters[name] : (query.get(name) ?? undefined);
    if (value !== undefined)
      yield* errorsInParameter(schema, value).map((error) => `parameter ${name}: ${error}`);
    else if (required) yield `parameter ${name} is missing`;
  }
  for (const name of query.keys()) {
    if (!named.some((each) => each.in === 'query' && each.name === name)) yield `unknown parameter ${name}`;
  }
}

/** A body as JSON; `undefined` where there is none, or it is none. */
export function parsed(body: string): unknown {
  if (body === '') return undefined;
  try {
    return JSON.parse(body);
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}
