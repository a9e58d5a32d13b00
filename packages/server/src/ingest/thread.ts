import { Worker } from 'node:worker_threads';
import { refuse } from './ingest.ts';
import type { IngestMeans } from './ingest.ts';

/** What a thread needs to know. */
export interface ThreadData {
  /** The `postgres://` URL, or the file of SQLite. */
  readonly where: string;
  /** The folder of documents. */
  readonly blobs: string;
}

/** How taking a report in ended. */
export interface Ended {
  readonly failure: string | null;
}

/** Takes reports in on a thread of its own. */
export interface IngestThread {
  /** Takes one in; throws where that failed and is to be tried again. One at a time is done. */
  ingest(reportId: number): Promise<void>;
  stop(): Promise<void>;
}

// What a document of the largest size takes several times over; a document that takes more was made for it.
const mostMegabytes = 1_536;

/**
 * Makes a thread, at the first report, on which documents are read: parsing a large one would hold up every answer of the server,
 * and one that was made to fill the memory ends the thread and not the server.
 */
export function ingestThread(
  data: ThreadData,
  means: Pick<IngestMeans, 'database' | 'clock'>,
  megabytes = mostMegabytes,
): IngestThread {
  let worker: Worker | null = null;
  const start = () => {
    const started = new Worker(new URL('./thread-entry.ts', import.meta.url), {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: megabytes },
    });
    started.once('exit', () => {
      worker = null;
    });
    return started;
  };
  return {
    ingest: async (reportId) => {
      worker ??= start();
      const { failure } = await ended(worker, reportId).catch(async (cause: unknown): Promise<Ended> => {
        if (!isOutOfMemory(cause)) throw cause;
        await refuse(reportId, 'It takes more memory than a document may.', means);
        return { failure: null };
      });
      if (failure !== null) throw new Error(failure);
    },
    stop: async () => {
      await worker?.terminate();
    },
  };
}

function ended(worker: Worker, reportId: number): Promise<Ended> {
  const { promise, resolve, reject } = Promise.withResolvers<Ended>();
  const exited = (code: number) => reject(new Error(`The thread that takes reports in ended (${code}).`));
  worker.once('message', resolve);
  worker.once('error', reject);
  worker.once('exit', exited);
  worker.postMessage(reportId);
  return promise.finally(() => {
    worker.off('message', resolve);
    worker.off('error', reject);
    worker.off('exit', exited);
  });
}

function isOutOfMemory(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
