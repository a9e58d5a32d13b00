import { createHash } from 'node:crypto';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeReport } from '@fineprint/core';
import { runScan } from 'fineprint';
import { type Portfolio, undone } from './portfolio.ts';

/** A report of an invented repository, and when it came in. */
export interface DemoReport {
  readonly project: string;
  readonly group: string;
  readonly days: number;
  readonly document: string;
}

export const dayMs = 86_400_000;

interface Told {
  /** Where the repositories lie. */
  readonly folder: string;
  /** A folder that is not there yet, to work in. */
  readonly scratch: string;
  /** The time in ms that days are counted from. */
  readonly now: number;
}

/** Scans invented repositories as they are and as they were. */
export async function scanHistory(
  { repositories }: Pick<Portfolio, 'repositories'>,
  { folder, scratch, now }: Told,
): Promise<readonly DemoReport[]> {
  const reports: DemoReport[] = [];
  for (const [project, { group, commits }] of Object.entries(repositories)) {
    const tree = join(scratch, project);
    cpSync(join(folder, project), tree, { recursive: true });
    for (const commit of commits) {
      const document = await scanned(tree, { project, says: commit.says, at: now - commit.days * dayMs });
      reports.push({ project, group, days: commit.days, document });
      for (const [path, text] of undone(commit, (name) => readFileSync(join(tree, name), 'utf8')))
        if (text === null) rmSync(join(tree, path));
        else writeFileSync(join(tree, path), text);
    }
  }
  rmSync(scratch, { recursive: true });
  return reports;
}

interface Moment {
  readonly project: string;
  readonly says: string;
  readonly at: number;
}

async function scanned(tree: string, { project, says, at }: Moment): Promise<string> {
  const env = { SOURCE_DATE_EPOCH: String(Math.floor(at / 1000)) };
  const { report } = await runScan(tree, { policies: [], exclude: [], only: [], cache: null, env });
  // No git has made these commits, but to the eye they are what git would have made.
  const commit = createHash('sha1').update(`${project}: ${says}`).digest('hex');
  return writeReport({ ...report, root: { ...report.root, commit } });
}
