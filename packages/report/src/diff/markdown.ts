import type { ChangedFinding, Comparison, ComponentChange, ComponentState } from '@fineprint/core';
import { commentCharacters, fill, type Room } from '../markdown-room.ts';
import { beginning, escapeMarkdown, markdownRow, markdownTable } from '../markdown-text.ts';
import type { DiffReporter } from './reporter.ts';
import { countsOf, licenseInWords, versionOf, waiving, wordsOf } from './wording.ts';

/** A comparison for a comment or a job summary. */
export const diffMarkdown = {
  id: 'markdown',
  title: 'Markdown',
  *render(comparison) {
    const { doubts } = comparison;
    const head = `## ${escapeMarkdown(countsOf(comparison))}\n\n`;
    const told = fill(
      doubts.map((doubt) => `- ${escapeMarkdown(beginning(doubt, mostOfCell))}\n`),
      { characters: commentCharacters / 10 },
    );
    yield head;
    yield* changeTables(comparison, commentCharacters - head.length - told.text.length - closing, '###');
    yield told.text;
    if (told.left > 0) yield `- ${told.left} more doubts are in the JSON.\n`;
  },
} as const satisfies DiffReporter;

/** What a comparison tells, a table for each sort of change, in at most so many characters. */
export function* changeTables(
  { added, removed, changed, findings }: Comparison,
  characters: number,
  heading: '###' | '####',
): Iterable<string> {
  const tables: readonly Table[] = [
    changes(changed),
    states('New components', added),
    states('Components that are gone', removed),
    findingTable('Findings that opened', findings.opened, waiving.opened),
    findingTable('Findings that closed', findings.closed, waiving.closed),
  ].filter(({ rows }) => rows.length > 0);
  const room = { characters };
  // Each table may take its part of what is left, so that the first cannot take the place of the others.
  for (const [index, table] of tables.entries())
    yield `${heading} ${section(table, room, tables.length - index)}`;
}

interface Table {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

// More rows are read by nobody, and a cell is as long as whoever wrote its text liked.
const maxRows = 100;
const mostOfCell = 400;
const closing = 200;

function changes(all: Comparison['changed']): Table {
  // Licences first: they are what nobody looks for in a bump.
  const sorted = all.toSorted((a, b) => Number(isLicensed(b)) - Number(isLicensed(a)));
  const rows = sorted.map((change) => {
    const { name, versions, license, pin } = wordsOf(change);
    return [name, versions, license ?? '', pin ?? ''];
  });
  return { title: 'Changed components', heads: ['component', 'version', 'licence', 'pin'], rows };
}

function isLicensed({ aspects }: ComponentChange): boolean {
  return aspects.includes('license');
}

function states(title: string, all: readonly ComponentState[]): Table {
  const rows = all.map((state) => [
    state.name,
    versionOf(state),
    licenseInWords(state),
    state.pin ?? 'unknown',
    state.usage ?? 'unknown',
  ]);
  return { title, heads: ['component', 'version', 'licence', 'pin', 'usage'], rows };
}

function findingTable(title: string, all: readonly ChangedFinding[], waiver: string): Table {
  const rows = all.map(({ finding, waived }) => {
    const { level, rule, message, locations } = finding;
    const [first] = locations;
    return [level, rule, waived ? `${message} (${waiver})` : message, `${first.path}:${first.line}`];
  });
  return { title, heads: ['level', 'rule', 'finding', 'place'], rows };
}

function section({ title, heads, rows }: Table, room: Room, parts: number): string {
  const head = `${title}\n\n${[...markdownTable(heads, [])].join('')}`;
  const share = { characters: Math.floor(room.characters / parts) - head.length - closing };
  const shown = rows
    .slice(0, maxRows)
    .map((row) => markdownRow(row.map((cell) => beginning(cell, mostOfCell))));
  const { text, left } = fill(shown, share);
  const more = left + Math.max(0, rows.length - maxRows);
  const cut = more === 0 ? '' : `\n${more} more ${more === 1 ? 'is' : 'are'} left out here.\n`;
  const whole = `${head}${text}${cut}\n`;
  room.characters -= whole.length;
  return whole;
}
