import { readFileSync, writeSync } from 'node:fs';
import { Readable } from 'node:stream';
import { readReport } from '@fineprint/core/json-1';
import { machineFiles } from '../blobs/files.ts';
import { folderOfBlobs } from '../blobs/folder.ts';
import { strikeAt, struckDatabase, struckFiles } from '../faults.testkit.ts';
import { tableQueue } from '../queue/table-queue.ts';
import { openDatabase } from '../store/open.ts';
import { systemClock } from '../system-clock.ts';
import { accept } from './accept.ts';
import { flatReport } from './flatten.ts';
import { ingest } from './ingest.ts';
import type { StoredDocument } from './read-document.ts';

// The beginning of a process that accepts a report and takes it in, and is killed at the call of a number.
const [, , file = '', folder = '', document = '', project = '', call = ''] = process.argv;
const { strike } = strikeAt(Number(call), () => process.kill(process.pid, 'SIGKILL'));
const clock = systemClock();
const real = await openDatabase(file);
const queue = await tableQueue(real, { now: clock.now, failed: () => undefined });
const database = struckDatabase(real, strike);
const means = {
  database,
  blobs: folderOfBlobs(folder, struckFiles(machineFiles, strike)),
  queue,
  clock,
  mostBytes: 1e7,
  readDocument: async ({ bytes }: StoredDocument) => ({
    report: flatReport(readReport(bytes.toString('utf8'))),
    policies: '',
    asked: '',
    failure: null,
  }),
};
const content = Readable.from([readFileSync(document)]);
const { uid } = await accept({ content, project, channel: 'main', groupId: 1, sender: 'test' }, means);
writeSync(1, `accepted ${uid}\n`);
const { id } = await database.read
  .selectFrom('report')
  .where('uid', '=', uid)
  .select('id')
  .executeTakeFirstOrThrow();
await ingest(id, means);
writeSync(1, 'taken in\n');
await database.close();
