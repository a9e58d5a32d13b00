import { html, type Markup } from '@fineprint/report/html';
import type { PolicyVersion } from '@fineprint/server';

/** A text of several lines as it is: ends of lines and tabs stay what they are. */
export function verbatim(text: string): Markup {
  return html`${text
    .split(/(?<=[\n\t])|(?=[\n\t])/)
    .map((part) => (part === '\n' ? newline : part === '\t' ? tab : part))}`;
}

const newline = html`\n`;
const tab = html`\t`;

/** What is wrong with a text, by its lines. */
export function defectList(defects: PolicyVersion['defects']): Markup | null {
  if (defects.length === 0) return null;
  return html`<ol class="defects">${defects.map(
    ({ line, message, frame }) =>
      html`<li><strong>Line ${line}</strong> ${message}${frame === '' ? null : html`<pre tabindex="0">${verbatim(frame)}</pre>`}</li>`,
  )}</ol>`;
}

/** The state of a version as a word. */
export function stateMark(state: PolicyVersion['state']): Markup {
  return html`<span class="faint">${state}</span>`;
}

// Of lines that stay, those beside a change show where it is.
const around = 3;

/** What lines make one text of another: a sign, and not a colour alone, says which is which. */
export function lineDiff(runs: PolicyVersion['diff']): Markup {
  if (runs === null) return html`<p class="faint">They differ too much to be shown line by line.</p>`;
  if (runs.every(({ is }) => is === 'same')) return html`<p class="faint">Nothing differs.</p>`;
  const signs = { same: ' ', added: '+', removed: '-' } as const;
  return html`<pre class="diff" tabindex="0">${runs.map(({ is, lines }, index) =>
    shortened(lines, is === 'same', { isFirst: index === 0, isLast: index === runs.length - 1 }).map(
      (line) =>
        html`<span class="${is}">${line === null ? '  …' : verbatim(`${signs[is]} ${line}`)}\n</span>`,
    ),
  )}</pre>`;
}

function shortened(
  lines: readonly string[],
  isSame: boolean,
  { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
): readonly (string | null)[] {
  if (!isSame || lines.length <= 2 * around) return lines;
  const head = isFirst ? [] : lines.slice(0, around);
  const tail = isLast ? [] : lines.slice(-around);
  return [...head, null, ...tail];
}
