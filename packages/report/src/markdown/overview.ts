import type { Report } from '@fineprint/core';
import { fill, type Room } from '../markdown-room.ts';
import { beginning, escapeMarkdown, markdownTable } from '../markdown-text.ts';
import { coverageSentences, plural } from '../verdict.ts';
import { folded } from './findings.ts';

/** What was seen, folded: components by kind, classes of licences, and what could not be seen. */
export function overviewSection(report: Report, room: Room, elsewhere: string): string {
  const { components, occurrences } = report.summary;
  const seen =
    components === 0
      ? 'No component'
      : `${plural(components, 'component')} in ${plural(occurrences, 'place')}`;
  room.characters -= 1_000;
  const { text, left } = fill(pieces(report), room);
  const cut = left === 0 ? '' : `\n${plural(left, 'more line')} left out here; ${elsewhere} has all.\n\n`;
  const coverage = coverageSentences(report)
    .map((sentence) => `- ${escapeMarkdown(sentence)}\n`)
    .join('');
  return folded(seen, `${coverage}\n${text}${cut}`);
}

function* pieces({ summary, problems }: Report): Iterable<string> {
  const { kinds, classes } = summary;
  if (kinds.length > 0) {
    const rows = kinds.map(({ title, components, occurrences, licensed, pins }) => [
      title,
      String(components),
      String(occurrences),
      `${licensed} of ${components}`,
      pins.map(({ name, count }) => `${count} ${name}`).join(', '),
    ]);
    yield* markdownTable(['kind', 'components', 'places', 'licensed', 'pins of the places'], rows);
    yield '\n';
  }
  if (classes.length > 0) {
    const rows = classes.map(({ name, count }) => [name, String(count)]);
    yield* markdownTable(['class of licence', 'components'], rows);
    yield '\n';
  }
  const byCode = [...Map.groupBy(problems, ({ code }) => code)];
  if (byCode.length === 0) return;
  const rows = byCode.map(([code, group]) => {
    const [first] = group;
    const at = first?.location;
    return [
      code,
      String(group.length),
      beginning(first?.message ?? '', 240),
      at ? `${beginning(at.path, 300)}:${at.line}` : '',
    ];
  });
  yield* markdownTable(['could not be seen', 'times', 'for example', 'place'], rows);
  yield '\n';
}
