import { type Command, InvalidArgumentError, Option } from 'commander';
import { withExamples } from './examples.ts';
import { withNotes } from './notes.ts';
import type { Done, Surroundings } from './surroundings.ts';

/** Adds the command that runs the report server. */
export function addServe(program: Command, process: Surroundings, done: Done): void {
  const serve = program
    .command('serve')
    .summary('run the report server')
    .description(
      'Runs the server on which reviewers browse reports and decide: API, pages and worker in one process, on SQLite. On the first start it prints a link that lets its administrator in.',
    )
    .addOption(new Option('--data <folder>', 'where its database and the documents lie').default('./data'))
    .addOption(new Option('--host <address>', 'the address that it listens on').default('127.0.0.1'))
    .addOption(new Option('--port <number>', 'the port that it listens on').default(8080).argParser(port))
    .addOption(new Option('--public-url <url>', 'the address under which people reach it').argParser(address))
    .addOption(new Option('--four-eyes', 'what is decided for all projects needs a second person'))
    .action(async (options) =>
      done(await (await import('./serve-command.ts')).serveCommand(options, process)),
    );
  withNotes(serve, elsewhere);
  withExamples(
    serve,
    ['serve', 'on this machine, with its data in ./data'],
    ['serve --data /srv/fineprint --host 0.0.0.0 --public-url https://fineprint.example', 'behind a proxy'],
  );
}

const elsewhere =
  'With DATABASE_URL=postgres://… in its environment the database is that one; documents still lie in the folder.';

const mostPort = 65_535;

function port(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > mostPort)
    throw new InvalidArgumentError(`It has to be a port from 0 to ${mostPort}; 0 takes any that is free.`);
  return Number(text);
}

function address(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text))
    throw new InvalidArgumentError('It has to be an address, as https://fineprint.example.');
  return text;
}
