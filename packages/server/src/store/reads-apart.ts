import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { ReaderProcess } from './reader-process.ts';
import { TookTooLong } from './took-too-long.ts';

/** How reads are bounded. */
export interface Apart {
  readonly processes: number;
  readonly timeLimitMs: number;
}

/** The dialect of a SQLite file that processes of their own read: no query holds up this one, and none takes longer than it may. */
export function readsApart(file: string, apart: Apart): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new ReadsApart(file, apart),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** Lends processes that read, and starts them when they are needed. */
class ReadsApart implements Driver {
  readonly #file: string;
  readonly #apart: Apart;
  readonly #all = new Set<ReaderConnection>();
  readonly #idle: ReaderConnection[] = [];
  readonly #waiting: ((connection: ReaderConnection) => void)[] = [];

  constructor(file: string, apart: Apart) {
    this.#file = file;
    this.#apart = apart;
  }

  async init(): Promise<void> {
    // They start when they are needed.
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    for (let idle = this.#idle.pop(); idle; idle = this.#idle.pop()) {
      if (!idle.reader.isOver) return idle;
      this.#all.delete(idle);
    }
    if (this.#all.size < this.#apart.processes) return this.#started();
    const { promise, resolve, reject } = Promise.withResolvers<ReaderConnection>();
    this.#waiting.push(resolve);
    const { timeLimitMs } = this.#apart;
    const timer = setTimeout(() => {
      this.#waiting.splice(this.#waiting.indexOf(resolve), 1);
      reject(new TookTooLong(timeLimitMs));
    }, timeLimitMs);
    return promise.finally(() => clearTimeout(timer));
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    if (!(connection instanceof ReaderConnection)) return;
    let released = connection;
    if (connection.reader.isOver) {
      this.#all.delete(connection);
      if (this.#waiting.length === 0) return;
      released = this.#started();
    }
    const next = this.#waiting.shift();
    if (next) next(released);
    else this.#idle.push(released);
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  async destroy(): Promise<void> {
    for (const { reader } of this.#all) reader.end();
  }

  #started(): ReaderConnection {
    const started = new ReaderConnection(new ReaderProcess(this.#file, this.#apart.timeLimitMs));
    this.#all.add(started);
    return started;
  }
}

class ReaderConnection implements DatabaseConnection {
  readonly reader: ReaderProcess;

  constructor(reader: ReaderProcess) {
    this.reader = reader;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    // Kysely trusts its driver that rows are what its types say.
    return { rows: (await this.reader.ask({ sql, parameters })) as R[] };
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery(query);
  }
}
