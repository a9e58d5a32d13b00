import { type ChildProcess, fork } from 'node:child_process';
import { entryOf } from '../entry.ts';
import { TookTooLong } from './took-too-long.ts';

/** What a process that reads is asked. */
export interface Question {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** What it answers. */
export type Answer = { readonly rows: readonly unknown[] } | { readonly failure: string };

/**
 * A process that reads a SQLite file, one query at a time. One that takes too long is ended with its process: SQLite looks at
 * nothing else while it works, and a thread cannot be ended before it does.
 */
export class ReaderProcess {
  readonly #child: ChildProcess;
  readonly #timeLimitMs: number;
  /** Settles when it can be asked: the time that a process takes to begin is nobody's query's. */
  readonly #begun: Promise<unknown>;
  #isOver = false;

  constructor(file: string, timeLimitMs: number) {
    this.#timeLimitMs = timeLimitMs;
    this.#child = fork(entryOf(new URL('./reader-process-entry.ts', import.meta.url)), [file], {
      execArgv: [],
    });
    this.#child.once('exit', () => {
      this.#isOver = true;
    });
    this.#begun = this.#next();
    // Whoever asks first is told.
    this.#begun.catch(() => this.end());
  }

  /** Whether it can be asked no more. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Reads; throws `TookTooLong`, or an error with what SQLite said. */
  async ask(question: Question): Promise<readonly unknown[]> {
    await this.#begun;
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      reject(new TookTooLong(this.#timeLimitMs));
      this.end();
    }, this.#timeLimitMs);
    const answer = this.#next();
    this.#child.send(question);
    try {
      const told = (await Promise.race([answer, late])) as Answer;
      if ('failure' in told) throw new Error(told.failure);
      return told.rows;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends it, whatever it is at. */
  end(): void {
    this.#isOver = true;
    this.#child.kill('SIGKILL');
  }

  /** What it says next; throws where it ends before it says anything. */
  #next(): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const ended = (cause: unknown) =>
      reject(
        new Error('The process that reads the database ended.', cause instanceof Error ? { cause } : {}),
      );
    this.#child.once('message', resolve).once('exit', ended).once('error', ended);
    const settled = () => this.#child.off('message', resolve).off('exit', ended).off('error', ended);
    promise.then(settled, settled);
    return promise;
  }
}
