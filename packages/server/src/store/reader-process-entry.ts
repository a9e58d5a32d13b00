import Sqlite from 'better-sqlite3';
import type { Answer, Question } from './reader-process.ts';

// The beginning of a process that reads a SQLite file: it is asked one query after another, and answers their rows.
const [, , file = ''] = process.argv;
const connection = new Sqlite(file, { fileMustExist: true });
connection.pragma('query_only = ON');
connection.pragma('busy_timeout = 1000');
connection.pragma('cache_size = -32768');

process.on('message', (question: Question) => {
  process.send?.(answerTo(question));
});
// Terminals and service managers tell all processes at once to end; this one is needed until the server has ended.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);
// Whoever started it is gone.
process.on('disconnect', () => process.exit());
process.send?.({ rows: [] } satisfies Answer);

function answerTo({ sql, parameters }: Question): Answer {
  try {
    const statement = connection.prepare(sql);
    if (statement.reader) return { rows: statement.all(parameters) };
    statement.run(parameters);
    return { rows: [] };
  } catch (cause) {
    return { failure: cause instanceof Error ? cause.message : String(cause) };
  }
}
