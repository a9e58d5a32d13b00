import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { scanMeans } from '../../packages/cli/src/run-scan.ts';
import { type Measured, measureInTurns } from './measure.ts';
import { candidateFiles, stageTimes } from './stages.ts';
import { writeTree } from './tree.ts';

// npm run bench -- licenses: how well and how fast license texts are recognised (licenses.ts).
// npm run bench -- action: the action beside the scan (action.ts).
// npm run bench -- load: the report server under load (load/main.ts).
// npm run bench [-- PATH …]: the scan against the floor, on a generated tree of 10,000 files and on any paths given. Two
// floors: what any program must do (list, read), and what any program must do that sees more than words (parse).

const project = resolve(import.meta.dirname, '..', '..');
const program = join(project, 'packages/cli/bin/fineprint.js');
const floor = join(import.meta.dirname, 'floor.js');
const runs = Number(process.env.FINEPRINT_BENCH_RUNS ?? 5);
const scratch = mkdtempSync(join(tmpdir(), 'fineprint-bench-'));
const memoryFile = join(scratch, 'memory');
const request = { policies: ['default'], exclude: [], only: [], cache: null, env: {} };

try {
  if (process.argv[2] === 'licenses') await import('./licenses.ts');
  else if (process.argv[2] === 'action') await import('./action.ts');
  else if (process.argv[2] === 'load') await import('./load/main.ts');
  else await benchScans();
} finally {
  rmSync(scratch, { recursive: true });
}

async function benchScans(): Promise<void> {
  if (!existsSync(join(project, 'packages/cli/dist/main.js'))) throw new Error('Build first: npm run build');
  say(
    `Machine: ${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}; median of ${runs} runs in turns\n`,
  );
  startTable();
  const generated = join(scratch, 'tree');
  mkdirSync(generated);
  const { files, bytes, references } = writeTree(generated, 10_000);
  say(`Generated tree: ${files} files, ${(bytes / 1e6).toFixed(1)} MB, ${references} references\n`);
  const paths = process.argv.slice(2).map((path) => resolve(path));
  say(
    '| tree | floor ms | parsing ms | cold ms | ÷ floor | ÷ parsing | warm ms | ÷ floor | peak MiB |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
  );
  for (const path of [generated, ...paths])
    await scanRow(path, path === generated ? 'generated, 10,000 files' : basename(path));
  say('');
  for (const path of [generated, ...paths])
    await stageRow(path, path === generated ? 'generated' : basename(path));
}

function startTable(): void {
  const measured = measureInTurns(
    { bare: { args: ['-e', '0'] }, version: { args: [program, '--version'] } },
    Math.max(runs, 9),
    memoryFile,
  );
  const bare = measured.get('bare');
  const version = measured.get('version');
  if (!bare || !version) return;
  say('| start | ms | ÷ bare |\n| --- | --- | --- |');
  say(
    `| bare runtime | ${ms(bare)} | 1 |\n| fineprint --version | ${ms(version)} | ${ratio(version, bare)} |\n`,
  );
}

async function scanRow(path: string, name: string): Promise<void> {
  const list = join(scratch, 'candidates');
  const cache = join(scratch, 'cache');
  const { means } = await scanMeans(path, request);
  writeFileSync(list, candidateFiles(path, means).join('\0'));
  const scan = [
    program,
    'scan',
    path,
    '--policy',
    'default',
    '--fail-on',
    'none',
    '--quiet',
    '-o',
    `json=${join(scratch, 'report.json')}`,
  ];
  const measured = measureInTurns(
    {
      floor: { args: [floor, path, list] },
      parsing: { args: [floor, path, list, 'parse'] },
      cold: { args: [...scan, '--no-cache'] },
      warm: { args: scan, env: { XDG_CACHE_HOME: cache } },
    },
    runs,
    memoryFile,
  );
  const least = measured.get('floor');
  const parsing = measured.get('parsing');
  const cold = measured.get('cold');
  const warm = measured.get('warm');
  if (!least || !parsing || !cold || !warm) return;
  say(
    `| ${name} | ${ms(least)} | ${ms(parsing)} | ${ms(cold)} | ${ratio(cold, least)} | ${ratio(cold, parsing)} | ${ms(warm)} | ${ratio(warm, least)} | ${cold.peakMiB.toFixed(0)} |`,
  );
}

async function stageRow(path: string, name: string): Promise<void> {
  const { means } = await scanMeans(path, request);
  const times = await stageTimes(path, means);
  const total = [...times.values()].reduce((sum, time) => sum + time, 0);
  const shares = [...times].map(([stage, time]) => `${stage} ${((time / total) * 100).toFixed(0)} %`);
  say(`Where the time goes (${name}, warm code, ${total.toFixed(0)} ms): ${shares.join(', ')}`);
}

function ms({ medianMs }: Measured): string {
  return medianMs.toFixed(0);
}

function ratio(one: Measured, other: Measured): string {
  return (one.medianMs / other.medianMs).toFixed(2);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
