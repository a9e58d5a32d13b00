import type { Server } from './serve.ts';

/** Comes in by the first link, as a browser does, and makes a token that may do everything. */
export async function tokenBy({ url, firstCode }: Server): Promise<string> {
  const welcome = await fetch(`${url}/welcome`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ code: firstCode ?? '' }),
  });
  const cookie = welcome.headers.get('set-cookie')?.split(';')[0] ?? '';
  const made = await fetch(`${url}/api/v1/tokens`, {
    method: 'POST',
    headers: { cookie, origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'first', role: 'admin' }),
  });
  return ((await made.json()) as { token: string }).token;
}
