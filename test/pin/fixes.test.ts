import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  contentLockName,
  discover,
  isFirm,
  openReadCache,
  type Report,
  type ReportFinding,
  type Root,
  referencesIn,
  scanDiscovered,
} from '@fineprint/core';
import { extractors } from '@fineprint/extractors';
import { kinds } from '@fineprint/kinds';
import type { Log, Replacement } from 'sarif';
import { expect, test } from 'vitest';
import { unfolded } from '../../packages/cli/src/appearance.ts';
import { pinPlanner } from '../../packages/cli/src/fixes.ts';
import { commitNamed, filesOf, openHistory } from '../../packages/cli/src/history.ts';
import { renderer } from '../../packages/cli/src/render.ts';
import { scanMeans } from '../../packages/cli/src/run-scan.ts';
import { sarifErrors } from '../contracts/official-schemas.ts';
import { madeUp } from './lookup.ts';

const root = join(import.meta.dirname, '../../packages/extractors/src');
const cases = extractors.flatMap(({ id }) =>
  readdirSync(join(root, id, 'fixtures'))
    .sort()
    .map((name) => ({ name: `${id}/${name}`, repository: join(root, id, 'fixtures', name, 'repo') })),
);
const cache = openReadCache(null, null, 0);
const { means } = await scanMeans(root, {
  // It asks for the firmest pin of each kind.
  policies: ['strict'],
  exclude: [],
  only: [],
  cache,
  env: { SOURCE_DATE_EPOCH: '1790000000' },
});
// Nothing is locked yet.
const contentLock = { path: contentLockName, entries: new Map() };
const unplanned = { ...means, lookup: madeUp, contentLock };
const planned = { ...unplanned, planPins: pinPlanner(unplanned) };

function scanOf(from: string | Root, isPlanned: boolean): Promise<Report> {
  const found = discover(from, { git: 'none', exclude: means.policy.exclude });
  return scanDiscovered(found, isPlanned ? planned : unplanned);
}

test.each(cases)(
  '$name: each fix by itself, and all together, close what they are for and open nothing',
  async ({ repository }) => {
    const report = await scanOf(repository, true);
    const mended = report.findings.filter(({ fix }) => fix !== null);
    if (mended.length === 0) return;
    const sarif = await sarifOf(report);
    // What is mended by the same edits is closed at once.
    const groups = [...Map.groupBy(mended, ({ fix }) => JSON.stringify(fix)).values()];
    for (const group of groups.length === 1 ? groups : [...groups, mended]) {
      const after = await afterFixes(repository, sarif, group);
      expect(opened(report, after)).toEqual([]);
      expect(stillOpen(group, report, after)).toEqual([]);
    }
  },
);

test('fixtures have findings that edits mend, of every rule that a pin answers', async () => {
  const rules = new Set<string>();
  for (const { repository } of cases.filter(({ name }) =>
    /^(?:compose|terraform|github-actions)\//.test(name),
  ))
    for (const { rule, fix } of (await scanOf(repository, true)).findings) if (fix) rules.add(rule);
  expect([...rules].sort()).toEqual([
    'content-not-locked',
    'image-tag-floating',
    'version-constraint-open-ended',
    'version-not-pinned',
  ]);
});

test('the files of a commit are mended as those on disk are', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'fineprint-fix-'));
  try {
    writeFileSync(join(directory, 'compose.yaml'), 'services:\n  cache:\n    image: redis:7.2\n');
    const onDisk = await scanOf(directory, true);
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-C', directory, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
        env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CEILING_DIRECTORIES: tmpdir() },
      });
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '--message', 'one');
    const history = openHistory(directory, {});
    const files = filesOf(history, commitNamed(history, 'HEAD'), false);
    const ofCommit = await scanOf(files, true);
    history.close();
    expect(ofCommit.findings.map(({ fix }) => fix)).toEqual(onDisk.findings.map(({ fix }) => fix));
    expect(ofCommit.findings.flatMap(({ fix }) => fix ?? [])).toHaveLength(1);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('what a lockfile says pins already, so a scan that asks nobody knows no edit', async () => {
  const open: string[] = [];
  for (const { name, repository } of cases) {
    const found = discover(repository, { git: 'none' });
    const kindsById = new Map(kinds.map((kind) => [kind.id, kind]));
    const { occurrences } = await referencesIn(found, {
      extractors,
      kinds: kindsById,
      cache,
      usage: () => null,
    });
    for (const { in: within, pin, locked, text } of occurrences)
      if (within === null && pin !== null && !isFirm(pin) && locked) open.push(`${name}: ${text}`);
  }
  expect(open).toEqual([]);
});

async function sarifOf(report: Report): Promise<Log> {
  const render = await renderer(report, { appearing: unfolded(false), showWaived: true });
  const text = [...(await render('sarif', null))].join('');
  expect(sarifErrors(text)).toEqual([]);
  return JSON.parse(text);
}

/** Scans a copy with the fixes of findings made as whoever reads SARIF makes them, who is not us. */
async function afterFixes(repository: string, log: Log, group: readonly ReportFinding[]): Promise<Report> {
  const wanted = new Set(group.map(({ fingerprint }) => fingerprint));
  const results = log.runs[0]?.results ?? [];
  const changes = results
    .filter(({ partialFingerprints }) => wanted.has(partialFingerprints?.['fineprintIdentity/v1'] ?? ''))
    .flatMap(({ fixes }) => fixes?.flatMap(({ artifactChanges }) => artifactChanges) ?? []);
  const copy = mkdtempSync(join(tmpdir(), 'fineprint-fix-'));
  try {
    cpSync(repository, copy, { recursive: true, verbatimSymlinks: true });
    for (const [uri, ofFile] of Map.groupBy(changes, ({ artifactLocation }) => artifactLocation.uri ?? '')) {
      const file = join(copy, decodeURIComponent(uri));
      const bytes = readFileSync(file);
      // SARIF counts characters behind a byte order mark.
      const mark = bytes.toString('utf8').startsWith('\ufeff') ? '\ufeff' : '';
      const text = replaced(
        bytes.toString('utf8').slice(mark.length),
        ofFile.flatMap((each) => each.replacements),
      );
      writeFileSync(file, mark + text);
    }
    return await scanOf(copy, false);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function replaced(text: string, replacements: readonly Replacement[]): string {
  const distinct = new Map(replacements.map((each) => [JSON.stringify(each), each]));
  return [...distinct.values()]
    .sort((a, b) => startOf(b) - startOf(a))
    .reduce((rest, each) => {
      const end = startOf(each) + (each.deletedRegion.charLength ?? 0);
      return rest.slice(0, startOf(each)) + (each.insertedContent?.text ?? '') + rest.slice(end);
    }, text);
}

function startOf({ deletedRegion }: Replacement): number {
  return deletedRegion.charOffset ?? 0;
}

function opened(before: Report, after: Report): readonly string[] {
  const known = new Set(before.findings.map(({ fingerprint }) => fingerprint));
  return after.findings.filter(({ fingerprint }) => !known.has(fingerprint)).map(({ message }) => message);
}

/** The findings of which a rule has as many in a file as before. */
function stillOpen(group: readonly ReportFinding[], before: Report, after: Report): readonly string[] {
  const [had, has] = [before, after].map(({ findings }) => Map.groupBy(findings, ruleAndPath));
  return [...Map.groupBy(group, ruleAndPath)]
    .filter(([id, closed]) => (has?.get(id)?.length ?? 0) > (had?.get(id)?.length ?? 0) - closed.length)
    .flatMap(([, closed]) => closed.map(({ message }) => message));
}

function ruleAndPath({ rule, locations: [{ path }] }: ReportFinding): string {
  return `${rule} ${path}`;
}
