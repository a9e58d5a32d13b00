import { type Report, writeReport } from '@fineprint/core';
import type { Fleet } from './fleet.ts';

/** What became of a load: the ids that were answered, by project and version. */
export interface Sent {
  readonly ids: ReadonlyMap<string, string>;
  /** How often nothing was answered, or an error, so that it was sent again. */
  readonly again: number;
}

/** Reports of several scans of several projects: each project is sent in any order, and known by its last scan. */
export interface Load {
  readonly projects: number;
  readonly scans: number;
  /** How many are sent at a time. */
  readonly senders: number;
}

/** Sends all reports of a load, each until it is accepted: by one server, and where that does not answer by the other. */
export async function sendAll(
  fleet: Pick<Fleet, 'url'>,
  token: string,
  { report, load, accepted }: { report: Report; load: Load; accepted(count: number): Promise<void> },
): Promise<Sent> {
  const waiting = Array.from({ length: load.projects * load.scans }, (_, index) => index);
  const ids = new Map<string, string>();
  let again = 0;
  const sender = async (number: number) => {
    for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
      const [project, scan] = [index % load.projects, Math.floor(index / load.projects)];
      const body = writeReport(scanOf(report, project, scan));
      for (let attempt = number; ; attempt += 1) {
        const id = await sentTo(fleet.url(attempt % 2 === 0 ? 0 : 1), token, `p${project}`, body);
        if (id !== null) {
          ids.set(`p${project} ${scan}`, id);
          break;
        }
        again += 1;
      }
      await accepted(ids.size);
    }
  };
  await Promise.all(Array.from({ length: load.senders }, (_, number) => sender(number)));
  return { ids, again };
}

/** The report of a scan: the later, the fewer components are left. */
export function scanOf(report: Report, project: number, scan: number): Report {
  const components = report.components.slice(0, componentsOf(report, scan));
  const refs = new Set(components.map(({ ref }) => ref));
  const findings = report.findings.filter(({ ref }) => ref === null || refs.has(ref));
  const count = (level: string) => findings.filter((each) => each.level === level && !each.waiver).length;
  return {
    ...report,
    root: { ...report.root, remote: `https://git.example/p${project}` },
    scan: { ...report.scan, asOf: new Date(Date.parse(report.scan.asOf) + scan * 3_600_000).toISOString() },
    components,
    findings,
    dependencies: [],
    summary: {
      ...report.summary,
      components: components.length,
      findings: {
        ...report.summary.findings,
        error: count('error'),
        warning: count('warning'),
        note: count('note'),
      },
    },
  };
}

/** How many components a scan has. */
export function componentsOf(report: Report, scan: number): number {
  return report.components.length - scan * 2;
}

/** Sends one; `null` where it is not known to be accepted. */
async function sentTo(server: string, token: string, project: string, body: string): Promise<string | null> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  try {
    const url = `${server}/api/v1/reports?project=${project}`;
    const answer = await fetch(url, { method: 'POST', headers, body });
    const said: { readonly id?: string } = await answer.json();
    return answer.status === 202 ? (said.id ?? null) : null;
  } catch (cause) {
    // The server was killed before it answered, or amid its answer.
    if (cause instanceof TypeError || cause instanceof SyntaxError) return null;
    throw cause;
  }
}
