import type { Report, Usage } from '@fineprint/core';
import type { GitHub } from '../github.ts';

/** Which job submits a snapshot, and for what. */
export interface Submission {
  readonly sha: string;
  readonly ref: string;
  /** A later snapshot of the same correlator replaces an earlier one. */
  readonly correlator: string;
  readonly runId: string;
  /** Where the program can be read about. */
  readonly url: string;
  /** What stands before paths of the report, so that they are those of the repository. */
  readonly prefix: string;
  /** ISO 8601. */
  readonly scanned: string;
}

/** Submits the components that have a purl to the dependency graph; gives the sentence that says why that failed. */
export async function submitSnapshot(
  { api, repository }: GitHub,
  report: Report,
  submission: Submission,
): Promise<string | null> {
  const answer = await api.ask({
    method: 'POST',
    path: `/repos/${repository}/dependency-graph/snapshots`,
    body: snapshotOf(report, submission),
  });
  if (answer.is === 'answer') return null;
  const hint =
    answer.is === 'refused' && (answer.status === 403 || answer.status === 404)
      ? ' The job needs the permission "contents: write", and the repository its dependency graph.'
      : '';
  return `No dependency snapshot was submitted: ${answer.because}${hint}`;
}

/** https://docs.github.com/rest/dependency-graph/dependency-submission: a manifest for each file that names components. */
function snapshotOf(report: Report, submission: Submission): object {
  const { sha, ref, correlator, runId, url, prefix, scanned } = submission;
  const manifests = new Map<string, Map<string, object>>();
  for (const component of report.components) {
    if (component.purl === null) continue;
    for (const { path, in: holder, usage } of component.occurrences) {
      // What lies in an archive or was fetched is no file of the repository.
      if (holder !== null) continue;
      const file = prefix + path;
      const resolved = manifests.get(file) ?? new Map<string, object>();
      manifests.set(file, resolved);
      resolved.set(component.ref, dependencyOf(component.purl, usage));
    }
  }
  const written = [...manifests].map(([file, resolved]) => {
    return [file, { name: file, file: { source_location: file }, resolved: Object.fromEntries(resolved) }];
  });
  return {
    version: 0,
    sha,
    ref,
    job: { id: runId, correlator },
    detector: { name: report.tool.name, version: report.tool.version, url },
    scanned,
    manifests: Object.fromEntries(written),
  };
}

function dependencyOf(purl: string, usage: Usage): object {
  const isShipped = usage === 'distributed' || usage === 'deployed';
  return { package_url: purl, relationship: 'direct', scope: isShipped ? 'runtime' : 'development' };
}
