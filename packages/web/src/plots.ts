import { html, type Markup } from '@fineprint/report/html';

/** One of the parts that a plot stacks; `colour` is the name that the stylesheet knows its colour by. */
export interface Series {
  readonly label: string;
  readonly colour: string;
  readonly values: readonly number[];
}

/** What a plot shows: a value of each series for each day, which holds until the next day. */
interface Plot {
  readonly id: string;
  readonly title: string;
  /** Days as ISO 8601 writes them, in their order. */
  readonly days: readonly string[];
  /** Until when the last values hold. */
  readonly until: string;
  /** From the bottom up. */
  readonly series: readonly Series[];
  /** What is shown where there is nothing to show. */
  readonly none: string;
}

const width = 1_000;
const height = 300;

/** Values over time as areas on one another; a list says how they stand now, and a table says all. */
export function stackedPlot(plot: Plot): Markup {
  const { id, title, days, until, none } = plot;
  const series = plot.series.filter(({ values }) => values.some((value) => value > 0));
  const [from] = days;
  if (from === undefined || series.length === 0) return section(plot, html`<p class="empty">${none}</p>`);
  const most = roundUp(Math.max(...totalsOf(series, days.length)));
  const now = series.map(({ label, values }) => `${label} ${values.at(-1) ?? 0}`).join(', ');
  return section(
    plot,
    html`<div class="plot">
<span class="most" aria-hidden="true">${numeral(most)}</span><span class="least" aria-hidden="true">0</span>
<svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" role="img" aria-label="${title} from ${from} to ${until}. Now: ${now}.">
<path class="grid" d="M0 0H${width}M0 ${height / 2}H${width}M0 ${height}H${width}"/>
${areas(series, edgesOf(days, until), most)}
</svg>
<span class="from" aria-hidden="true">${from}</span><span class="to" aria-hidden="true">${until}</span>
</div>
${legend(series)}
${table({ ...plot, series })}`,
    id,
  );
}

function section({ id, title }: Plot, content: Markup, name = id): Markup {
  return html`<section class="part" aria-labelledby="${name}"><h2 id="${name}">${title}</h2>
${content}
</section>`;
}

function totalsOf(series: readonly Series[], count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) =>
    series.reduce((sum, { values }) => sum + (values[at] ?? 0), 0),
  );
}

/** The next number that is easy to read on an axis, whose half is whole as well. */
export function roundUp(value: number): number {
  if (value <= 10) return Math.max(2, value + (value % 2));
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 3, 4, 5, 6, 8, 10].find((each) => each * power >= value) ?? 10;
  return step * power;
}

/** Where days begin and the last one ends, across the width. */
function edgesOf(days: readonly string[], until: string): readonly number[] {
  const starts = days.map((day) => Date.parse(day));
  const [first = 0] = starts;
  const end = Math.max(Date.parse(until), starts.at(-1) ?? 0) + dayMs;
  return [...starts, end].map((time) => ((time - first) / (end - first)) * width);
}

const dayMs = 86_400_000;

function areas(series: readonly Series[], edges: readonly number[], most: number): readonly Markup[] {
  const below = edges.slice(1).map(() => 0);
  return series.map(({ colour, values }) => {
    const bottom = [...below];
    for (const [at, value] of values.entries()) below[at] = (below[at] ?? 0) + value;
    const top = steps(edges, below, most);
    const back = steps(edges, bottom, most).toReversed();
    return html`<path class="c-${colour}" d="M${[...top, ...back].join('L')}Z"/>`;
  });
}

/** The corners of a line that keeps its height until the next edge. */
function steps(edges: readonly number[], values: readonly number[], most: number): readonly string[] {
  return values.flatMap((value, at) => {
    const y = (height - (value / most) * height).toFixed(1);
    return [`${(edges[at] ?? 0).toFixed(1)} ${y}`, `${(edges[at + 1] ?? width).toFixed(1)} ${y}`];
  });
}

/** How each stands now, and since the beginning; as the areas lie, from the top down. */
function legend(series: readonly Series[]): Markup {
  return html`<ul class="key">${series.toReversed().map(({ label, colour, values }) => {
    const now = values.at(-1) ?? 0;
    return html`<li><span class="swatch c-${colour}"></span>${label} <strong>${numeral(now)}</strong>${changed(now - (values[0] ?? 0))}</li>`;
  })}</ul>`;
}

function changed(by: number): Markup | null {
  return by === 0 ? null : html` <small>${by > 0 ? '+' : '−'}${numeral(Math.abs(by))}</small>`;
}

const mostRows = 30;

/** The same in numbers, the latest first: where there are more days than anybody reads, some of them. */
function table({ title, days, series }: Plot): Markup {
  const step = Math.max(1, Math.ceil(days.length / mostRows));
  const shown = days.flatMap((day, at) => ((days.length - 1 - at) % step === 0 ? [{ day, at }] : []));
  return html`<details class="numbers"><summary>${title} in numbers</summary>
<div class="scroll" tabindex="0" role="region" aria-label="${title} in numbers"><table>
<thead><tr><th scope="col">Day</th>${series.map(({ label }) => html`<th scope="col" class="number">${label}</th>`)}</tr></thead>
<tbody>${shown.toReversed().map(({ day, at }) => html`<tr><th scope="row"><time datetime="${day}">${day}</time></th>${series.map(({ values }) => html`<td class="number">${numeral(values[at] ?? 0)}</td>`)}</tr>`)}</tbody></table></div></details>`;
}

function numeral(count: number): string {
  return count.toLocaleString('en');
}
