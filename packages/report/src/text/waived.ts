import { printable, type Report } from '@fineprint/core';
import type { ReporterMeans } from '../reporter.ts';
import { hang, type Paint } from '../terminal.ts';
import { plural } from '../verdict.ts';

/** What waivers accept: each waiver with its reason, and each finding that it covers. */
export function* waivedTexts(
  { findings }: Report,
  { width }: ReporterMeans,
  { bold, dim, cyan }: Paint,
): Iterable<string> {
  const byWaiver = Map.groupBy(
    findings.filter(({ waiver }) => waiver !== null),
    ({ waiver }) => waiver?.id ?? '',
  );
  if (byWaiver.size === 0) return;
  yield `${bold('Waived')}\n`;
  for (const [id, group] of byWaiver) {
    const waiver = group[0]?.waiver;
    if (!waiver) continue;
    const { owner, expires, reason } = waiver;
    const terms = `until ${expires}${owner === null ? '' : `, owner ${owner}`}: ${reason}`;
    yield `  ${bold(printable(id))}  ${hang(printable(terms), width, 4)}\n`;
    for (const { level, rule, message, locations } of group) {
      const [{ path, line, column }, ...more] = locations;
      const others = more.length === 0 ? '' : dim(` and ${plural(more.length, 'more place')}`);
      yield `    ${dim(`${level} ${rule}`)}  ${hang(printable(message), width, 6)}\n`;
      yield `      ${cyan(`${printable(path)}:${line}:${column}`)}${others}\n`;
    }
  }
  yield '\n';
}
