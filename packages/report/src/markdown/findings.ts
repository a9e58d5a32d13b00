import { failingLevels, type Level, levels, type Report } from '@fineprint/core';
import { type FindingSubject, findingGroups, type RuleGroup } from '../finding-groups.ts';
import { fill, type Room } from '../markdown-room.ts';
import { beginning, escapeMarkdown } from '../markdown-text.ts';
import type { RuleDescription } from '../reporter.ts';
import { plural } from '../verdict.ts';

// What closes a section, or says what it leaves out, always has its place.
const closing = 300;

/** What fails open, what does not folded: each rule with what it found, as much as there is room for. */
export function* findingSections(
  report: Report,
  rules: readonly RuleDescription[],
  room: Room,
  elsewhere: string,
): Iterable<string> {
  const groups = findingGroups(report);
  const titles = new Map(rules.map(({ id, title }) => [id, title]));
  const failing = failingLevels(report.scan.failOn ?? 'error');
  room.characters -= levels.length * closing;
  for (const level of levels) {
    const ofLevel = groups.filter((group) => group.level === level);
    if (ofLevel.length === 0) continue;
    const count = ofLevel.reduce((sum, group) => sum + group.count, 0);
    const { text, left } = fill(sections(ofLevel, titles, room, elsewhere), room);
    const cut =
      left === 0
        ? ''
        : `${plural(left, 'more rule')} of this level found something; ${elsewhere} has all.\n\n`;
    const body = text + cut;
    if (failing.includes(level)) yield body;
    else yield folded(plural(count, noun(level, report)), body);
  }
}

function noun(level: Level, { scan }: Report): string {
  return scan.baseline === null ? level : `new ${level}`;
}

/** A part that is read by whoever opens it. Its title is HTML, and must be our own words; after the empty line it is markdown again. */
export function folded(title: string, body: string): string {
  return `<details>\n<summary>${title}</summary>\n\n${body}</details>\n\n`;
}

// More of one rule are no news.
const rowsOfRule = { error: 100, warning: 20, note: 5 } as const satisfies Record<Level, number>;

function* sections(
  groups: readonly RuleGroup[],
  titles: ReadonlyMap<string, string>,
  room: Room,
  elsewhere: string,
): Iterable<string> {
  for (const [index, { rule, level, count, subjects }] of groups.entries()) {
    const told = titles.get(rule);
    const head = `#### ${level} ${escapeMarkdown(rule)}${count > 1 ? ` \\(${count} findings\\)` : ''}\n\n${told === undefined ? '' : `${escapeMarkdown(told)}\n\n`}| finding | place |\n| --- | --- |\n`;
    // Each rule may take its part of what is left, so that the first cannot take the place of the others.
    const share = {
      characters: Math.floor(room.characters / (groups.length - index)) - head.length - closing,
    };
    const shown = [
      ...Map.groupBy(subjects.slice(0, rowsOfRule[level]), ({ finding }) => finding.remedy).values(),
    ];
    const { text, left } = fill(rows(shown.flat()), share);
    const more = left + Math.max(0, subjects.length - rowsOfRule[level]);
    const cut =
      more === 0 ? '' : `\n${more} more ${more === 1 ? 'is' : 'are'} left out here; ${elsewhere} has all.\n`;
    yield `${head}${text}${cut}\n`;
  }
}

function* rows(subjects: readonly FindingSubject[]): Iterable<string> {
  let said = '';
  for (const { finding, places } of subjects) {
    const { message, remedy, locations } = finding;
    const [{ path, line }] = locations;
    const fix = remedy === said ? '' : `<br>**fix** ${escapeMarkdown(beginning(remedy, 500))}`;
    said = remedy;
    const more = places > 1 ? ` and ${plural(places - 1, 'more place')}` : '';
    const place = `<code>${escapeMarkdown(`${beginning(path, 300)}:${line}`)}</code>${more}`;
    yield `| ${escapeMarkdown(beginning(message, 600))}${fix} | ${place} |\n`;
  }
}
