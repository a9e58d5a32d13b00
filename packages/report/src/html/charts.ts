import { licenseClasses, type Report } from '@fineprint/core';
import { type Segment, shareBar, stackedBar } from './bars.ts';
import { anchorTo, html, type Markup } from './markup.ts';
import { numeral } from './numbers.ts';
import { classWords, pinWords, type Word, wordOf } from './words.ts';

/** Charts of licence classes and of pins: a bar, and a table that says the same and what each name means. */
export function chartsPart({ summary }: Report): Markup {
  if (summary.components === 0) return html``;
  return html`<div class="charts">
${chart({ id: 'classes', filter: 'class', title: 'Licences by class', unit: 'components', counts: inOrder(summary.classes, [...licenseClasses, 'none', 'unknown']), words: classWords })}
${chart({ id: 'pins', filter: 'pin', title: 'How firmly places are pinned', unit: 'places', counts: summary.pins, words: pinWords })}
</div>
`;
}

interface Chart {
  readonly id: string;
  /** Name of the filter that a row sets. */
  readonly filter: string;
  readonly title: string;
  readonly unit: string;
  readonly counts: Report['summary']['classes'];
  readonly words: Readonly<Record<string, Word>>;
}

function chart({ id, filter, title, unit, counts, words }: Chart): Markup {
  const segments: readonly Segment[] = counts.map(({ name, count }) => ({
    name,
    colour: `${filter}-${name}`,
    count,
    label: wordOf(words, name).label,
  }));
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  return html`<section class="part" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${stackedBar(title, segments)}
<table class="legend"><caption class="hidden">${title}, counted in ${unit}</caption>
<thead><tr><th scope="col">${filter === 'class' ? 'Class' : 'Pin'}</th><th scope="col" class="number">${unit}</th><th scope="col" class="wide"><span class="hidden">Share</span></th></tr></thead>
<tbody>${segments.map(({ name, colour, label, count }) => html`<tr><th scope="row"><span class="swatch c-${colour}"></span><a href="${anchorTo(filter, name)}">${label}</a><span class="means">${wordOf(words, name).means}</span></th><td class="number">${numeral(count)}</td><td class="wide">${shareBar(count, total)}</td></tr>`)}</tbody></table>
</section>
`;
}

function inOrder(
  counts: Report['summary']['classes'],
  order: readonly string[],
): Report['summary']['classes'] {
  return counts.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
}
