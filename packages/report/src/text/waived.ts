import { printable, type Report, type ReportWaiver } from '@fineprint/core';
import type { ReporterMeans } from '../reporter.ts';
import { besides, hang, type Paint } from '../terminal.ts';
import { plural } from '../verdict.ts';

/** What waivers accept: each waiver with its reason, and each finding that it covers. */
export function* waivedTexts(
  { findings, waivers = [] }: Report,
  { width }: ReporterMeans,
  { bold, dim, at }: Paint,
): Iterable<string> {
  const waived = findings.filter(({ waiver }) => waiver !== null);
  const others = waivers.flatMap((waiver) => stateOf(waiver) ?? []);
  if (waived.length === 0 && others.length === 0) return;
  yield `${bold('Waivers')}\n`;
  for (const [, group] of Map.groupBy(waived, ({ waiver, rule }) => `${rule} ${waiver?.id}`)) {
    const [first] = group;
    if (!first?.waiver) continue;
    const { id, owner, expires, reason, ticket = null } = first.waiver;
    const what = `waives ${plural(group.length, 'finding')} of ${first.rule}`;
    const whole = `${id} ${what} until ${expires}${owner === null ? '' : `, owner ${owner}`}${ticket === null ? '' : `, ${ticket}`}`;
    yield `  ${bold(hang(printable(whole), width, 2))}\n    ${hang(printable(reason), width, 4)}\n`;
    for (const { message, locations } of group) {
      const [{ path, line, column }, ...more] = locations;
      const others = more.length === 0 ? '' : `and ${plural(more.length, 'more place')}`;
      const place = `${printable(path)}:${line}:${column}`;
      yield `    ${dim(hang(printable(message), width, 4))}\n`;
      yield `      ${at(place, path)}${besides(place, [{ text: others, gap: 1 }], { width, column: 6, dim })}\n`;
    }
  }
  for (const { waiver, state } of others) {
    const { id, rules, component, path, reason, from } = waiver;
    const of = [component, path].filter((part) => part !== null).join(' in ');
    const what = `${rules.join(', ')}${of === '' ? '' : ` of ${of}`}, ${from}: ${reason}`;
    yield `  ${bold(hang(printable(`${id} ${state}`), width, 2))}\n    ${dim(hang(printable(what), width, 4))}\n`;
  }
  yield '\n';
}

/** Why a waiver is told beside the findings that it covers; `null` where it does what it was given for. */
function stateOf(waiver: ReportWaiver): { readonly waiver: ReportWaiver; readonly state: string } | null {
  const { isApplied, isInForce, expires, findings, lapsed } = waiver;
  const would = plural(findings, 'finding') || 'nothing';
  if (!isApplied)
    return { waiver, state: `is of the repository itself and not applied; it would cover ${would}` };
  if (!isInForce) return { waiver, state: `expired on ${expires}; it would cover ${would}` };
  const lost = plural(lapsed, 'finding');
  if (lapsed > 0)
    return { waiver, state: `lapsed for ${lost}: the licence, or its text, is another one now` };
  return findings === 0 ? { waiver, state: 'covers nothing' } : null;
}
