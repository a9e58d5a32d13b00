import { type ServeOptions, type Server, serve } from '@fineprint/server';
import { expect } from 'vitest';

/** A server of a test's own, on a port that is free. */
export function served(data: string, given: Partial<ServeOptions> = {}): Promise<Server> {
  return serve({
    data,
    host: '127.0.0.1',
    port: 0,
    databaseUrl: null,
    // A test asks as fast as it can; what is too much has tests of its own.
    limits: { requests: 1_000_000, uploads: 1_000_000 },
    failed: (cause) => {
      throw cause;
    },
    ...given,
  });
}

/** Comes in by the first link, as a browser does, and makes a token of a role. */
export async function firstToken(
  { url, firstCode }: Pick<Server, 'url' | 'firstCode'>,
  role = 'admin',
): Promise<string> {
  const body = new URLSearchParams({ code: firstCode ?? '' });
  const welcome = await fetch(`${url}/welcome`, { method: 'POST', redirect: 'manual', body });
  const cookie = welcome.headers.get('set-cookie')?.split(';')[0] ?? '';
  const headers = { cookie, origin: url, 'content-type': 'application/json' };
  const wanted = JSON.stringify({ name: 'test', role });
  const { token } = await answerOf<{ token: string }>(`${url}/api/v1/tokens`, {
    method: 'POST',
    headers,
    body: wanted,
  });
  return token;
}

/** The answer of an address, read as JSON. */
export async function answerOf<T>(url: string, init: RequestInit): Promise<T> {
  return (await fetch(url, init)).json();
}

/** How long something may take that a machine with much to do comes to in the end. */
export const patient = { timeout: 60_000 };

/** Looks now and then until a report is taken in or refused, and answers what became of it. */
export async function takenIn<T extends { readonly state: string }>(
  url: string,
  id: string,
  headers: Readonly<Record<string, string>>,
): Promise<T> {
  const status = () => answerOf<T>(`${url}/api/v1/reports/${id}`, { headers });
  await expect.poll(async () => (await status()).state, patient).not.toBe('queued');
  return status();
}
