import * as z from 'zod';
import type { Writing } from '../store/database.ts';

/** A task: what is done after an answer was given. Its name is that of the queue in which it waits. */
export const taskSchema = z.discriminatedUnion('is', [
  z.object({ is: z.literal('ingest'), reportId: z.int() }),
  z.object({ is: z.literal('settle'), decisionGroupId: z.int() }),
  z.object({ is: z.literal('rejudge') }),
  z.object({ is: z.literal('dry-run'), dryRunId: z.int() }),
  z.object({ is: z.literal('batch'), batchId: z.int() }),
  z.object({ is: z.literal('deliver'), webhookId: z.int() }),
]);
export type Task = z.infer<typeof taskSchema>;
export type QueueName = Task['is'];
export const queueNames: readonly QueueName[] = taskSchema.options.map(({ shape }) => shape.is.value);

/**
 * Does a task. It may be called again for one that was done, after a crash. The signal says that it is to stop; it throws the
 * signal's reason where something is left to do, which counts as no attempt.
 */
export type Perform = (task: Task, signal: AbortSignal) => Promise<void>;

/** How much waits in a queue. */
export interface QueueState {
  readonly waiting: number;
  /** Tasks that failed too often and are not tried again. */
  readonly dead: number;
  /** Age in ms of the task that waits longest. */
  readonly oldestMs: number;
}

/** Tasks that survive their process: each is done at least once, and one whose worker died begins anew within two minutes. */
export interface Queue {
  /** Adds a task in the transaction that makes it necessary: both happen, or none. */
  add(writing: Writing, task: Task): Promise<void>;
  /** Begins to do tasks, of each queue at most so many at a time. */
  work(perform: Perform, most: (name: QueueName) => number): Promise<void>;
  state(name: QueueName): Promise<QueueState>;
  /** Takes no further task and waits for those that run to end or stop, at most so many ms; what is not done then is left to others. */
  stop(waitMs: number): Promise<void>;
}

/** What a queue needs from outside. */
export interface QueueMeans {
  /** Milliseconds since 1970. */
  now(): number;
  /** Is told what a worker failed of: a task, which is tried again, or the queue itself. */
  failed(cause: unknown, task: Task | null): void;
}

/** After this many attempts a task is dead; whoever mends the cause may wake it. */
export const mostAttempts = 8;

/** Whether a task failed only because it was told to stop. */
export function wasStopped(cause: unknown, { aborted, reason }: AbortSignal): boolean {
  return aborted && cause === reason;
}
