import type { PostgresPool, PostgresPoolClient } from 'kysely';

/** Asks a query of a connection. */
export type Ask = (sql: string, parameters: unknown[]) => Promise<unknown>;

interface Pool<Client> {
  readonly options: object;
  connect(): Promise<Client>;
  end(): Promise<void>;
}

/** A pool whose connections are asked in another way than by themselves: `through` is given each that is taken. */
export function askedThrough<Client extends Pick<PostgresPoolClient, 'release'>>(
  pool: Pool<Client>,
  through: (client: Client) => Ask,
): PostgresPool {
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect();
      return {
        // Kysely asks for cursors only where it streams, which nobody does here.
        query: through(client) as unknown as PostgresPoolClient['query'],
        release: (destroy) => client.release(destroy),
      };
    },
  };
}
