import { BlobError } from '../blobs/blob-store.ts';

// What the system, PostgreSQL and SQLite say where they cannot now: no fault of the request, and none of the program.
const codes: ReadonlySet<string> = new Set([
  'ENOSPC',
  'EDQUOT',
  'EROFS',
  'EIO',
  'EMFILE',
  'ENFILE',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  // admin_shutdown, crash_shutdown, cannot_connect_now, disk_full, out_of_memory, too_many_connections
  '57P01',
  '57P02',
  '57P03',
  '53100',
  '53200',
  '53300',
  'SQLITE_FULL',
  'SQLITE_IOERR',
  'SQLITE_BUSY',
]);

// What pg says without a code.
const ended =
  /^Connection terminated|^timeout exceeded when trying to connect|^Client has encountered a connection error/;

/** Whether something failed because what the server works with is not to be had: whoever asked is to ask again. */
export function isUnavailable(cause: unknown): boolean {
  if (cause instanceof BlobError) return true;
  if (!(cause instanceof Error)) return false;
  if ('code' in cause && codes.has(String(cause.code).replace(/^(SQLITE_IOERR)_\w+$/, '$1'))) return true;
  return ended.test(cause.message);
}
