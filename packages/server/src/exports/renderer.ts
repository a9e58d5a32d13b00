import { type ChildProcess, spawn } from 'node:child_process';
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { FormatName } from '@fineprint/report';
import { ApiProblem } from '../api/problem.ts';
import { TooLarge } from '../blobs/blob-store.ts';
import { entryOf } from '../entry.ts';
import { namelessFile } from '../nameless-file.ts';
import type { InForce } from '../policies/in-force.ts';
import { turns } from '../turns.ts';
import type { Settled } from './settled.ts';

/** What a document is to become. */
export interface Wanted {
  readonly format: FormatName;
  /** What the document is of. */
  readonly name: string;
  /** When it came, in ms: as of when an SBOM is judged that nothing has judged yet. */
  readonly receivedAt: number;
  /** What the server judges its project by, and the time of today, in ms. */
  readonly policies: InForce;
  readonly now: number;
  /** What was decided on the server about its findings. */
  readonly settled: readonly Settled[];
}

/** A rendered document: whole before its first byte is given away, so that nobody takes a part of it for all. */
export interface Rendered {
  readonly content: Readable;
  readonly bytes: number;
}

/** Renders documents, each in a process of its own. */
export interface Renderer {
  /** Renders one; throws an `ApiProblem` where it cannot be, or takes too much. */
  render(read: () => Promise<Uint8Array>, wanted: Wanted): Promise<Rendered>;
}

/** How much rendering may take. */
export interface RenderLimits {
  readonly megabytes: number;
  readonly timeMs: number;
  readonly mostBytes: number;
  /** Documents that are rendered at a time, and those that wait for that; further ones are refused. */
  readonly atOnce: number;
  readonly waiting: number;
}

const usual: RenderLimits = {
  megabytes: 1_536,
  timeMs: 60_000,
  mostBytes: 1_073_741_824,
  atOnce: 2,
  waiting: 16,
};

/** The exit code of a renderer that says on standard error, for people, why it will not. */
export const refusedCode = 3;

/**
 * Makes a renderer. A process of its own keeps what a large or hostile document takes away from the server; it may read files, and
 * neither write any nor start anything, and knows no secret.
 */
export function childRenderer(given: Partial<RenderLimits> = {}): Renderer {
  const limits = { ...usual, ...given };
  const inTurn = turns(limits, 'Others wait for exports already: ask again in a minute.');
  return {
    // Who waits has not read its document yet.
    render: (read, wanted) => inTurn(async () => spooled(await read(), wanted, limits)),
  };
}

async function spooled(document: Uint8Array, wanted: Wanted, limits: RenderLimits): Promise<Rendered> {
  const file = await namelessFile();
  try {
    const bytes = await rendered(document, wanted, { limits, file });
    return { content: file.createReadStream({ start: 0 }), bytes };
  } catch (cause) {
    await file.close();
    throw cause;
  }
}

interface Rendering {
  readonly limits: RenderLimits;
  readonly file: FileHandle;
}

const entry = entryOf(new URL('./render-entry.ts', import.meta.url));

async function rendered(
  document: Uint8Array,
  wanted: Wanted,
  { limits: { megabytes, timeMs, mostBytes }, file }: Rendering,
): Promise<number> {
  const child = spawn(
    process.execPath,
    ['--permission', '--allow-fs-read=*', `--max-old-space-size=${megabytes}`, entry],
    { env: {}, stdio: ['pipe', 'pipe', 'pipe'], timeout: timeMs, killSignal: 'SIGKILL' },
  );
  const ended = endOf(child);
  // Whether it took all that it was given, its end tells.
  const given = pipeline(Readable.from([`${JSON.stringify(wanted)}\n`, document]), child.stdin).catch(
    () => 0,
  );
  try {
    const [end, said, bytes] = await Promise.all([
      ended,
      text(child.stderr),
      written(child.stdout, file, mostBytes),
      given,
    ]);
    refuse(end, said);
    return bytes;
  } finally {
    child.kill('SIGKILL');
  }
}

async function written(content: Readable, file: FileHandle, mostBytes: number): Promise<number> {
  let bytes = 0;
  for await (const piece of content) {
    bytes += piece.length;
    if (bytes > mostBytes) throw new TooLarge(mostBytes);
    await file.writeFile(piece);
  }
  return bytes;
}

interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

function endOf(child: ChildProcess): Promise<End> {
  const { promise, resolve, reject } = Promise.withResolvers<End>();
  child.once('error', reject);
  child.once('close', (code, signal) => resolve({ code, signal }));
  return promise;
}

// Node aborts itself where V8 has no memory left.
const abortedCode = 134;

function refuse({ code, signal }: End, said: string): void {
  if (code === 0) return;
  if (code === refusedCode) throw new ApiProblem('conflict', said);
  if (signal === 'SIGABRT' || code === abortedCode)
    throw new ApiProblem('too-large', 'Rendering it takes more memory than an export may.');
  if (signal === 'SIGKILL')
    throw new ApiProblem('took-too-long', 'Rendering it takes longer than an export may.');
  throw new Error(`The process that renders ended (${signal ?? code}): ${said.slice(0, 2_000)}`);
}
