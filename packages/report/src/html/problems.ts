import { problemEffects, type Report } from '@fineprint/core';
import type { Limits } from './limits.ts';
import { html, type Markup } from './markup.ts';
import { numeral } from './numbers.ts';
import { placeText } from './page-component.ts';
import { effectWords, problemWords } from './problem-words.ts';

const effects = ['unread', 'unresolved', 'unasked', 'noted'];

/** What the scan could not do, by sort, the worst first; who is interested opens the list of a sort. */
export function* problemsPart({ problems }: Report, limits: Limits): Iterable<string> {
  yield '<section id="problems" class="part" aria-labelledby="problems-title">\n<h2 id="problems-title">What could not be seen</h2>\n';
  yield problems.length === 0
    ? '<p>Nothing: every file was read, and every reference could be resolved.</p>\n'
    : '<p class="lead">These are limits of the scan, not faults of the repository.</p>\n';
  const groups = [...Map.groupBy(problems, ({ code }) => code)].toSorted(
    ([a], [b]) => effects.indexOf(problemEffects[a]) - effects.indexOf(problemEffects[b]),
  );
  for (const [code, group] of groups) {
    const effect = problemEffects[code];
    yield html`<details class="problem" id="problem-${code}"><summary><span class="problem-title">${problemWords[code]}</span> <span class="count">${numeral(group.length)}</span></summary>
<p class="means">${effectWords[effect]} <code>${code}</code></p>
<ul>
`.text;
    for (const each of group.slice(0, limits.problemsOfCode)) yield item(each).text;
    if (group.length > limits.problemsOfCode)
      yield html`<li>${numeral(group.length - limits.problemsOfCode)} more are left out of this page.</li>
`.text;
    yield '</ul></details>\n';
  }
  yield '</section>\n';
}

function item({ message, location }: Report['problems'][number]): Markup {
  const place = location === null ? null : html`<p class="place"><code>${placeText(location)}</code></p>`;
  return html`<li><p class="message">${message}</p>${place}</li>
`;
}
