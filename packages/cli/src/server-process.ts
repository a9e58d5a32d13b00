import type { RunningProcess } from './serving.ts';
import type { Surroundings } from './surroundings.ts';
import { UsageError } from './usage-error.ts';

const patienceMs = 20_000;

/** What a process of the server says of something that failed. */
export function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** The hosts to which webhooks may lead though they are private or without TLS. */
export function webhookHostsIn({
  FINEPRINT_WEBHOOK_HOSTS: hosts = '',
}: Surroundings['env']): readonly string[] {
  return hosts.split(/[\s,]+/).filter((host) => host !== '');
}

/** Loads a package that need not be installed. */
export async function installed<Package>(name: string): Promise<Package> {
  try {
    return await import(name);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND')) throw cause;
    throw new UsageError(
      'The report server is not in this installation: it is run from a checkout of the source, after "npm ci" there.',
      { cause },
    );
  }
}

/** Answers when the process was told to stop and has; told so again, it ends at once. */
export function stopped(server: RunningProcess): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let isStopping = false;
  const stop = () => {
    // Whoever asks twice does not want to wait.
    if (isStopping) process.exit(130);
    isStopping = true;
    server.stop(patienceMs).then(resolve, reject);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  return promise;
}
