import { type ChildProcess, fork } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Report } from '@fineprint/core';
import { writeReport } from '@fineprint/core';
import { readReport } from '@fineprint/core/json-1';
import { afterAll, expect, onTestFinished } from 'vitest';
import { gitlabErrors, ndjsonErrors } from '../contracts/findings-schemas.ts';
import { cyclonedxErrors, sarifErrors } from '../contracts/official-schemas.ts';
import { root as project } from '../contracts/sources.ts';
import { spdx3Errors, spdxErrors, tagValueErrors } from '../contracts/spdx-errors.ts';
import type { Order, Outcome } from './victim.ts';

/** A directory to be scanned, beside one that nothing may look into. */
export interface Scene {
  readonly root: string;
  /** Holds files of every format that speak of `secret`. */
  readonly outside: string;
  readonly secret: string;
  write(path: string, content: string | Buffer): void;
}

/** Makes a scene of files; the test that asked for it removes it at its end. */
export function scene(files: Readonly<Record<string, string | Buffer>> = {}): Scene {
  const base = mkdtempSync(join(trees(), 'scene-'));
  chmodSync(base, 0o755);
  onTestFinished(() => rmSync(base, { recursive: true, force: true }));
  const root = join(base, 'repo');
  const outside = join(base, 'outside');
  const secret = 'canary-b7e1d2';
  mkdirSync(root);
  mkdirSync(join(outside, '.github/workflows'), { recursive: true });
  writeFileSync(join(outside, 'main.tf'), `module "${secret}" {\n  source = "${secret}/vpc/aws"\n}\n`);
  writeFileSync(join(outside, 'Dockerfile'), `FROM ${secret}:1\n`);
  writeFileSync(join(outside, 'LICENSE'), `MIT License\n\nCopyright ${secret}\n`);
  writeFileSync(join(outside, 'compose.yaml'), `services:\n  ${secret}:\n    image: ${secret}:1\n`);
  writeFileSync(join(outside, 'w.yml'), `jobs:\n  ${secret}:\n    steps: [{ uses: ${secret}/action@v1 }]\n`);
  const write = (path: string, content: string | Buffer) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  for (const [path, content] of Object.entries(files)) write(path, content);
  return { root, outside, secret, write };
}

/** What a test looks at after an attack; every invariant of the README was held already. */
export interface Aftermath {
  readonly report: Report;
  readonly text: string;
  readonly markdown: string;
  readonly touched: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
}

export interface AttackOptions {
  /** Whether all reports are rendered and validated; the JSON report always is read back. */
  readonly render?: boolean;
  /** Whether it is scanned a second time, which must give the same bytes. */
  readonly twice?: boolean;
  /** The tree changes meanwhile: two scans may differ, and a name may lead out between its check and its opening. */
  readonly racing?: boolean;
  /** Paths outside of the root that may be asked for, though nothing of them may show. */
  readonly mayLookAt?: readonly string[];
}

/** Scans a scene in the victim process and holds what must be true of every scan, whatever was scanned. */
export async function attack(
  { root, secret }: Scene,
  { render = true, twice = true, racing = false, mayLookAt = [] }: AttackOptions = {},
): Promise<Aftermath> {
  const before = racing ? [] : snapshot(root);
  const outcome = await order({ root, render, twice });
  expect(outcome.failure, 'nothing is thrown').toBeNull();
  expect(outcome.forbidden, 'nothing is written, started or connected to').toEqual([]);
  expect([0, 1, 4], `exit code; ${outcome.stderr}`).toContain(outcome.exit);
  expect(outcome.polluted, 'prototypes are as before').toBe(false);
  if (!racing) {
    const strange = outcome.touched.filter((path) => !mayTouch(root, path) && !mayLookAt.includes(path));
    expect(strange, 'nothing outside is looked at').toEqual([]);
    expect(outcome.stable, 'a second scan gives the same bytes').toBe(true);
    expect(snapshot(root), 'the tree is as before').toEqual(before);
  }

  const { stdout, stderr } = outcome;
  const outputs: Readonly<Record<string, string>> = { ...outcome.outputs, stdout, stderr };
  for (const [format, output] of Object.entries(outputs)) expect(output.includes(secret), format).toBe(false);
  for (const format of ['text', 'markdown', 'notice', 'spdx-tag-value', 'stdout', 'stderr'])
    expectPlain(outputs[format] ?? '', format);
  const report = readReport(outputs.json ?? '');
  expect(writeReport(report), 'the report reads back as it was').toBe(outputs.json);
  expect(report.problems.filter(({ code }) => code === 'tool-defect')).toEqual([]);
  if (render) {
    expect(sarifErrors(outputs.sarif ?? '')).toEqual([]);
    expect(await cyclonedxErrors(outputs.cyclonedx ?? '')).toEqual([]);
    expect(spdxErrors(outputs.spdx ?? '')).toEqual([]);
    expect(tagValueErrors(outputs['spdx-tag-value'] ?? '')).toEqual([]);
    expect(spdx3Errors(outputs['spdx-3'] ?? '')).toEqual([]);
    expect(gitlabErrors(outputs.gitlab ?? '')).toEqual([]);
    expect(ndjsonErrors(outputs.ndjson ?? '')).toEqual([]);
    expectPlain(outputs.junit ?? '', 'junit');
    expectAnnotations(outputs.github ?? '');
  }
  const { text = '', markdown = '' } = outputs;
  return { report, text, markdown, touched: outcome.touched, outputs };
}

/** Codes of a report's problems, each once, in order. */
export function codes({ problems }: Report): readonly string[] {
  return [...new Set(problems.map(({ code }) => code))].sort();
}

/** Refs of all components, in order. */
export function refs({ components }: Report): readonly string[] {
  return components.map(({ ref }) => ref);
}

const raw =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Cs}/u;

/** No byte that a terminal obeys or hides, and no line that a CI runner takes for a command. */
export function expectPlain(output: string, format: string): void {
  expect(raw.exec(output)?.[0]?.codePointAt(0)?.toString(16), `raw character in ${format}`).toBeUndefined();
  expect(/^[ \t]*(?:::|##\[|##vso\[)/m.exec(output)?.[0], `command in ${format}`).toBeUndefined();
}

/** Each line is one annotation, of which a step shows thirty. */
export function expectAnnotations(output: string): void {
  const lines = output.split('\n').slice(0, -1);
  expect(lines.filter((line) => !/^::(?:error|warning|notice) [^:]*::/.test(line) || raw.test(line))).toEqual(
    [],
  );
  expect(lines.length).toBeLessThanOrEqual(30);
}

/** Inside the root, the program itself, where a repository may lie above the root, and where open files tell their place. */
function mayTouch(root: string, path: string): boolean {
  if (path === '' || path === root || path.startsWith(`${root}/`)) return true;
  if (path.startsWith(`${project}/`) || path.startsWith('/proc/self/fd') || /^\/proc\/\d+\/fd/.test(path))
    return true;
  return path.endsWith('/.git') && root.startsWith(path.slice(0, -'.git'.length));
}

// Enough to see a change; a tree of a hundred thousand files is not listed in full.
const maxSnapshot = 5000;
// What the system can be asked for at once.
const maxPathBytes = 4000;

/** Every entry with its type, mode, size and time of change; names as bytes, and nothing is opened. */
function snapshot(directory: string): readonly string[] {
  const entries: string[] = [];
  const pending = [Buffer.from(directory)];
  for (let at = pending.pop(); at && entries.length < maxSnapshot; at = pending.pop()) {
    for (const name of readdirSync(at, { encoding: 'buffer' })) {
      const path = Buffer.concat([at, Buffer.from('/'), name]);
      if (path.length > maxPathBytes) continue;
      const { mode, size, mtimeMs, ino } = lstatSync(path);
      entries.push(`${path.toString('latin1')} ${mode} ${size} ${mtimeMs} ${ino}`);
      if (lstatSync(path).isDirectory()) pending.push(path);
    }
  }
  return entries;
}

let base: string | undefined;
let victim: Promise<ChildProcess> | undefined;
let orders = 0;

// A hang is a failure, not a slow test: the victim is killed after this.
const hangMs = 50_000;

/** Ends the victim and removes the scenes when the tests of a file are over; each file that attacks has to ask for it, since files share a worker. */
export function useAttacks(): void {
  afterAll(async () => {
    (await victim)?.kill('SIGKILL');
    if (base) rmSync(base, { recursive: true, force: true });
    victim = undefined;
    base = undefined;
  });
}

function trees(): string {
  if (base === undefined) {
    // In memory where there is such a place: some disks take a minute for a hundred thousand files.
    const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
    base = realpathSync(mkdtempSync(join(place, 'fineprint-hostile-')));
    chmodSync(base, 0o755);
  }
  return base;
}

async function order(asked: Omit<Order, 'id'>): Promise<Outcome> {
  victim ??= start(trees());
  const child = await victim;
  orders += 1;
  const id = orders;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => give(new Error('The scan hangs.')), hangMs);
    const onMessage = (outcome: Outcome) => {
      if (outcome.id !== id) return;
      clean();
      resolve(outcome);
    };
    const onExit = (code: number | null, signal: string | null) =>
      give(new Error(`The scan ended the process: ${code ?? signal}`));
    child.on('message', onMessage).on('exit', onExit);
    child.send({ id, ...asked } satisfies Order);

    function clean(): void {
      clearTimeout(timer);
      child.off('message', onMessage).off('exit', onExit);
    }
    function give(error: Error): void {
      clean();
      victim = undefined;
      child.kill('SIGKILL');
      reject(error);
    }
  });
}

/** Starts the victim: it reads the project and the trees, writes nothing, starts nothing, and has 512 MB. */
function start(readable: string): Promise<ChildProcess> {
  const above = [];
  for (let path = readable; path !== dirname(path); path = dirname(path))
    above.push(join(dirname(path), '.git'));
  const reads = [project, readable, '/proc/self/fd/', ...above].map((path) => `--allow-fs-read=${path}`);
  const child = fork(join(import.meta.dirname, 'victim.ts'), [], {
    execArgv: ['--permission', ...reads, '--max-old-space-size=512', '--disable-warning=SecurityWarning'],
    serialization: 'advanced',
    // Nobody keeps root from reading what may not be read.
    ...(process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}),
    env: { PATH: process.env.PATH },
  });
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve(child));
    child.once('exit', (code) => reject(new Error(`The victim did not start: ${code}`)));
  });
}
