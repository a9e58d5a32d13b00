import { constants } from 'node:os';
import { getSystemErrorMessage } from 'node:util';

/** An error that the system gave: no rights, no room, no such place. */
export function isOfSystem(cause: unknown): cause is NodeJS.ErrnoException {
  return cause instanceof Error && 'syscall' in cause && 'code' in cause;
}

/** What the system has to say, as the end of a sentence, without the number and the name of the call. */
export function inSystemWords({ errno, message }: NodeJS.ErrnoException): string {
  if (errno === undefined) return message;
  // libuv has no name for it: https://man7.org/linux/man-pages/man2/write.2.html
  if (Math.abs(errno) === constants.errno.EDQUOT) return 'the quota of disk blocks is used up';
  return getSystemErrorMessage(errno);
}

// A full or broken disk, rights, and what a process may have at a time; anything else was ours to foresee.
const refusals = ['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EACCES', 'EPERM', 'EMFILE', 'ENFILE', 'ENOMEM'];

/** Whether the machine, and not the program, is to blame; a directory for temporary files that is not there is the user's, too. */
export function isRefusal(cause: unknown): cause is NodeJS.ErrnoException {
  if (!isOfSystem(cause)) return false;
  return refusals.includes(cause.code ?? '') || cause.syscall === 'mkdtemp';
}
