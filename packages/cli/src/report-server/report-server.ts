import { readSettings, type Settings } from '../settings.ts';
import { UsageError } from '../usage-error.ts';

/** By which key the user knows a server, or that the first one seen is to be trusted. */
export type PinnedKey = string | 'first-use';

/** The report server of the user: nothing that is scanned can name one. */
export interface ReportServer {
  /** Scheme, host and port. */
  readonly origin: string;
  readonly key: PinnedKey | null;
  /** What it knows the user by; asked anew for each request, since some are good for one. */
  token(): Promise<string>;
  readonly network: Pick<Settings, 'egress'>;
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The report server that the user's settings or environment name, with FINEPRINT_TOKEN, which goes to that server only; `null`
 * where they name none. A server that is named besides (`--server`) has to be the same. Throws a `UsageError`.
 */
export function reportServer(env: Env, named: string | null = null): ReportServer | null {
  const settings = readSettings(env);
  const own = env.FINEPRINT_SERVER || settings.server?.url;
  const url = named ?? own;
  if (url === undefined || url === null) return null;
  const origin = originOf(url, named === null ? ownName(env) : '--server');
  if (named !== null && own !== undefined && originOf(own, ownName(env)) !== origin)
    throw new UsageError(
      `FINEPRINT_TOKEN is for ${originOf(own, ownName(env))}, which ${ownName(env)} names, and is not sent to ${origin}.`,
    );
  return {
    origin,
    key: keyIn(env.FINEPRINT_SERVER_KEY || settings.server?.key || null),
    token: async () => tokenIn(env),
    network: settings,
  };
}

function ownName(env: Env): string {
  return env.FINEPRINT_SERVER ? 'FINEPRINT_SERVER' : '"server" of the settings';
}

/** Whoever is between could read a token: it goes out over TLS, or stays on this machine. */
export function originOf(text: string, whose: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text))
    throw new UsageError(`${whose} is no address of a server, as https://fineprint.example.`);
  const url = new URL(text);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol === 'https:' || isHere) return url.origin;
  throw new UsageError(
    `${url.origin} is reached without TLS, and anybody between could read the token: use https.`,
  );
}

const keyForm = /^ed25519:[A-Za-z0-9_-]{43}$/;

/** The key that somebody pins; what has not its form would be trusted by nobody. */
export function keyIn(written: string | null): PinnedKey | null {
  if (written === null || written === 'first-use' || keyForm.test(written)) return written;
  throw new UsageError(
    `The key of the report server is "${written.slice(0, 80)}"; it is written "ed25519:…" as the server shows it, or "first-use".`,
  );
}

function tokenIn({ FINEPRINT_TOKEN: token = '' }: Env): string {
  if (token === '')
    throw new UsageError('FINEPRINT_TOKEN has to hold a token of the server whose role is "ingest".');
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new UsageError('FINEPRINT_TOKEN holds characters that no token has.');
  return token;
}
