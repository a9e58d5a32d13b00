import type { Report, ReportFinding, ReportLocation, ReportProblem } from '@fineprint/core';
import type { Location, Log, Notification, PhysicalLocation, ReportingDescriptor, Result } from 'sarif';
import type { Reporter, RuleDescription } from './reporter.ts';

/** SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/): findings are results, problems are notifications. */
export const sarif = {
  id: 'sarif',
  title: 'SARIF 2.1.0',
  *render(report, { rules }) {
    yield `${JSON.stringify(logOf(report, rules), null, 2)}\n`;
  },
} as const satisfies Reporter;

// GitHub refuses runs with more results than 25,000 and shows the first 5,000.
const maxResults = 5_000;

function logOf(report: Report, rules: readonly RuleDescription[]): Log {
  const used = rules.filter(({ id }) => report.findings.some(({ rule }) => rule === id));
  const index = new Map(used.map(({ id }, position) => [id, position]));
  const left = report.findings.length - maxResults;
  const notifications = report.problems.map(notificationOf);
  if (left > 0)
    notifications.push({ level: 'warning', message: { text: `${left} more findings are left out here.` } });
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'Fineprint', semanticVersion: report.tool.version, rules: used.map(descriptorOf) },
        },
        automationDetails: { id: 'fineprint/' },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root that was scanned.' } } },
        ...(report.root.commit && report.root.remote
          ? {
              versionControlProvenance: [
                { repositoryUri: uriOf(report.root.remote), revisionId: report.root.commit },
              ],
            }
          : {}),
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: notifications }],
        results: report.findings.slice(0, maxResults).map((finding) => resultOf(finding, index)),
      },
    ],
  };
}

function descriptorOf({ id, title, defaultLevel }: RuleDescription): ReportingDescriptor {
  return {
    id,
    shortDescription: { text: title },
    help: { text: `"fineprint explain ${id}" says why this is asked and how to fix it.` },
    defaultConfiguration: { level: defaultLevel },
  };
}

function resultOf(finding: ReportFinding, index: ReadonlyMap<string, number>): Result {
  const { rule, level, message, remedy, locations, fingerprint, state, waiver } = finding;
  const ruleIndex = index.get(rule);
  return {
    ruleId: rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level,
    message: { text: `${message} ${remedy}` },
    locations: locations.slice(0, 100).map(locationOf),
    partialFingerprints: { 'fineprintIdentity/v1': fingerprint },
    ...(state ? { baselineState: state === 'new' ? 'new' : 'unchanged' } : {}),
    ...(waiver
      ? {
          suppressions: [
            {
              kind: waiver.isInline ? 'inSource' : 'external',
              status: 'accepted',
              justification: waiver.reason,
            },
          ],
        }
      : {}),
  };
}

function notificationOf({ code, message, location }: ReportProblem): Notification {
  return {
    descriptor: { id: code },
    level: 'warning',
    message: { text: message },
    ...(location ? { locations: [locationOf(location)] } : {}),
  };
}

function locationOf(location: ReportLocation): Location {
  return { physicalLocation: physicalLocationOf(location) };
}

function physicalLocationOf({ path, line, column, endLine, endColumn }: ReportLocation): PhysicalLocation {
  return {
    artifactLocation: { uri: encodePath(path), uriBaseId: '%SRCROOT%' },
    region: { startLine: line, startColumn: column, endLine, endColumn },
  };
}

/** A path as a relative URI reference: a colon in the first segment would read as a scheme. */
function encodePath(path: string): string {
  return path
    .split('/')
    .map((name) => encodeURIComponent(name.toWellFormed()))
    .join('/');
}

/** `git@host:owner/repository.git` is no URI; its `ssh` form is. */
function uriOf(remote: string): string {
  const scp = /^(?:[^@/]+@)?(?<host>[^:/]+):(?<path>[^/].*)$/.exec(remote)?.groups;
  return scp && !remote.includes('://') ? `ssh://${scp.host}/${scp.path}` : remote;
}
