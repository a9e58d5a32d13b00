import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { queueNames } from '../queue/queue.ts';
import type { ServerMeans } from '../server-means.ts';
import { openReports } from './report-states.ts';
import { nameOf, patternOf, type Watch } from './watch.ts';

/** What Prometheus is told. */
export interface Metrics extends Watch {
  readonly contentType: string;
  text(): Promise<string>;
  /** Adds what is looked up when Prometheus asks: queues and reports. */
  ask(means: Pick<ServerMeans, 'database' | 'queue'>): void;
}

/** Begins to measure: requests by the patterns of their routes, queries, tasks, and the process itself. */
export function metrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  let look: (() => Promise<void>) | null = null;
  const requests = new Histogram({
    name: 'fineprint_http_request_seconds',
    help: 'Time from a request to its answer; what pages ask the API within the server counts, too.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const queries = new Histogram({
    name: 'fineprint_query_seconds',
    help: 'Time that the database took for a query.',
    labelNames: ['operation', 'outcome'],
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 10],
    registers,
  });
  const tasks = new Histogram({
    name: 'fineprint_task_seconds',
    help: 'Time that a task of the queue took; "failed" is tried again.',
    labelNames: ['task', 'outcome'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120],
    registers,
  });
  const phases = new Counter({
    name: 'fineprint_ingest_phase_seconds_total',
    help: 'Time that the parts of taking reports in took, in all.',
    labelNames: ['phase'],
    registers,
  });
  return {
    contentType: registry.contentType,
    text: async () => {
      await look?.();
      return registry.metrics();
    },
    ask: (means) => {
      look = looksUp(means, registers);
    },
    application: (app) => {
      app.addHook('onResponse', async (request, reply) => {
        const labels = { method: request.method, route: patternOf(request), status: reply.statusCode };
        requests.observe(labels, reply.elapsedTime / 1000);
      });
    },
    query: ({ durationMs, failed, query }) => {
      const { operation } = nameOf({ query });
      queries.observe({ operation, outcome: failed ? 'failed' : 'done' }, durationMs / 1000);
    },
    task: async (task, work) => {
      const end = tasks.startTimer({ task: task.is });
      try {
        const answer = await work();
        end({ outcome: 'done' });
        return answer;
      } catch (cause) {
        end({ outcome: 'failed' });
        throw cause;
      }
    },
    phase: ({ name, durationMs }) => phases.inc({ phase: name }, durationMs / 1000),
    stop: async () => registry.clear(),
  };
}

/** Makes what looks up, when somebody asks; where the store does not answer that is said, and nothing that was true before. */
function looksUp({ database, queue }: Pick<ServerMeans, 'database' | 'queue'>, registers: Registry[]) {
  const gauge = (name: string, help: string, ...labelNames: string[]) =>
    new Gauge({ name, help, labelNames, registers });
  const isUp = gauge('fineprint_store_up', 'Whether the store answered what was looked up in it.');
  const waiting = gauge('fineprint_queue_waiting', 'Tasks that wait or are done now.', 'task');
  const oldest = gauge('fineprint_queue_oldest_seconds', 'Age of the task that waits longest.', 'task');
  const dead = gauge('fineprint_queue_dead', 'Tasks that failed too often and are not tried again.', 'task');
  const reports = gauge('fineprint_reports', 'Reports that are not taken in, up to 10,000.', 'state');
  const all = async () => {
    for (const task of queueNames) {
      const state = await queue.state(task);
      waiting.set({ task }, state.waiting);
      oldest.set({ task }, state.oldestMs / 1000);
      dead.set({ task }, state.dead);
    }
    for (const { state, count } of await openReports(database)) reports.set({ state }, count);
    isUp.set(1);
  };
  return () =>
    all().catch(() => {
      // Readiness says why.
      for (const each of [waiting, oldest, dead, reports]) each.reset();
      isUp.set(0);
    });
}
