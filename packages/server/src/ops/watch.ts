import type { FastifyInstance } from 'fastify';
import type { Task } from '../queue/queue.ts';
import type { Ended } from '../store/database.ts';

/** A part of taking a report in: fetching and reading its document, entering what it names, letting it stand. */
export interface Phase {
  readonly name: 'fetch' | 'read' | 'enter' | 'take-place';
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly durationMs: number;
}

/** Sees what the server does, for whoever runs it, and changes nothing. */
export interface Watch {
  /** Is given the application before its routes. */
  application(app: FastifyInstance): void;
  query(ended: Ended): void;
  task<T>(task: Task, work: () => Promise<T>): Promise<T>;
  phase(phase: Phase): void;
  /** Tells what it has not told yet. */
  stop(): Promise<void>;
}

/** Makes one of several. */
export function watchedBy(watches: readonly Watch[]): Watch {
  return {
    application: (app) => {
      for (const each of watches) each.application(app);
    },
    query: (ended) => {
      for (const each of watches) each.query(ended);
    },
    task: (task, work) => watches.reduce((inner, each) => () => each.task(task, inner), work)(),
    phase: (phase) => {
      for (const each of watches) each.phase(phase);
    },
    stop: async () => {
      for (const each of watches) await each.stop();
    },
  };
}

/** The pattern of the route that answers a request: it holds no ids, and there are as many as routes. */
export function patternOf({
  routeOptions,
}: {
  readonly routeOptions: { readonly url?: string | undefined };
}): string {
  return routeOptions.url ?? 'none';
}

/** What a query does, and to which table: of its values nothing is told. */
export function nameOf({ query }: Pick<Ended, 'query'>): {
  readonly operation: string;
  readonly table: string;
} {
  const operation = /^\s*(?<word>\w{1,20})/.exec(query.sql)?.groups?.word?.toLowerCase() ?? 'other';
  const table = /\b(?:from|into|update) "(?<table>\w+)"/.exec(query.sql)?.groups?.table ?? '';
  return { operation: operations.has(operation) ? operation : 'other', table };
}

const operations = new Set(['select', 'insert', 'update', 'delete', 'with', 'begin', 'commit', 'rollback']);
