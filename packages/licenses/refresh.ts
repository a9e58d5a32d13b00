import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { RangeLine } from './compile.ts';
import { readLines } from './read-lines.ts';
import { type Refreshed, refreshed, repositoryOf, urlOf, withLines } from './refresh-facts.ts';
import { type ReadText, textReader } from './refresh-reading.ts';
import { readTexts } from './src/texts/license-texts.ts';

// npm run facts -- [--write [--into <file>]] [--unverified] [--from <template>] [owner/name …]; the README says more.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    write: { type: 'boolean' },
    unverified: { type: 'boolean' },
    from: { type: 'string' },
    into: { type: 'string' },
  },
});
const folder = join(import.meta.dirname, 'facts');
const applications = join(folder, 'applications');
const files = readdirSync(applications);
const lines = Map.groupBy(
  files.flatMap((file) => readLines<RangeLine>(join(applications, file))),
  ({ application }) => application,
);
const reader = textReader(
  readTexts(readFileSync(join(import.meta.dirname, 'data', 'texts.json'), 'utf8')),
  readLines<ReadText>(join(folder, 'read-texts.jsonl')),
);

const renewed = new Map<string, readonly RangeLine[]>();
const counts = new Map<string, number>();
for (const application of wanted()) {
  const outcome = refreshed(
    application,
    lines.get(application) ?? [],
    urlOf(application, values.from),
    reader,
  );
  counts.set(outcome.is, (counts.get(outcome.is) ?? 0) + 1);
  process.stdout.write(shown(outcome));
  if ('lines' in outcome && isAccepted(outcome)) renewed.set(application, outcome.lines);
  // Whatever is not renewed is left to a person.
  else process.exitCode = 1;
}
process.stdout.write(`${[...counts].map(([is, count]) => `${is} ${count}`).join(', ')}\n`);
if (values.write) write();

function wanted(): readonly string[] {
  const all = [...lines.keys()].filter((application) => repositoryOf(application) !== null);
  const named = positionals.length === 0 ? all : positionals;
  if (!values.unverified) return named;
  return named.filter((application) => lines.get(application)?.some(({ verified }) => !verified));
}

// A verified fact may hold more than a file says ("or later" in headers), so a person names what shall replace it.
function isAccepted({ is, application }: Refreshed): boolean {
  return is !== 'changed' || positionals.includes(application);
}

function write(): void {
  const absent = [...renewed.keys()].filter((application) => !lines.has(application));
  if (absent.length > 0 && values.into === undefined)
    process.stdout.write(`No file has ${absent.join(', ')} yet: name one with --into.\n`);
  for (const file of files) {
    const path = join(applications, file);
    const fresh = file === `${values.into}.jsonl` ? absent : [];
    writeFileSync(path, withLines(readFileSync(path, 'utf8'), renewed, fresh));
  }
}

function shown(outcome: Refreshed): string {
  const details =
    'lines' in outcome
      ? outcome.lines.map(({ versions, license, source }) => `${versions} ${license}: ${source}`)
      : outcome.because;
  return `${outcome.is} ${outcome.application}\n${details.map((detail) => `  ${detail}\n`).join('')}`;
}
