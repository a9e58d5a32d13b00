import type { Report, ReportFinding } from '@fineprint/core';
import { escapeMarkdown } from './markdown-text.ts';
import type { Reporter } from './reporter.ts';
import { coverageSentences, verdictOf } from './verdict.ts';

/** Markdown for job summaries: the verdict, the worst findings, the components by kind, and what was not seen. */
export const markdown = {
  id: 'markdown',
  title: 'Markdown',
  *render(report) {
    const { mark, sentence } = verdictOf(report);
    yield `## ${mark} ${escapeMarkdown(sentence)}\n\n`;
    yield* findings(report);
    yield* components(report);
    for (const line of coverageSentences(report)) yield `- ${escapeMarkdown(line)}\n`;
  },
} as const satisfies Reporter;

// A job summary may have 1 MiB; what is cut is counted.
const maxRows = 200;

function* findings({ findings: all }: Report): Iterable<string> {
  const open = all.filter(({ waiver }) => waiver === null);
  if (open.length === 0) return;
  yield '| level | finding | place |\n| --- | --- | --- |\n';
  for (const finding of open.slice(0, maxRows)) yield row(finding);
  if (open.length > maxRows) yield `\n${open.length - maxRows} more findings are in the report.\n`;
  yield '\n';
}

function row({ level, rule, message, locations: [first] }: ReportFinding): string {
  return `| ${level} | ${escapeMarkdown(message)} (${code(rule)}) | ${code(`${first.path}:${first.line}`)} |\n`;
}

function* components({ summary }: Report): Iterable<string> {
  if (summary.kinds.length === 0) return;
  yield '| kind | components | licensed | pins |\n| --- | --- | --- | --- |\n';
  for (const { title, components: count, licensed, pins } of summary.kinds) {
    const strengths = pins.map(({ name, count: number }) => `${number} ${name}`).join(', ');
    yield `| ${escapeMarkdown(title)} | ${count} | ${licensed} | ${escapeMarkdown(strengths)} |\n`;
  }
  yield '\n';
}

/** Code in a table cell: the fence is longer than any run of backticks within. */
function code(text: string): string {
  return `<code>${escapeMarkdown(text)}</code>`;
}
