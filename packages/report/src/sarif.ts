import { gzipSync } from 'node:zlib';
import {
  jsonPieces,
  type ProblemEffect,
  problemEffects,
  type Report,
  type ReportFinding,
  type ReportProblem,
} from '@fineprint/core';
import type { Notification, Result } from 'sarif';
import type { Reporter } from './reporter.ts';
import { hiddenLocations, locationOf, messageText, resultOf } from './sarif-results.ts';
import { type RunRules, runRules } from './sarif-rules.ts';
import { worstFirst, worstProblems } from './worst-first.ts';

/**
 * SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/): findings are results, problems are notifications. It
 * stays within what GitHub takes; the worst findings are kept, and a notification says how many are left out.
 */
export const sarif = {
  id: 'sarif',
  title: 'SARIF 2.1.0',
  *render(report, { rules }) {
    yield* jsonPieces(logOf(report, runRules(report, rules)), 6);
    yield '\n';
  },
} as const satisfies Reporter;

// GitHub shows the 5,000 worst results of a run, and takes files of 10 MB after gzip.
const maxResults = 5_000;
const maxResultBytes = 7_500_000;
const maxNotifications = 1_000;

/** The log; its results, and what is left of them for the notifications after them, are made while it is written. */
function logOf(report: Report, rules: RunRules): object {
  const { tool, root } = report;
  const kept: ReportFinding[] = [];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Fineprint',
            version: tool.version,
            semanticVersion: tool.version,
            rules: rules.descriptors,
          },
        },
        automationDetails: { id: 'fineprint/' },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root that was scanned.' } } },
        ...(root.commit && root.remote
          ? { versionControlProvenance: [{ repositoryUri: uriOf(root.remote), revisionId: root.commit }] }
          : {}),
        results: results(report, rules, kept),
        invocations: [
          {
            executionSuccessful: true,
            ...(rules.overrides.length > 0 ? { ruleConfigurationOverrides: rules.overrides } : {}),
            toolExecutionNotifications: notifications(report, kept),
          },
        ],
      },
    ],
  };
}

/** The results, worst first, as long as there is room; which findings they are of is added to `kept`. */
function* results({ findings }: Report, { indexOf }: RunRules, kept: ReportFinding[]): Iterable<Result> {
  let bytes = 0;
  let batch = '';
  for (const finding of worstFirst(findings).slice(0, maxResults)) {
    if (bytes > maxResultBytes) return;
    const result = resultOf(finding, indexOf.get(finding.rule));
    kept.push(finding);
    yield result;
    // Parts that are packed one by one are no smaller than the whole.
    batch += JSON.stringify(result, null, 2);
    if (batch.length < packedLength) continue;
    bytes += gzipSync(batch).length;
    batch = '';
  }
}

const packedLength = 256 * 1024;

function* notifications(
  { findings, problems }: Report,
  kept: readonly ReportFinding[],
): Iterable<Notification> {
  const left = findings.length - kept.length;
  if (left > 0) yield remark(`${left} of ${findings.length} findings are left out here, the least of them.`);
  const hidden = kept.reduce((sum, finding) => sum + hiddenLocations(finding), 0);
  if (hidden > 0) yield remark(`${hidden} places of findings with many places are left out here.`);
  const more = problems.length - maxNotifications;
  if (more > 0) yield remark(`${more} of ${problems.length} problems are left out here, the least of them.`);
  yield* worstProblems(problems).slice(0, maxNotifications).map(notificationOf);
}

function remark(text: string): Notification {
  return { level: 'warning', message: { text } };
}

// An error would say that the run failed (SARIF 3.20.14); it is incomplete.
const levelOf: Readonly<Record<ProblemEffect, 'warning' | 'note'>> = {
  unread: 'warning',
  unresolved: 'note',
  unasked: 'note',
  noted: 'note',
};

function notificationOf({ code, message, location }: ReportProblem): Notification {
  return {
    descriptor: { id: code },
    level: levelOf[problemEffects[code]],
    message: { text: messageText(message) },
    ...(location ? { locations: [locationOf(location)] } : {}),
  };
}

/** `git@host:owner/repository.git` is no URI; its `ssh` form is. */
function uriOf(remote: string): string {
  const scp = /^(?:[^@/]+@)?(?<host>[^:/]+):(?<path>[^/].*)$/.exec(remote)?.groups;
  return scp && !remote.includes('://') ? `ssh://${scp.host}/${scp.path}` : remote;
}
