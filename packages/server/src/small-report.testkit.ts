import type { Report } from '@fineprint/core';
import { scannedHarbour } from './server.testkit.ts';

/** A small report with findings: a scan of so many hours later has other components. */
export async function smallReports(): Promise<(project: string, hours: number) => Report> {
  const harbour = await scannedHarbour();
  const named = harbour.findings.flatMap(({ ref }) => ref ?? []);
  const found = harbour.components.filter(({ ref }) => named.includes(ref));
  return (project, hours) => {
    const components = found.slice(hours, hours + 3);
    const refs = new Set(components.map(({ ref }) => ref));
    const findings = harbour.findings.filter(({ ref }) => ref !== null && refs.has(ref));
    const count = (level: string) => findings.filter((each) => each.level === level && !each.waiver).length;
    const asOf = new Date(Date.parse(harbour.scan.asOf) + hours * 3_600_000).toISOString();
    const { summary } = harbour;
    return {
      ...harbour,
      root: { ...harbour.root, remote: `https://git.example/${project}` },
      scan: { ...harbour.scan, asOf },
      components,
      findings,
      dependencies: [],
      summary: {
        ...summary,
        components: components.length,
        findings: {
          ...summary.findings,
          error: count('error'),
          warning: count('warning'),
          note: count('note'),
        },
      },
    };
  };
}
