/** A query that was ended because it took longer than one may. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong';

  constructor(timeLimitMs: number) {
    super(`A query took longer than ${timeLimitMs} ms.`);
  }
}

// query_canceled, which is what PostgreSQL says of `statement_timeout`.
const canceled = '57014';

/** Whether something failed because a query took longer than one may. */
export function tookTooLong(cause: unknown): boolean {
  return (
    cause instanceof TookTooLong || (cause instanceof Error && 'code' in cause && cause.code === canceled)
  );
}
