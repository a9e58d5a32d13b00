import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { scannedHarbour } from '../../../packages/server/src/server.testkit.ts';
import { startPostgres } from '../../../packages/server/src/store/postgres.testkit.ts';
import { load } from './load.ts';

// npm run bench -- load [--projects N] [--seconds S] [--largest N] [--database sqlite|postgres]: a server of its own, under load over HTTP, on each
// database. It fails where anything that was accepted is not there once; times are told beside what is aimed at.

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    projects: { type: 'string', default: '10000' },
    database: { type: 'string', multiple: true, default: ['sqlite', 'postgres'] },
    seconds: { type: 'string', default: '60' },
    largest: { type: 'string', default: '50000' },
  },
});
const asked = {
  projects: Number(values.projects),
  seconds: Number(values.seconds),
  largest: Number(values.largest),
  size: { components: 200, catalogue: 200_000 },
  template: await scannedHarbour(),
};
say(
  `Machine: ${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}; the load comes from the same machine. ${asked.projects} projects × ${asked.size.components} components\n`,
);
for (const database of values.database) {
  const scratch = mkdtempSync(join(tmpdir(), 'fineprint-load-'));
  const postgres = database === 'postgres' ? await startPostgres({ isDurable: true }) : null;
  try {
    const url = (await postgres?.database('load')) ?? null;
    const rows = await load({ ...asked, data: join(scratch, 'data'), databaseUrl: url }, (phase) => {
      process.stderr.write(`${database}: ${phase}\n`);
    });
    say(`| ${database} | aim | achieved |\n| --- | --- | --- |`);
    for (const row of rows) say(`| ${row.join(' | ')} |`);
    say('');
  } finally {
    await postgres?.stop();
    rmSync(scratch, { recursive: true });
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
