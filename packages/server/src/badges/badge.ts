/** What a badge says, and in which colour. */
export interface Badge {
  readonly label: string;
  readonly message: string;
  readonly color: string;
}

/** How a project stands with the licences of what it uses. */
export interface Standing {
  /** Whether any report of it was taken in. */
  readonly isSeen: boolean;
  /** Findings about licences that wait for a decision: errors, and others. */
  readonly errors: number;
  readonly others: number;
  readonly isRejected: boolean;
}

const label = 'licences';

/** What is said of a project to whoever may know: never which component, and never which rule. */
export function badgeOf({ isSeen, errors, others, isRejected }: Standing): Badge {
  if (!isSeen) return { label, message: 'no report', color: '#6a737d' };
  if (isRejected) return { label, message: 'rejected', color: '#a4161a' };
  const review = others > 0 ? [`${others.toLocaleString('en')} to review`] : [];
  if (errors > 0)
    return {
      label,
      message: [`${errors.toLocaleString('en')} not allowed`, ...review].join(', '),
      color: '#a4161a',
    };
  if (others > 0) return { label, message: review.join(), color: '#8a5a00' };
  return { label, message: 'reviewed', color: '#1a6b35' };
}

// No fonts are measured: the texts are stretched to these widths, in which each character has its place.
const characterWidth = 6.6;
const padding = 6;

/** Draws a badge as a picture (SVG) without a script, a style or anything from elsewhere. */
export function drawn({ label, message, color }: Badge): string {
  const [left, right] = [widthOf(label), widthOf(message)];
  const width = left + right;
  const said = escaped(`${label}: ${message}`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" role="img" aria-label="${said}">
<title>${said}</title>
<clipPath id="r"><rect width="${width}" height="20" rx="3"/></clipPath>
<g clip-path="url(#r)"><rect width="${left}" height="20" fill="#40464d"/><rect x="${left}" width="${right}" height="20" fill="${escaped(color)}"/></g>
<g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11">
<text x="${padding}" y="14" textLength="${left - 2 * padding}" lengthAdjust="spacingAndGlyphs">${escaped(label)}</text>
<text x="${left + padding}" y="14" textLength="${right - 2 * padding}" lengthAdjust="spacingAndGlyphs">${escaped(message)}</text>
</g>
</svg>
`;
}

function widthOf(text: string): number {
  return Math.round([...text].length * characterWidth + 2 * padding);
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
