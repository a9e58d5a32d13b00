import { createHash } from 'node:crypto';
import { jsonPieces, type Level, printable, type Report } from '@fineprint/core';
import type { Reporter } from './reporter.ts';
import { incompleteness } from './verdict.ts';

/**
 * Code quality report of GitLab (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format). GitLab itself
 * compares branches, so what a baseline knows is listed too; waived findings, for which it has no form, are not.
 */
export const gitlab = {
  id: 'gitlab',
  title: 'GitLab code quality',
  *render(report) {
    yield* jsonPieces(issues(report), 1);
    yield '\n';
  },
} as const satisfies Reporter;

const severities: Readonly<Record<Level, string>> = { error: 'critical', warning: 'major', note: 'info' };

function* issues(report: Report): Iterable<object> {
  const ordinals = new Map<string, number>();
  for (const { rule, level, message, remedy, locations, fingerprint, waiver } of report.findings) {
    if (waiver !== null) continue;
    const ordinal = ordinals.get(fingerprint) ?? 0;
    ordinals.set(fingerprint, ordinal + 1);
    const more = locations.length > 1 ? ` Also in ${locations.length - 1} more places.` : '';
    yield {
      description: printable(`${message} ${remedy}${more}`),
      check_name: rule,
      // Of two with one fingerprint GitLab shows the first.
      fingerprint: ordinal === 0 ? fingerprint : sha256(`${fingerprint} ${ordinal}`),
      severity: severities[level],
      location: { path: locations[0].path, lines: { begin: locations[0].line } },
    };
  }
  yield* incomplete(report);
}

/** There is no place for what the scan could not do; silence would say that it did everything. */
function* incomplete(report: Report): Iterable<object> {
  const told = incompleteness(report);
  if (told === null) return;
  const [first] = told.unread;
  const at = told.unread.find(({ location }) => location !== null)?.location;
  yield {
    description: printable(first ? `${told.sentence} ${first.message}` : told.sentence),
    check_name: 'scan-incomplete',
    fingerprint: sha256('scan-incomplete'),
    severity: 'major',
    location: { path: at?.path ?? '.', lines: { begin: at?.line ?? 1 } },
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
