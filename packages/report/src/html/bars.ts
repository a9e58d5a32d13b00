import { html, type Markup } from './markup.ts';

const length = 1_000;

/** A bar filled by a share. The numbers stand beside it as text, so it says nothing to who does not see it. */
export function shareBar(count: number, of: number): Markup {
  const width = of === 0 ? 0 : Math.round((count / of) * length);
  return html`<svg class="bar" viewBox="0 0 ${length} 10" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="${length}" height="10"/><rect class="fill" width="${width}" height="10"/></svg>`;
}

/** One part of a whole. */
export interface Segment {
  readonly name: string;
  /** The name that the stylesheet knows its colour by. */
  readonly colour: string;
  readonly label: string;
  readonly count: number;
}

const gap = 3;

/** A whole divided into coloured parts, in the order given; its text alternative says the parts. */
export function stackedBar(title: string, segments: readonly Segment[]): Markup {
  const total = segments.reduce((sum, { count }) => sum + count, 0);
  const spoken = segments.map(({ label, count }) => `${label} ${count}`).join(', ');
  let x = 0;
  const parts = segments.map(({ colour, count }) => {
    const width = (count / Math.max(1, total)) * length;
    const part = html`<rect class="c-${colour}" x="${x.toFixed(1)}" width="${Math.max(1, width - gap).toFixed(1)}" height="28"/>`;
    x += width;
    return part;
  });
  return html`<svg class="stack" viewBox="0 0 ${length} 28" preserveAspectRatio="none" role="img" aria-label="${title}: ${spoken}">${parts}</svg>`;
}
