import { setTimeout as delay } from 'node:timers/promises';
import { chores } from './chores/chores.ts';
import { runDue } from './chores/run-due.ts';
import type { Places } from './ingest/places.ts';
import { reader } from './ingest/reader.ts';
import { performer } from './perform.ts';
import type { ServerMeans } from './server-means.ts';
import { deliver } from './webhooks/deliver.ts';

/** What does tasks and chores. */
export interface Worker {
  /** Takes no further task, ends those that run within the wait, and leaves the rest to others. */
  stop(waitMs: number): Promise<void>;
}

/** Begins to do the tasks of the queue, and the chores. */
export async function startWorker(means: ServerMeans, places: Places): Promise<Worker> {
  const { watch } = means;
  // In PostgreSQL most of the time of a report is that of statements on their way; SQLite has one writer.
  const processes = means.database.dialect === 'postgres' ? 2 : 1;
  const taking = reader(places, { ...means, ...(watch ? { phase: watch.phase } : {}) }, { processes });
  // Other processes, so that nobody who uploads waits for what is judged anew.
  const judging = reader(places, means, { processes });
  const perform = performer({
    ...means,
    ingest: taking.ingest,
    judging,
    deliver: (webhookId, signal) => deliver(webhookId, means, signal),
  });
  await means.queue.work(
    (task, signal) => (watch ? watch.task(task, () => perform(task, signal)) : perform(task, signal)),
    (name) => (name === 'ingest' ? processes : 1),
  );
  const endChores = doingChores(means);
  return {
    stop: async (waitMs) => {
      const until = Date.now() + waitMs;
      await means.queue.stop(waitMs);
      taking.stop();
      judging.stop();
      await endChores(until - Date.now());
    },
  };
}

// Often enough for the shortest of them.
const chorePauseMs = 10_000;

/** Does the chores now and whenever they are due, as long as the process has something else to do; answers what ends that. */
function doingChores(means: ServerMeans): (waitMs: number) => Promise<void> {
  let running: Promise<void> | null = null;
  const once = () => {
    if (means.stopping.aborted) return;
    running ??= runDue(chores, means)
      .catch(means.failed)
      .finally(() => {
        running = null;
      });
  };
  once();
  const timer = setInterval(once, chorePauseMs).unref();
  return async (waitMs) => {
    clearInterval(timer);
    const waiting = new AbortController();
    const { signal } = waiting;
    if (running) await Promise.race([running, delay(Math.max(0, waitMs), undefined, { signal })]);
    waiting.abort();
  };
}
