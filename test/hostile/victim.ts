// The process that scans hostile trees for the tests: started with `--permission`, so that it can read the project
// and the trees, write nothing and start nothing. What it touches is recorded before any of Fineprint is loaded.
import fs from 'node:fs';
import { registerHooks, syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { inspect } from 'node:util';

/** What the tests ask of the process: to scan a directory, under a name that travels with the answer. */
export interface Order {
  readonly id: number;
  readonly root: string;
  readonly render: boolean;
  readonly twice: boolean;
}

/** What came of a scan; `failure` is a thrown error as text. */
export interface Outcome {
  readonly id: number;
  readonly failure: string | null;
  readonly outputs: Readonly<Record<string, string>>;
  /** What the command line gives for `scan --strict --explain-coverage`. */
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Whether a second scan, where one was asked for, gave the same bytes in every format. */
  readonly stable: boolean;
  /** Every path that `node:fs` was asked for, links of its parents resolved, each once. */
  readonly touched: readonly string[];
  /** Attempts to write, to open a socket or to start a process. */
  readonly forbidden: readonly string[];
  readonly polluted: boolean;
}

const touched = new Set<string>();
const forbidden: string[] = [];
const { realpathSync } = fs;
const realpath = realpathSync.native;

recordReads();
refuseTheRest();

const { scanLoudly } = await import('./loud-scan.ts');
const { run } = await import('../../packages/cli/src/run.ts');
// Loaded once before anything is recorded: data of the project itself is no part of what a scan touches.
await scanLoudly(import.meta.dirname, true);
await commandLine(import.meta.dirname);

process.on('message', async (order: Order) => {
  touched.clear();
  forbidden.length = 0;
  process.send?.(await obey(order));
});
process.send?.('ready');

async function obey({ id, root, render, twice }: Order): Promise<Outcome> {
  try {
    const outputs = await scanLoudly(root, render);
    const again = twice ? await scanLoudly(root, render) : outputs;
    const printed = await commandLine(root);
    return {
      ...seen(id),
      ...printed,
      outputs,
      stable: Object.entries(outputs).every(([format, text]) => again[format] === text),
    };
  } catch (cause) {
    return { ...seen(id), failure: inspect(cause) };
  }
}

function seen(id: number): Outcome {
  return {
    id,
    failure: null,
    outputs: {},
    exit: null,
    stdout: '',
    stderr: '',
    stable: true,
    touched: [...touched],
    forbidden: [...forbidden],
    polluted: 'polluted' in {} || Object.keys(Object.prototype).length > 0,
  };
}

async function commandLine(root: string): Promise<Pick<Outcome, 'exit' | 'stdout' | 'stderr'>> {
  const printed = { stdout: '', stderr: '' };
  const exit = await run(['scan', root, '--strict', '--explain-coverage', '--no-cache'], {
    stdout: { write: (text) => (printed.stdout += text) },
    stderr: { write: (text) => (printed.stderr += text) },
    env: { SOURCE_DATE_EPOCH: '1790000000' },
  });
  return { exit, ...printed };
}

function recordReads(): void {
  const readers = [
    'accessSync',
    'existsSync',
    'lstatSync',
    'openSync',
    'opendirSync',
    'readFileSync',
    'readdirSync',
    'readlinkSync',
    'statSync',
  ] as const;
  for (const name of readers)
    patch(fs, name, (path) => touched.add(name === 'statSync' ? followed(path) : named(path)));
  patch(realpathSync, 'native', (path) => touched.add(named(path)));
  patch(fs, 'realpathSync', (path) => touched.add(named(path)));
}

function refuseTheRest(): void {
  const writers = [
    'writeFileSync',
    'writeSync',
    'mkdirSync',
    'mkdtempSync',
    'rmSync',
    'renameSync',
    'unlinkSync',
  ] as const;
  for (const name of writers) patch(fs, name, (path) => forbidden.push(`${name} ${String(path)}`));
  patch(net.Socket.prototype, 'connect', () => {
    forbidden.push('connect');
    throw new Error('A hostile test tried to connect.');
  });
  registerHooks({
    resolve(specifier, context, next) {
      const network =
        /^(?:node:)?(?:child_process|cluster|dgram|dns|http|https|http2|tls|worker_threads)(?:\/|$)/;
      if (network.test(specifier) && context.parentURL?.includes('/packages/'))
        forbidden.push(`import ${specifier}`);
      return next(specifier, context);
    },
  });
  syncBuiltinESMExports();
}

/** Calls `seen` with the first argument of every call of a method, then the method itself. */
function patch<Name extends string>(
  holder: Record<Name, (...args: never[]) => unknown>,
  name: Name,
  seen: (first: unknown) => void,
): void {
  const original = holder[name];
  holder[name] = Object.assign(function (this: unknown, ...args: never[]) {
    seen(args[0]);
    return Reflect.apply(original, this, args);
  }, original);
}

/** A path whose parents' links are resolved, its own name not: what a look at the name itself touches. */
function named(path: unknown): string {
  if (typeof path === 'number') return '';
  const text =
    path instanceof URL ? path.pathname : Buffer.isBuffer(path) ? path.toString('latin1') : String(path);
  const cut = text.lastIndexOf('/');
  return `${followed(text.slice(0, Math.max(cut, 1)))}/${text.slice(cut + 1)}`.replace(/^\/\//, '/');
}

function followed(path: unknown): string {
  try {
    return realpath(String(path));
  } catch (cause) {
    // What is not there, or may not be looked at, is recorded under the name that was asked for.
    return cause instanceof Error ? String(path) : '';
  }
}
