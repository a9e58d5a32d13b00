import type { Report } from '@fineprint/core';
import { html, type Markup } from './markup.ts';
import { levelWords, usageWords, type Word } from './words.ts';

/** How to read the page, and what exactly the verdict depends on. */
export function aboutPart({ scan, tool, root }: Report): Markup {
  const facts: readonly (readonly [string, string | null])[] = [
    ['Made by', `${tool.name} ${tool.version}`],
    ['Scanned', root.commit === null ? root.name : `${root.name}, commit ${root.commit}`],
    ['Expiries judged as of', scan.asOf],
    [
      'Policy',
      `${scan.policy.names.join(' + ') || 'none'} (from ${scan.policy.from}, SHA-256 ${scan.policy.sha256})`,
    ],
    ['Licence facts', `of ${scan.facts.version} (SHA-256 ${scan.facts.sha256})`],
    ['Network', scan.online ? 'used for look-ups' : 'not used'],
    ['Paths left out', scan.excluded.length === 0 ? null : scan.excluded.join(', ')],
    ['Only read by', scan.only.length === 0 ? null : scan.only.join(', ')],
    ['Compared with', scan.baseline],
  ];
  return html`<section id="about" class="part" aria-labelledby="about-title">
<h2 id="about-title">How to read this</h2>
<dl class="terms">
${terms.map(([term, means]) => html`<div><dt>${term}</dt><dd>${means}</dd></div>`)}
</dl>
<h3>How much a finding matters</h3>
<dl class="terms">${Object.values(levelWords).map(termOf)}</dl>
<h3>How a component is used</h3>
<dl class="terms">${Object.values(usageWords).map(termOf)}</dl>
<h3>What this report depends on</h3>
<dl class="terms facts-in-full">${facts.flatMap(([name, text]) => (text === null ? [] : [html`<div><dt>${name}</dt><dd>${text}</dd></div>`]))}</dl>
<p>This report is no legal advice.</p>
</section>
`;
}

const terms: readonly (readonly [string, string])[] = [
  [
    'Component',
    'A piece of third-party code that the repository names. The same thing in the same version is one component, in however many places it stands.',
  ],
  ['Place', 'A line of a file that names a component.'],
  [
    'Licence',
    'What Fineprint concluded, as an expression in the words of SPDX: “A OR B” leaves a choice, “A AND B” asks for both, “A WITH B” is a licence with an exception.',
  ],
  [
    'Declared and observed',
    'Declared is what the authors say in the component itself. Observed is what others say of it, such as a list or a registry. Either is evidence; the reason says what decided.',
  ],
  ['Pin', 'How exactly a place says what is taken. Of several places of a component, the weakest is shown.'],
  [
    'Waiver',
    'A dated decision of the policy’s owners to accept a finding. It ends on its date, and when the licence changes.',
  ],
  ['New and known', 'With a baseline, findings that it had already are known; only new ones fail.'],
];

function termOf({ label, means }: Word): Markup {
  return html`<div><dt>${label}</dt><dd>${means}</dd></div>`;
}
