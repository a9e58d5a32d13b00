import type { Report } from '@fineprint/core';
import { findingSections, folded } from './markdown/findings.ts';
import { guideOf } from './markdown/guide.ts';
import { overviewSection } from './markdown/overview.ts';
import { commentCharacters } from './markdown-room.ts';
import { beginning, escapeMarkdown } from './markdown-text.ts';
import type { Reporter, ReporterMeans } from './reporter.ts';
import { policyInWords, verdictOf, wholeReport } from './verdict.ts';

/** Markdown for comments and job summaries: the verdict, what fails, and folded what a reader may ask for next. */
export const markdown = {
  id: 'markdown',
  title: 'Markdown',
  *render(report, means) {
    const { rules, further = null, maxCharacters = commentCharacters } = means;
    const elsewhere = escapeMarkdown(wholeReport(means));
    const [head, guide, foot] = [headOf(report, means), guideOf(report), footOf(report)];
    const overview = overviewSection(report, { characters: Math.floor(maxCharacters / 4) }, elsewhere);
    const changes = further === null ? '' : folded(further.title, further.body);
    const other = guide + changes + overview;
    const characters = maxCharacters - head.length - other.length - foot.length;
    yield head;
    yield* findingSections(report, rules, { characters }, elsewhere);
    yield other + foot;
  },
} as const satisfies Reporter;

const mostRemarks = 10;

function headOf(report: Report, { remarks = [], isAction = false }: ReporterMeans): string {
  const { mark, sentence, because } = verdictOf(report, { isAction });
  const reason = beginning(because.join(' '), 400);
  const told = remarks
    .slice(0, mostRemarks)
    .map((remark) => `- ${escapeMarkdown(beginning(remark, 600))}\n`)
    .join('');
  // Whoever reads a comment of a bot is to see whose it is.
  const title = `Fineprint ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
  return `## ${mark} ${escapeMarkdown(title)}\n\n${escapeMarkdown(reason)}\n\n${told === '' ? '' : `${told}\n`}`;
}

function footOf({ tool, root, scan }: Report): string {
  const facts = [
    `${tool.name} ${tool.version} on ${root.name}`,
    root.commit === null ? '' : `commit ${root.commit.slice(0, 12)}`,
    policyInWords(scan.policy),
    scan.only.length === 0 ? '' : `only ${scan.only.join(', ')}`,
    scan.excluded.length === 0 ? '' : `without ${scan.excluded.join(', ')}`,
    scan.online ? 'online' : 'offline',
  ].filter((fact) => fact !== '');
  return `<sub>${escapeMarkdown(beginning(facts.join(' · '), 600))}</sub>\n`;
}
