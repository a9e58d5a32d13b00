import type { Report } from '@fineprint/core';
import { findingSections } from './markdown/findings.ts';
import { overviewSection } from './markdown/overview.ts';
import { commentCharacters } from './markdown-room.ts';
import { beginning, escapeMarkdown } from './markdown-text.ts';
import { mendingInWords } from './mending.ts';
import type { Reporter } from './reporter.ts';
import { policyInWords, verdictOf } from './verdict.ts';

/** Markdown for comments and job summaries: the verdict, what fails, and folded what a reader may ask for next. */
export const markdown = {
  id: 'markdown',
  title: 'Markdown',
  *render(report, { rules, remarks = [], maxCharacters = commentCharacters }) {
    const [head, foot] = [headOf(report, remarks), footOf(report)];
    const overview = overviewSection(report, { characters: Math.floor(maxCharacters / 4) });
    const characters = maxCharacters - head.length - overview.length - foot.length;
    yield head;
    yield* findingSections(report, rules, { characters });
    yield overview + foot;
  },
} as const satisfies Reporter;

const mostRemarks = 10;

function headOf(report: Report, remarks: readonly string[]): string {
  const { mark, sentence, because } = verdictOf(report);
  const reason = beginning(because.join(' '), 400);
  const told = remarks
    .slice(0, mostRemarks)
    .map((remark) => `- ${escapeMarkdown(beginning(remark, 600))}\n`)
    .join('');
  return `## ${mark} ${escapeMarkdown(sentence)}\n\n${escapeMarkdown(reason)}\n\n${told === '' ? '' : `${told}\n`}`;
}

function footOf(report: Report): string {
  const { tool, root, scan, findings } = report;
  const facts = [
    `${tool.name} ${tool.version} on ${root.name}`,
    root.commit === null ? '' : `commit ${root.commit.slice(0, 12)}`,
    policyInWords(scan.policy),
    scan.only.length === 0 ? '' : `only ${scan.only.join(', ')}`,
    scan.excluded.length === 0 ? '' : `without ${scan.excluded.join(', ')}`,
    scan.online ? 'online' : 'offline',
  ].filter((fact) => fact !== '');
  const guide =
    findings.length === 0
      ? ''
      : '`fineprint explain RULE` says why a rule asks, and how to mend what it finds.\n\n';
  const mending = mendingInWords(report, (command) => `\`${command}\``);
  return `${mending === '' ? '' : `${mending}\n\n`}${guide}<sub>${escapeMarkdown(beginning(facts.join(' · '), 600))}</sub>\n`;
}
