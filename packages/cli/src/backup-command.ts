import { exitCodes } from './exit-code.ts';
import { installed } from './server-process.ts';
import type { ServerPackage } from './serving.ts';
import type { Surroundings } from './surroundings.ts';
import { UsageError } from './usage-error.ts';

/** The options of `backup`, as commander hands them over. */
export interface BackupOptions {
  readonly data: string;
  readonly to: string;
}

/** Copies what a server holds, while it runs; what could not be copied fails it. */
export async function backupCommand(
  { data, to }: BackupOptions,
  { env, stderr, stdout }: Surroundings,
): Promise<number> {
  if (env.DATABASE_URL)
    throw new UsageError(
      'DATABASE_URL names a PostgreSQL database: pg_dump makes its backup, and after it the documents are copied.',
    );
  if (env.FINEPRINT_BLOBS)
    throw new UsageError(
      'FINEPRINT_BLOBS names a bucket, and this copies folders: stop the server, copy its data folder, and then copy the bucket (Backup in OPERATIONS.md of the server).',
    );
  const { backup } = await installed<ServerPackage>('@fineprint/server');
  const { documents, copied, missing } = await backup(data, to);
  stdout.write(`Backed up to ${to}: the database and ${documents} documents, ${copied} of them new.\n`);
  for (const each of missing) stderr.write(`Not backed up: ${each}\n`);
  return missing.length === 0 ? exitCodes.clean : exitCodes.defect;
}
