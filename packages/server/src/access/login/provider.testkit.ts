import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';

/** A real identity provider on this machine, whose people log in by any password. */
export interface TestProvider {
  readonly url: string;
  /** The groups of its people, by name. */
  readonly groups: Map<string, readonly string[]>;
  /** How long a code lasts, in seconds. */
  codeLifeS: number;
  /** What failed in it. */
  readonly failures: unknown[];
  stop(): Promise<void>;
}

/** The client that the provider knows. */
export const client = { id: 'fineprint', secret: 'only-for-tests' } as const;

/** Starts a provider that sends people back to some addresses. */
export async function startProvider(
  returnTo: readonly string[],
  tellsBy: 'token' | 'userinfo' = 'token',
): Promise<TestProvider> {
  const server = createServer((request, response) => answer(request, response));
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const { port } = server.address() as AddressInfo;
  const provider: TestProvider = {
    url: `http://127.0.0.1:${port}`,
    groups: new Map(),
    codeLifeS: 60,
    failures: [],
    stop: async () => {
      server.closeAllConnections();
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      await closed.promise;
    },
  };
  const oidc = new Provider(provider.url, settings(provider, { returnTo, tellsBy }));
  oidc.on('server_error', (_context, cause) => provider.failures.push(cause));
  const answer = oidc.callback();
  return provider;
}

interface Settings {
  readonly returnTo: readonly string[];
  /** Where claims are: in the ID token as well, or at the userinfo endpoint alone, as the specification has it. */
  readonly tellsBy: 'token' | 'userinfo';
}

function settings(provider: TestProvider, { returnTo, tellsBy }: Settings): Configuration {
  return {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [...returnTo],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    conformIdTokenClaims: tellsBy === 'userinfo',
    findAccount: async (_context, id) => ({
      accountId: id,
      claims: async () => ({
        sub: id,
        name: `${id} the person`,
        email: `${id}@example.com`,
        email_verified: id !== 'eve',
        groups: [...(provider.groups.get(id) ?? [])],
      }),
    }),
    cookies: { keys: ['only for tests'] },
    pkce: { required: () => true },
    ttl: { AuthorizationCode: () => provider.codeLifeS },
  };
}

/** A browser's cookies, by the origin that set them. */
function jar() {
  const kept = new Map<string, Map<string, string>>();
  return {
    headerFor: (url: URL) =>
      [...(kept.get(url.origin) ?? [])].map(([name, value]) => `${name}=${value}`).join('; '),
    take: (url: URL, set: readonly string[]) => {
      const own = kept.get(url.origin) ?? new Map<string, string>();
      for (const [name = '', value = ''] of set.map((each) => (each.split(';')[0] ?? '').split('=')))
        own.set(name, value);
      kept.set(url.origin, own);
    },
  };
}

/** Goes to the provider as a browser does, logs in and consents, or denies; answers the address that leads back. */
export async function atProvider(start: string, login: string, consents = true): Promise<URL> {
  const cookies = jar();
  const asking = async (url: URL, body?: Record<string, string>) => {
    const answer = await fetch(url, {
      method: body ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: cookies.headerFor(url) },
      ...(body ? { body: new URLSearchParams(body) } : {}),
    });
    cookies.take(url, answer.headers.getSetCookie());
    return answer;
  };
  const own = new URL(start).origin;
  let url = new URL(start);
  let body: Record<string, string> | undefined;
  for (let step = 0; step < mostSteps; step += 1) {
    const answer = await asking(url, body);
    const next = answer.headers.get('location');
    body = undefined;
    if (next !== null) {
      url = new URL(next, url);
      if (url.origin !== own) return url;
      continue;
    }
    const page = await answer.text();
    const prompt = /name="prompt" value="(?<prompt>\w+)"/.exec(page)?.groups?.prompt;
    if (prompt === undefined) throw new Error(`The provider shows something else: ${page}`);
    if (prompt === 'consent' && !consents) url = new URL(`${url.pathname}/abort`, url);
    else body = { prompt, login, password: 'any' };
  }
  throw new Error('The provider leads nowhere.');
}

const mostSteps = 20;
