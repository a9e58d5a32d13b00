import { BlobError } from '../blobs/blob-store.ts';
import { lostConnection } from '../store/lost-connection.ts';

// What the system, PostgreSQL and SQLite say where they cannot now: no fault of the request, and none of the program.
const codes: ReadonlySet<string> = new Set([
  'ENOSPC',
  'EDQUOT',
  'EROFS',
  'EIO',
  'EMFILE',
  'ENFILE',
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  // cannot_connect_now, disk_full, out_of_memory, too_many_connections
  '57P03',
  '53100',
  '53200',
  '53300',
  'SQLITE_FULL',
  'SQLITE_IOERR',
  'SQLITE_BUSY',
]);

// What pg says without a code.
const noConnection = 'timeout exceeded when trying to connect';

/** Whether something failed because what the server works with is not to be had: whoever asked is to ask again. */
export function isUnavailable(cause: unknown): boolean {
  if (cause instanceof BlobError || lostConnection(cause)) return true;
  if (!(cause instanceof Error)) return false;
  if ('code' in cause && codes.has(String(cause.code).replace(/^(SQLITE_IOERR)_\w+$/, '$1'))) return true;
  return cause.message.startsWith(noConnection);
}
