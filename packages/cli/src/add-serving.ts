import { isIP } from 'node:net';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { withExamples } from './examples.ts';
import { withNotes } from './notes.ts';
import { pathArgument } from './options.ts';
import type { Done, Surroundings } from './surroundings.ts';

/** Adds the command that sends a report to the server. */
export function addUpload(program: Command, process: Surroundings, done: Done): void {
  const upload = program
    .command('upload')
    .summary('send a report to the report server')
    .description(
      'Sends a report (json-1), or a CycloneDX or SPDX document in JSON, to a report server. FINEPRINT_TOKEN holds the token; nothing else is sent.',
    )
    .addArgument(pathArgument('<report>', 'the document; - is standard input'))
    .addOption(
      new Option(
        '--server <url>',
        'the address of the server (default: FINEPRINT_SERVER, else that of the settings)',
      ).argParser(address),
    )
    .addOption(
      new Option(
        '--project <name>',
        'whose report it is (default: FINEPRINT_PROJECT, else what the report is of)',
      ),
    )
    .addOption(
      new Option(
        '--channel <name>',
        'the line of reports that it belongs to; "main" counts in the portfolio',
      ).default('main'),
    )
    .addOption(new Option('--group <name>', 'the project group of a project that is not there yet'))
    .addOption(new Option('--wait', 'wait until it is taken in, and fail where it cannot be'))
    .action(async (path: string, options) =>
      done(await (await import('./upload-command.ts')).uploadCommand(path, options, process)),
    );
  withExamples(
    upload,
    ['upload report.json --server https://fineprint.example', 'a report that a scan has written'],
    ['upload bom.json --server https://fineprint.example --project shop --wait', 'an SBOM of another tool'],
  );
}

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
    .addOption(publicUrl('the address under which people reach it; --host 0.0.0.0 and :: need it'))
    .addOption(
      new Option('--demo', 'show an invented portfolio, in a folder that goes with the server').conflicts(
        'data',
      ),
    )
    .addOption(
      new Option(
        '--no-worker',
        'answer only; "fineprint worker" does the tasks (with DATABASE_URL and FINEPRINT_BLOBS)',
      ),
    )
    .addOption(
      new Option(
        '--trust-proxy <addresses>',
        'the proxies before it, by commas, as 10.0.0.0/8: they say who asks',
      ).argParser(addresses),
    )
    .addOption(
      new Option(
        '--admin-link',
        'print a link for the administrator of the first start, who has no other way in',
      ),
    )
    .addOption(
      new Option(
        '--ops-port <number>',
        'a port of its own for health and metrics; none without it (FINEPRINT_OPS_PORT)',
      ).argParser(port),
    )
    .addOption(new Option('--ops-host <address>', 'the address of that port').default('127.0.0.1'))
    .addOption(new Option('--log-requests', 'tell each request on standard error, in a line of JSON'))
    .addOption(new Option('--four-eyes', 'what is decided for all projects needs a second person'))
    .addOption(
      keepReports(
        'how many of the latest reports of a channel are kept; of those before, one a month is',
      ).default(20),
    )
    .action(async (options) =>
      done(await (await import('./serve-command.ts')).serveCommand(options, process)),
    );
  withNotes(serve, elsewhere, loginNote, traces);
  withExamples(
    serve,
    ['serve --demo', 'to look around'],
    ['serve', 'on this machine, with its data in ./data'],
    ['serve --data /srv/fineprint --host 0.0.0.0 --public-url https://fineprint.example', 'behind a proxy'],
  );
}

/** Adds the command that copies what the report server holds. */
export function addBackup(program: Command, process: Surroundings, done: Done): void {
  const backup = program
    .command('backup')
    .summary('copy what the report server holds, while it runs')
    .description(
      'Copies the data folder of a report server, which may go on meanwhile: its database as it is at one moment, and every document of which that tells. The copy is a data folder as well: to restore it, start a server on it, or on a copy of it.',
    )
    .addOption(new Option('--data <folder>', 'where the database and the documents lie').default('./data'))
    .addOption(
      new Option(
        '--to <folder>',
        'where to; what an earlier backup has there already is not copied again',
      ).makeOptionMandatory(),
    )
    .action(async (options) =>
      done(await (await import('./backup-command.ts')).backupCommand(options, process)),
    );
  withExamples(
    backup,
    ['backup --to /backup/fineprint', 'of the server of this folder'],
    ['backup --data /srv/fineprint --to /backup/fineprint', 'each night'],
  );
}

const elsewhere =
  'With DATABASE_URL=postgres://… in its environment the database is that one, with FINEPRINT_BLOBS=s3://bucket/prefix the documents lie there: then any number of servers and workers share them. FINEPRINT_WEBHOOK_HOSTS lists hosts (host or host:port) to which webhooks may lead though they are private or without TLS.';

/** Adds the command that does the tasks of report servers. */
export function addWorker(program: Command, process: Surroundings, done: Done): void {
  const worker = program
    .command('worker')
    .summary('do the tasks of report servers')
    .description(
      'Takes in reports and does the other tasks of report servers, beside them or in their place (serve --no-worker). It listens nowhere and keeps nothing: DATABASE_URL names the database of its servers, FINEPRINT_BLOBS the bucket of their documents. Any number may run.',
    )
    .addOption(
      publicUrl('the address under which people reach its servers: webhooks name it').makeOptionMandatory(),
    )
    .addOption(keepReports('as its servers have it; without it, old reports are left to them'))
    .action(async (options) =>
      done(await (await import('./worker-command.ts')).workerCommand(options, process)),
    );
  withNotes(worker, 'FINEPRINT_WEBHOOK_HOSTS is to be what it is for its servers.');
  withExamples(
    worker,
    [
      'worker --public-url https://fineprint.example',
      'with DATABASE_URL, FINEPRINT_BLOBS and the AWS_… variables of the bucket in its environment',
    ],
    ['worker --public-url https://fineprint.example --keep-reports 20', 'in place of its servers'],
  );
}

function publicUrl(description: string): Option {
  return new Option('--public-url <url>', description).argParser(address);
}

function keepReports(description: string): Option {
  return new Option('--keep-reports <number>', description).argParser(atLeastOne);
}

const loginNote = [
  'People log in at an identity provider (OpenID Connect) where FINEPRINT_OIDC_ISSUER and FINEPRINT_OIDC_CLIENT_ID name one;',
  'FINEPRINT_OIDC_CLIENT_SECRET is the secret of the client. FINEPRINT_OIDC_ROLES={"counsel": "reviewer"} gives roles by groups',
  '(the claim FINEPRINT_OIDC_GROUPS_CLAIM, "groups"). FINEPRINT_CI_ISSUERS names who signs tokens of CI jobs, by spaces, where it is not GitHub.',
].join(' ');

const traces =
  'With OTEL_EXPORTER_OTLP_ENDPOINT=http://… traces go to the collector there, by OTLP over HTTP in JSON.';

const mostPort = 65_535;

function port(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > mostPort)
    throw new InvalidArgumentError(`It has to be a port from 0 to ${mostPort}; 0 takes any that is free.`);
  return Number(text);
}

function addresses(text: string): string {
  const isNetwork = (each: string) => {
    const [host = '', bits = '0', ...more] = each.trim().split('/');
    return (
      isIP(host) !== 0 &&
      /^\d{1,3}$/.test(bits) &&
      Number(bits) <= (isIP(host) === 6 ? 128 : 32) &&
      more.length === 0
    );
  };
  if (!text.split(',').every(isNetwork))
    throw new InvalidArgumentError('It has to be addresses or networks, by commas, as 10.0.0.0/8.');
  return text;
}

function address(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text))
    throw new InvalidArgumentError('It has to be an address, as https://fineprint.example.');
  return text;
}

function atLeastOne(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('It is a number from 1.');
  return number;
}
