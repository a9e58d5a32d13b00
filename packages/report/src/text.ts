import { printable, type Report, withoutCommands } from '@fineprint/core';
import type { Reporter, ReporterMeans } from './reporter.ts';
import { hang, type Paint, paint } from './terminal.ts';
import { findingTexts } from './text/findings.ts';
import { overview } from './text/overview.ts';
import { waivedTexts } from './text/waived.ts';
import { baselineInWords, policyInWords, verdictOf } from './verdict.ts';

/** The report for people: what fails, what else was found, what was seen and what was not, and the verdict last, where a terminal ends. */
export const text = {
  id: 'text',
  title: 'Text for a terminal',
  *render(report, means) {
    for (const piece of pieces(report, means)) yield withoutCommands(piece);
  },
} as const satisfies Reporter;

function* pieces(report: Report, means: ReporterMeans): Iterable<string> {
  const ink = paint(means.color, means.linkTo);
  yield head(report, means, ink);
  yield* findingTexts(report, means, ink);
  if (means.showWaived) yield* waivedTexts(report, means, ink);
  yield* overview(report, means, ink);
  yield verdict(report, means, ink);
}

function head({ tool, root, scan }: Report, { width }: ReporterMeans, { bold, dim }: Paint): string {
  const facts = [
    root.commit ? `commit ${root.commit.slice(0, 12)}` : '',
    policyInWords(scan.policy),
    scan.baseline === null ? '' : `measured by ${baselineInWords(scan.baseline)}`,
    scan.only.length === 0 ? '' : `only ${scan.only.join(', ')}`,
    scan.excluded.length === 0 ? '' : `without ${scan.excluded.join(', ')}`,
    scan.online ? 'online' : 'offline',
  ].filter((fact) => fact !== '');
  const title = `${bold(`${tool.name} ${tool.version}`)}  ${printable(root.name)}`;
  return `\n${title}\n${dim(hang(printable(facts.join(' · ')), width, 0))}\n\n`;
}

function verdict(report: Report, means: ReporterMeans, ink: Paint): string {
  const { width, showWaived, isAction = false } = means;
  const { is, mark, sentence, because } = verdictOf(report, means);
  const color = { failed: ink.red, warned: ink.yellow, clean: ink.green }[is];
  const { waived } = report.summary.findings;
  const more = waived > 0 && !showWaived && !isAction ? ['--show-waived lists what is waived.'] : [];
  const why = hang(printable([...because, ...more].join(' ')), width, 2);
  return `${color(ink.bold(`${mark} ${hang(sentence, width, 2)}`))}\n  ${why}\n`;
}
