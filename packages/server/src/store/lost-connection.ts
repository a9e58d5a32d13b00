// idle_session_timeout, admin_shutdown, crash_shutdown, and what the system says of a connection.
const codes: ReadonlySet<unknown> = new Set(['57P05', '57P01', '57P02', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

// What pg says without a code.
const ended = /^Connection terminated|^Client has encountered a connection error/;

/** Whether a query failed because its connection to PostgreSQL is dead: another connection may be had. */
export function lostConnection(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  return ('code' in cause && codes.has(cause.code)) || ended.test(cause.message);
}
