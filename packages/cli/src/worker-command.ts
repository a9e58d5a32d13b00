import { installed, reason, stopped, webhookHostsIn } from './server-process.ts';
import type { ServerPackage } from './serving.ts';
import type { Surroundings } from './surroundings.ts';

/** The options of `worker`, as commander hands them over. */
export interface WorkerOptions {
  readonly publicUrl: string;
  readonly keepReports?: number;
}

/** Does the tasks of report servers until it is told to stop (SIGTERM or SIGINT); what it works on then is ended, or left to others. */
export async function workerCommand(
  { publicUrl, keepReports }: WorkerOptions,
  { env, stderr, stdout }: Surroundings,
): Promise<number> {
  const { work } = await installed<ServerPackage>('@fineprint/server');
  const worker = await work({
    databaseUrl: env.DATABASE_URL || null,
    blobs: env.FINEPRINT_BLOBS || null,
    publicOrigin: new URL(publicUrl).origin,
    webhookHosts: webhookHostsIn(env),
    ...(keepReports === undefined ? {} : { keptReports: keepReports }),
    failed: (cause) => stderr.write(`${reason(cause)}\n`),
  });
  stdout.write('Fineprint works for its servers.\n');
  await stopped(worker);
  return 0;
}
