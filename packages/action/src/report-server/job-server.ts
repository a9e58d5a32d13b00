import { keyIn, originOf, type ReportServer, readSettings, UsageError } from 'fineprint';
import type { Inputs } from '../inputs.ts';
import { hasIdentity, idToken } from './id-token.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The report server of a job, and by what it shows who it is; `null` where the inputs name none. */
export interface JobServer {
  readonly server: ReportServer;
  /** By a secret, by the identity of the job, or by nothing. */
  readonly shows: 'token' | 'identity' | 'nothing';
}

/** Reads which report server the inputs name. Throws a `UsageError` where they make no sense. */
export function jobServer(
  { server: url, serverToken, serverKey }: Inputs,
  { env, print }: { readonly env: Env; print(text: string): unknown },
): JobServer | null {
  if (url === null) return null;
  const origin = originOf(url, 'The input "server"');
  const shows = serverToken !== null ? 'token' : hasIdentity(env) ? 'identity' : 'nothing';
  const token = async () => {
    if (serverToken !== null) return serverToken;
    if (shows === 'nothing') throw new UsageError(nothingToShow(origin));
    const shown = await idToken(origin, env).catch((cause: Error) => {
      throw new UsageError(`The job cannot show ${origin} who it is: ${cause.message}.`, { cause });
    });
    // Whatever writes it into the log by mistake writes stars.
    print(`::add-mask::${shown}\n`);
    return shown;
  };
  return { server: { origin, key: keyIn(serverKey), token, network: readSettings(env) }, shows };
}

/** Why a job cannot ask a server anything, and what to do. */
export function nothingToShow(origin: string): string {
  return `The job has nothing to show ${origin}: give it "permissions: id-token: write", or the input "server-token". Pull requests of forks have neither.`;
}
