import { setTimeout as delay } from 'node:timers/promises';
import { printable } from '@fineprint/core';
import * as z from 'zod/mini';
import { UsageError } from '../usage-error.ts';
import { askServer } from './ask-server.ts';
import type { ReportServer } from './report-server.ts';

/** A document for a report server, and where it belongs; a CI job that shows who it is may leave that to the server. */
export interface Sending {
  readonly text: string;
  readonly project: string | null;
  readonly channel: string | null;
  /** The project group of a project that is not there yet. */
  readonly group: string | null;
  /** Whether to wait until it is taken in. */
  readonly waits: boolean;
}

const Accepted = z.looseObject({ id: z.string(), statusUrl: z.string().check(z.startsWith('/')) });
const Status = z.looseObject({ state: z.string(), failure: z.nullable(z.string()) });

const pauseMs = 500;

/** Sends a document, and answers the address where its state is told. Throws a `ServerRefusal`, or a `UsageError` where it cannot be taken in. */
export async function sendReport(server: ReportServer, sending: Sending): Promise<string> {
  const { text, project, channel, group, waits } = sending;
  const named = Object.entries({ project, channel, group }).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  );
  const path = `/api/v1/reports?${new URLSearchParams(named)}`;
  const { id, statusUrl } = await askServer(server, { method: 'POST', path, form: Accepted, body: text });
  while (waits) {
    const { state, failure } = await askServer(server, { method: 'GET', path: statusUrl, form: Status });
    if (state === 'processed') break;
    if (state === 'failed')
      throw new UsageError(`The server could not take it in: ${printable(failure ?? '')}`);
    await delay(pauseMs);
  }
  return `${server.origin}/api/v1/reports/${id}`;
}
