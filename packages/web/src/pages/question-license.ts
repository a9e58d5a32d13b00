import { html, type Markup } from '@fineprint/report/html';
import { methodWords } from '@fineprint/report/words';
import type { EvidenceList, Question, TextComparison } from '@fineprint/server';
import { joined, licenseLink, licenseMark, lines, plural, versionText } from '../pieces.ts';
import type { Known } from './question.ts';

type Evidence = EvidenceList['items'][number];

/** Why the component is said to stand under its licence. */
export function evidenceSection({ own, asked, evidence }: Known): Markup | null {
  if (evidence.items.length === 0) return null;
  return html`<section aria-labelledby="evidence"><h2 id="evidence">Why this licence</h2>
${evidence.items.map((item) => evidencePart(item, asked, own))}</section>`;
}

function evidencePart(item: Evidence, { component }: Question, own: string): Markup {
  const key = component?.key ?? '';
  const { license, because, evidence, moreEvidence, gap, ranges, projects, refs } = item;
  return html`<div class="evidence"><p>${licenseMark(license)} ${because}</p>
<p class="faint">${refs.map((ref, place) => html`${place === 0 ? null : ', '}${versionText(ref, key)}`)} in ${projects.map(({ name }) => name).join(', ')}</p>
${gap === undefined ? null : html`<p>${gap}</p>`}
${ranges.length === 0 ? null : html`<ul>${ranges.map(({ versions, expression }) => html`<li><code>${versions}</code> ${licenseMark(expression)}</li>`)}</ul>`}
${evidence.length === 0 ? html`<p class="faint">Nothing that was found names it.</p>` : html`<details><summary>${plural(evidence.length + moreEvidence, 'piece')} of evidence</summary><ol class="lines">${evidence.map((each) => pieceRow(each, item.texts, own))}</ol></details>`}
${moreEvidence > 0 ? html`<p class="faint">And ${moreEvidence} more, in the report.</p>` : null}</div>`;
}

function pieceRow(
  { expression, method, source, verified, confidence, versions, text, note }: Evidence['evidence'][number],
  texts: readonly string[],
  own: string,
): Markup {
  const sure = `${Math.round(confidence * 100)} % sure, ${verified ? 'the text was read' : 'the text was not read'}`;
  return html`<li><p>${licenseMark(expression)} ${methodWords[method]}${versions === undefined ? null : html` of <code>${versions}</code>`}<br><code>${source}</code></p>
<p class="faint">${sure}${note === undefined ? null : `. ${note}`}${text !== undefined && texts.includes(text) ? html` · <a href="${`${joined(own, `text=${text}`)}#text`}">Its text</a>` : null}</p></li>`;
}

/** The text that was found beside the one of SPDX; where no report holds one, that alone, and that it is so. */
export function textSection({ own, asked, comparison, standard }: Known): Markup | null {
  if (comparison !== null) return compared(comparison, own);
  if (standard === null) return null;
  return html`<section aria-labelledby="text"><h2 id="text">The text of the licence</h2>
<p>No report holds the text that stands beside this component, so that there is nothing to compare: a scan finds it where the component lies on disk. ${standard.text === null ? html`The text of ${licenseLink(standard.id)} is not shipped with Fineprint either.` : html`This is what ${licenseLink(standard.id)} says.`}</p>
${standard.text === null ? null : html`<details><summary>${standard.name ?? standard.id}</summary><div class="text" tabindex="0" role="region" aria-label="Standard text">${lines(standard.text)}</div></details>`}
${asked.parts.length > 1 ? html`<p>Others: ${asked.parts.slice(1).map((id) => html`${licenseLink(id)} `)}</p>` : null}
</section>`;
}

function compared({ sha256, text, beside, license, licenses, reading }: TextComparison, own: string): Markup {
  const others = licenses.filter((each) => each !== license);
  return html`<section aria-labelledby="text"><h2 id="text">The text of the licence</h2>
${reading === null ? null : html`<p>${reading}</p>`}
${others.length === 0 ? null : html`<p>Beside ${others.map((each) => html`<a href="${`${joined(own, `text=${sha256}&license=${encodeURIComponent(each)}`)}#text`}">${each}</a> `)}</p>`}
${
  beside === null || license === null
    ? html`<p>${license === null ? 'There is no standard text to compare it with.' : `It has too little in common with ${license} to be laid beside it.`}</p>
<div class="text" tabindex="0" role="region" aria-label="Found text">${lines(text)}</div>`
    : html`<p>${verdict(beside, license)} Titles, copyright notices and punctuation are no part of a licence and are not compared.</p>
<div class="texts"><div><h3>As it was found</h3>${side(beside.found, 'Found text', 'ins')}</div>
<div><h3>${licenseLink(license)}, as SPDX has it</h3>${side(beside.standard, 'Standard text', 'del')}</div></div>`
}
<p class="faint">SHA-256 <code>${sha256}</code></p>
</section>`;
}

type Beside = NonNullable<TextComparison['beside']>;

function verdict({ found, standard }: Beside, license: string): Markup {
  const differing = (pieces: Beside['found']) => pieces.filter(({ differs }) => differs).length;
  const [added, lacking] = [differing(found), differing(standard)];
  if (added + lacking === 0) return html`It is ${license} word for word.`;
  const first = added > 0 ? 'ins' : 'del';
  return html`What only the found text says is underlined (${plural(added, 'place')}); what it lacks of ${license} is struck through (${plural(lacking, 'place')}). <a href="#first-${first}">The first</a>.`;
}

function side(pieces: Beside['found'], name: string, mark: 'ins' | 'del'): Markup {
  const first = pieces.find(({ differs }) => differs);
  return html`<div class="text" tabindex="0" role="region" aria-label="${name}">${pieces.map((piece) => (piece.differs ? marked(piece.text, mark, piece === first) : html`${lines(piece.text)}`))}</div>`;
}

function marked(text: string, mark: 'ins' | 'del', isFirst: boolean): Markup {
  const id = isFirst ? html` id="first-${mark}"` : null;
  return mark === 'ins' ? html`<ins${id}>${lines(text)}</ins>` : html`<del${id}>${lines(text)}</del>`;
}
