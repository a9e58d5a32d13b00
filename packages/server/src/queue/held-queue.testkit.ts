import type { Perform, Queue, Task } from './queue.ts';

/** A queue whose tasks are done when a test says so. */
export interface HeldQueue extends Queue {
  /** Does what waits, and what comes up meanwhile. */
  doAll(): Promise<void>;
}

/** Makes a queue that keeps tasks in memory, whether their transactions end well or not: what does them has to bear that. */
export function heldQueue(perform: Perform): HeldQueue {
  const tasks: Task[] = [];
  const signal = new AbortController().signal;
  const nothing = () => Promise.resolve();
  return {
    add: async (_writing, task) => {
      tasks.push(task);
    },
    work: nothing,
    stop: nothing,
    state: async (name) => ({
      waiting: tasks.filter(({ is }) => is === name).length,
      dead: 0,
      oldestMs: 0,
    }),
    doAll: async () => {
      for (let task = tasks.shift(); task; task = tasks.shift()) await perform(task, signal);
    },
  };
}
