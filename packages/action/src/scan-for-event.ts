import { existsSync, lstatSync, realpathSync, statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { type Comparison, compareReports, isOpen, openReadCache, type Report } from '@fineprint/core';
import { countsOf } from '@fineprint/report';
import {
  askedToFail,
  exitCodeOf,
  openBase,
  type ReportServer,
  refuseBadGlobs,
  remarksOn,
  runScan,
  type Surroundings,
  UsageError,
} from 'fineprint';
import { type Measure, openMeasure } from './base/measure.ts';
import { baselineOnDisk, baselineWithoutBase } from './base/named-baseline.ts';
import { policiesOnDisk, policiesWithoutBase } from './base/named-policies.ts';
import type { Event } from './event.ts';
import type { LazyGitHub } from './github.ts';
import type { Inputs } from './inputs.ts';
import { projectOf } from './report-server/project.ts';

/** A scan as the event asked for it. */
export interface EventScan {
  readonly report: Report;
  readonly code: number;
  /** What the change does to the repository; `null` where there is nothing to compare with. */
  readonly comparison: Comparison | null;
  /** Findings that are new, `null` where nobody can tell. */
  readonly newFindings: number | null;
  /** What the change does, counted, in a sentence. */
  readonly changes: string | null;
  /** What is to be said besides, as sentences. */
  readonly remarks: readonly string[];
  /** Why it cannot be told what is new of a change: a check that looks green would be taken for a full answer. */
  readonly warning: string | null;
  /** What stands before paths of the report, so that they are those of the workspace. */
  readonly prefix: string;
}

/** What a scan depends on besides the inputs. */
export interface Occasion {
  readonly event: Event;
  readonly github: LazyGitHub;
  readonly workspace: string;
  readonly env: Surroundings['env'];
  /** The report server that the inputs name, whose policy may be extended. */
  readonly server: ReportServer | null;
  now(): number;
}

/** Scans for an event: what is new counts for changes, all counts for branches. Throws a `UsageError` or `PolicyError`. */
export async function scanForEvent(inputs: Inputs, occasion: Occasion): Promise<EventScan> {
  const path = resolve(occasion.workspace, inputs.path ?? '.');
  if (!existsSync(path))
    throw new UsageError(`The input "path" is "${inputs.path}", and there is no such file or directory.`);
  if (isChange(inputs, occasion.event)) refuseLink(path, occasion.workspace);
  refuseBadGlobs(inputs.exclude);
  const measure = await measureFor(inputs, path, occasion);
  const countsAll = (inputs.gate ?? defaultGate(inputs, occasion.event)) === 'all';
  try {
    const scanned = await runScan(path, {
      policies: measure.policies,
      exclude: inputs.exclude,
      only: inputs.only,
      // Most files of the base are those of the scan.
      cache: measure.base && openReadCache(null, null, occasion.now()),
      env: { ...occasion.env, FINEPRINT_PROJECT: inputs.project ?? projectOf(occasion.env) },
      base: measure.base,
      judge: measure.judge,
      unheeded: measure.unheeded,
      countsAll,
      givesFixes: true,
      baseline: measure.baseline,
      ...(occasion.server === null ? {} : { server: occasion.server }),
      ...(inputs.isOnline ? { online: { keepsAnswers: false } } : {}),
    });
    const report = askedToFail(scanned.report, inputs.failOn, inputs.isStrict);
    const comparison = scanned.before && compareReports(scanned.before, report);
    const isUnknown = measure.base === null && isChange(inputs, occasion.event);
    return {
      report,
      code: exitCodeOf(report, inputs.failOn, inputs.isStrict),
      comparison,
      newFindings: isUnknown ? null : newIn(report, countsAll ? comparison : null),
      changes: comparison && measure.base && changes(comparison, measure.base.name),
      remarks: [...measure.remarks, ...scanned.remarks, ...remarksOn(report, false)],
      warning: isUnknown ? (measure.remarks[0] ?? null) : null,
      prefix: prefixOf(path, occasion.workspace),
    };
  } finally {
    measure.close();
  }
}

/** A change could put a link in place of what is scanned, and then neither its files nor its policy would be looked at. */
function refuseLink(path: string, workspace: string): void {
  const top = resolve(workspace);
  for (let at = path; at.startsWith(top + sep); at = dirname(at)) {
    if (lstatSync(at).isSymbolicLink())
      throw new UsageError(
        `The input "path" leads through a symbolic link (${relative(top, at)}), which this change could have made. Name the directory itself.`,
      );
  }
}

/** Nothing stands before paths of what lies elsewhere. */
function prefixOf(path: string, workspace: string): string {
  const real = realpathSync.native(path);
  const directory = statSync(real).isDirectory() ? real : dirname(real);
  const inside = relative(realpathSync.native(workspace), directory).split(sep).join('/');
  return inside === '' || inside.startsWith('..') ? '' : `${inside}/`;
}

/** Findings that are neither waived nor known: where all count, those that the commit before has not. */
function newIn({ findings, scan }: Report, comparison: Comparison | null): number | null {
  if (comparison === null && scan.baseline === null) return null;
  const opened = comparison && new Set(comparison.findings.opened.map(({ finding }) => finding.fingerprint));
  return findings.filter((finding) => isOpen(finding) && (opened?.has(finding.fingerprint) ?? true)).length;
}

function changes(comparison: Comparison, commit: string): string {
  return `Compared with commit ${commit.slice(0, 12)}: ${countsOf(comparison)}.`;
}

function defaultGate(inputs: Inputs, event: Event): 'new' | 'all' {
  return isChange(inputs, event) ? 'new' : 'all';
}

function isChange({ since }: Inputs, { is }: Event): boolean {
  return since !== null || is === 'pull-request' || is === 'merge-group' || is === 'unreadable';
}

async function measureFor(inputs: Inputs, path: string, occasion: Occasion): Promise<Measure> {
  const { event, github, workspace, env, now } = occasion;
  if (inputs.since !== null && inputs.baseline !== null)
    throw new UsageError('Only one of the inputs "since" and "baseline" can say what is new.');
  const naming = { policies: inputs.policies, baseline: inputs.baseline, workspace };
  const nothing = { base: null, judge: null, unheeded: null, remarks: [], close: () => undefined };
  if (inputs.since !== null) {
    const opened = openBase(path, inputs.since, env);
    return { ...opened, baseline: null, policies: policiesOnDisk(naming), unheeded: null };
  }
  switch (event.is) {
    case 'other':
      return { ...nothing, ...baselineOnDisk(naming), policies: policiesOnDisk(naming) };
    case 'unreadable': {
      const { policies, remarks } = policiesWithoutBase(naming);
      const remark = `${event.because} So all findings count, and neither the policy nor the waivers of this tree are heeded.`;
      const known = baselineWithoutBase(naming);
      const said = [remark, ...remarks, ...known.remarks];
      return {
        ...nothing,
        baseline: known.baseline,
        policies,
        unheeded: 'its base is not known',
        remarks: said,
      };
    }
    default: {
      const remote = async () => {
        const opened = await github.open();
        if (typeof opened === 'string') return opened;
        const { remoteCommits } = await import('./api/commits.ts');
        return remoteCommits(opened.api, opened.repository);
      };
      const eventSha = env.GITHUB_SHA ?? '';
      return openMeasure({ ...naming, event, path, eventSha, remote, env, now });
    }
  }
}
