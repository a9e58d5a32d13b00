import { setTimeout as delay } from 'node:timers/promises';
import { printable, type Report } from '@fineprint/core';
import { ReportError, readReport } from '@fineprint/core/json-1';
import * as z from 'zod';
import { documentError } from './document-error.ts';
import { exitCodes } from './exit-code.ts';
import { isReport, type StoredDocument, storedDocument } from './stored-document.ts';
import type { Surroundings } from './surroundings.ts';
import { UsageError } from './usage-error.ts';

/** The options of `upload`, as commander hands them over. */
export interface UploadOptions {
  readonly server: string;
  readonly project?: string;
  readonly channel: string;
  readonly group?: string;
  readonly wait?: boolean;
}

/** Sends a document to the report server, with the token that FINEPRINT_TOKEN holds; prints where its state is told. */
export async function uploadCommand(
  path: string,
  options: UploadOptions,
  { env, stdout }: Surroundings,
): Promise<number> {
  const token = env.FINEPRINT_TOKEN ?? '';
  if (token === '')
    throw new UsageError('FINEPRINT_TOKEN has to hold a token of the server whose role is "ingest".');
  const document = await storedDocument(path);
  const server = serverOf(options.server);
  const { project = projectOf(document), channel, group } = options;
  const query = new URLSearchParams({ project, channel, ...(group === undefined ? {} : { group }) });
  const asked = { method: 'POST', token, body: document.text };
  const { id, statusUrl } = await ask(new URL(`/api/v1/reports?${query}`, server), accepted, asked);
  if (options.wait) await takenIn(new URL(statusUrl, server), token);
  stdout.write(`${options.wait ? 'Taken in' : 'Accepted'}: ${new URL(`/api/v1/reports/${id}`, server)}\n`);
  return exitCodes.clean;
}

const accepted = z.looseObject({ id: z.string(), statusUrl: z.string().startsWith('/') });
const status = z.looseObject({ state: z.string(), failure: z.string().nullable() });
const problem = z.looseObject({ title: z.string(), detail: z.string().optional() });

/** A token goes out over TLS, or stays on this machine. */
function serverOf(text: string): URL {
  const url = new URL(text);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol === 'https:' || isHere) return url;
  throw new UsageError(
    `${url.origin} is reached without TLS, and anybody between could read the token: use https.`,
  );
}

/** A report of ours says what it is of; an SBOM may be of anything. */
function projectOf(document: StoredDocument): string {
  if (!isReport(document.text))
    throw new UsageError('An SBOM does not say which project it is of: name it with --project.');
  const { remote, name } = rootOf(document);
  return remote === null ? name : remote.replace(/^[a-z+]+:\/\//, '').replace(/\.git$/, '');
}

function rootOf(document: StoredDocument): Report['root'] {
  try {
    return readReport(document.text).root;
  } catch (cause) {
    if (!(cause instanceof ReportError)) throw cause;
    throw documentError(document, 'cannot be sent', cause);
  }
}

interface Asked {
  readonly method: string;
  readonly token: string;
  readonly body?: string;
}

async function ask<T>(url: URL, form: z.ZodType<T>, { method, token, body }: Asked): Promise<T> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  // A token belongs to the server that was named, and to none that it leads to.
  const init = { method, headers, redirect: 'error' as const, ...(body === undefined ? {} : { body }) };
  const answer = await fetch(url, init).catch((cause: unknown) => {
    throw new UsageError(`${url.origin} cannot be reached: ${reasonOf(cause)}.`, { cause });
  });
  const text = await answer.text();
  const said = jsonIn(text);
  const parsed = form.safeParse(said);
  if (answer.ok && parsed.success) return parsed.data;
  if (answer.ok) throw new UsageError(`${url.origin} answers what no report server of Fineprint does.`);
  const { success, data } = problem.safeParse(said);
  const because = success ? `${data.title} ${data.detail ?? ''}`.trimEnd() : text.slice(0, 200);
  throw new UsageError(`${url.origin} refuses it (${answer.status}): ${printable(because)}`);
}

function reasonOf(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  return inner instanceof Error ? inner.message : String(inner);
}

/** What a text is as JSON; `undefined` where it is none. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

const pauseMs = 500;

async function takenIn(url: URL, token: string): Promise<void> {
  for (;;) {
    const { state, failure } = await ask(url, status, { method: 'GET', token });
    if (state === 'processed') return;
    if (state === 'failed')
      throw new UsageError(`The server could not take it in: ${printable(failure ?? '')}`);
    await delay(pauseMs);
  }
}
