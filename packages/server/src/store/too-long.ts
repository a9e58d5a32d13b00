// program_limit_exceeded, which is what PostgreSQL says of a text that is longer than an index takes: some 2,700 bytes.
const exceeded = '54000';

/** Whether something can never be kept, since a text in it is longer than the database keeps where it has to find it again. */
export function isTooLong(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === exceeded;
}
