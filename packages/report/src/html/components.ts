import type { Report, ReportComponent } from '@fineprint/core';
import type { Limits } from './limits.ts';
import { anchorTo, html, type Markup } from './markup.ts';
import { classOf, placeText, shownVersion, wholeName } from './page-component.ts';
import { classWords, kindLabel, pinWords, usageWords, wordOf } from './words.ts';

/**
 * The components: a place for the script's table, and a plain table for who has no script. A browser that has one takes
 * the plain table for text, so ten thousand rows cost it nothing.
 */
export function* componentsPart(report: Report, limits: Limits): Iterable<string> {
  yield `<section id="components" class="part" aria-labelledby="components-title">
<h2 id="components-title">Components</h2>
<p class="lead">A component is a piece of third-party code: a module, an image, a chart, an action, a package. A licence is always given with the reason for it.</p>
<div id="component-table"></div>
<noscript>
`;
  if (!limits.hasRows)
    yield '<p>The table of components needs a script, because there are so many. The same report in CSV (<code>-o csv</code>) has a row for each.</p>\n';
  else if (report.components.length > 0) {
    yield `<table class="components plain-table"><caption class="hidden">Components</caption><thead><tr>${columns.map((column) => `<th scope="col">${column}</th>`).join('')}</tr></thead><tbody>\n`;
    for (const component of report.components) yield row(component, limits).text;
    yield '</tbody></table>\n';
  }
  yield '</noscript>\n</section>\n';
}

const columns = ['Component', 'Version', 'Licence', 'Pin', 'Usage', 'Places'];

function row(component: ReportComponent, { hasReasons }: Limits): Markup {
  const { kind, pin, usage, license, occurrences } = component;
  const { expression, because } = license.concluded;
  const reason = hasReasons ? html`<small>${because}</small>` : null;
  const label = wordOf(classWords, classOf(component)).label;
  const first = occurrences[0];
  const more = occurrences.length > 1 ? ` and ${occurrences.length - 1} more` : '';
  return html`<tr id="${anchorTo('component', component.ref).slice(1)}"><th scope="row">${wholeName(component)}<small>${kindLabel(kind)}</small></th><td>${shownVersion(component)}</td><td>${expression}<small>${label}</small>${reason}</td><td>${pinWords[pin ?? 'unknown'].label}</td><td>${usageWords[usage].label}</td><td>${placeText(first)}${more}</td></tr>
`;
}
