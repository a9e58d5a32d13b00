import * as z from 'zod/mini';
import { openAgent, send } from '../api/exchange.ts';

type Env = Readonly<Record<string, string | undefined>>;

const Answer = z.object({ value: z.string().check(z.regex(/^[\w-]+\.[\w-]+\.[\w-]+$/)) });

const ms = 10_000;
const bytes = 100_000;

/** Whether the job may show who it is: only with `permissions: id-token: write`, which forks never have. */
export function hasIdentity({ ACTIONS_ID_TOKEN_REQUEST_URL, ACTIONS_ID_TOKEN_REQUEST_TOKEN }: Env): boolean {
  return Boolean(ACTIONS_ID_TOKEN_REQUEST_URL && ACTIONS_ID_TOKEN_REQUEST_TOKEN);
}

/**
 * Asks the runner for a token that says which job this is, for one audience alone
 * (https://docs.github.com/actions/reference/security/oidc). Throws an `Error` whose message ends a sentence.
 */
export async function idToken(audience: string, env: Env): Promise<string> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: address = '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: token = '' } = env;
  if (!URL.canParse(address)) throw new Error('the runner names no address for identity tokens');
  const url = new URL(address);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !isHere) throw new Error('the runner gives identity tokens without TLS');
  url.searchParams.set('audience', audience);
  const agent = openAgent(url, env);
  try {
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json; api-version=2.0' };
    const received = await send(agent, { url, method: 'GET', headers, ms, bytes });
    if (received.status === null) throw new Error(`the runner's identity service ${received.because}`);
    if (received.status !== 200)
      throw new Error(`the runner's identity service answered with status ${received.status}`);
    const parsed = Answer.safeParse(jsonIn(received.text));
    if (!parsed.success) throw new Error("the runner's identity service answered no token");
    return parsed.data.value;
  } finally {
    agent.destroy();
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}
