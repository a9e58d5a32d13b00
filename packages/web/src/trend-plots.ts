import { html, type Markup } from '@fineprint/report/html';
import { classWords, levelWords, pinWords, type Word } from '@fineprint/report/words';
import type { ProjectTrend } from '@fineprint/server';
import { type Series, stackedPlot } from './plots.ts';

/** The times that trends are shown for, in days. */
export const times = [30, 90, 400] as const;

/** How many days a page is asked to show. */
export function daysAsked({ days }: Readonly<Record<string, string>>): number {
  return times.find((each) => String(each) === days) ?? 90;
}

/** Links to the other times; `address` has a query of its own or none. */
export function timeLinks(days: number, address: string): Markup {
  const joint = address.includes('?') ? '&' : '?';
  return html`<p class="choices">Time: ${times.map((each) =>
    each === days
      ? html`<strong aria-current="true">${each} days</strong> `
      : html`<a href="${`${address}${joint}days=${each}`}">${each} days</a> `,
  )}</p>`;
}

/** Findings, licences and pins over time. */
export function trendPlots({ to: until, points }: Pick<ProjectTrend, 'to' | 'points'>): Markup {
  const days = points.map(({ day }) => day);
  const shared = { days, until };
  const findings = (['error', 'warning', 'note'] as const).map(
    (level): Series => ({
      label: plurals[level],
      colour: `level-${level}`,
      values: points.map((point) => point.findings[level]),
    }),
  );
  return html`<div class="plots">
${stackedPlot({ ...shared, id: 'findings-over-time', title: 'Findings', series: findings, none: 'No finding in this time.' })}
${stackedPlot({ ...shared, id: 'classes-over-time', title: 'Licence classes', series: counted('class', classWords, points, 'classes'), none: 'No component in this time.' })}
${stackedPlot({ ...shared, id: 'pins-over-time', title: 'Pin strength', series: counted('pin', pinWords, points, 'pins'), none: 'No component in this time.' })}
</div>
${points.length < 2 ? html`<p class="faint">There is one day so far: the plots grow with each day on which a report comes in.</p>` : null}`;
}

const plurals = {
  error: `${levelWords.error.label}s`,
  warning: `${levelWords.warning.label}s`,
  note: `${levelWords.note.label}s`,
} as const;

function counted(
  what: 'class' | 'pin',
  words: Readonly<Record<string, Word>>,
  points: ProjectTrend['points'],
  list: 'classes' | 'pins',
): readonly Series[] {
  return Object.entries(words).map(([name, { label }]) => ({
    label,
    colour: `${what}-${name}`,
    values: points.map((point) => point[list][name] ?? 0),
  }));
}
