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
  const waived = findings.filter(({ waiver }) => waiver !== null);
  if (waived.length === 0) return;
  yield `${bold('Waived')}\n`;
  for (const [, group] of Map.groupBy(waived, ({ waiver, rule }) => `${rule} ${waiver?.id}`)) {
    const [first] = group;
    if (!first?.waiver) continue;
    const { id, owner, expires, reason } = first.waiver;
    const what = `waives ${plural(group.length, 'finding')} of ${first.rule}`;
    const whole = `${id} ${what} until ${expires}${owner === null ? '' : `, owner ${owner}`}`;
    yield `  ${bold(hang(printable(whole), width, 2))}\n    ${hang(printable(reason), width, 4)}\n`;
    for (const { message, locations } of group) {
      const [{ path, line, column }, ...more] = locations;
      const others = more.length === 0 ? '' : dim(` and ${plural(more.length, 'more place')}`);
      yield `    ${dim(hang(printable(message), width, 4))}\n`;
      yield `      ${cyan(`${printable(path)}:${line}:${column}`)}${others}\n`;
    }
  }
  yield '\n';
}
