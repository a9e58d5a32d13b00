import type { PageEvidence, PageLicense } from '../src/html/page-data.ts';
import { coverWords, methodWords, wordOf } from '../src/html/words.ts';
import { button, h, link } from './element.ts';
import { type Model, wordsOf } from './model.ts';
import { showText } from './text-dialog.ts';

/** The licence of a component, the reason for it, and every evidence. */
export function licenseDetail(license: PageLicense, model: Model): readonly (Node | null)[] {
  const { expression, because, effective, covers, ranges = [], evidence = [], notices = [] } = license;
  const { label, means } = wordOf(wordsOf.class, license.class);
  const name = expression ?? nameless(license);
  return [
    h(
      'p',
      { class: 'license-name' },
      h('strong', {}, name),
      expression === undefined ? null : ` ${wordIn(coverWords, covers)}`,
    ),
    expression === undefined
      ? null
      : h('p', {}, h('span', { class: `word c-class-${license.class}` }, label), `: ${means}`),
    effective === undefined
      ? null
      : h('p', {}, `Of the choice that it leaves, the policy takes ${effective}.`),
    h('p', {}, h('strong', {}, 'Why: '), because),
    declared(license),
    ranges.length === 0 ? null : rangeList(ranges),
    evidence.length === 0 ? null : evidenceList(evidence, model),
    ...notices.map(({ source, text }) =>
      h('p', {}, `Notice file ${source} `, textButton(source, text, model)),
    ),
  ];
}

function nameless({ class: of, ranges = [] }: PageLicense): string {
  if (ranges.length > 0) return 'It depends on the version';
  return of === 'none' ? 'There is no licence' : 'No licence is known';
}

function declared({ declared: said, expression }: PageLicense): HTMLElement | null {
  if (said === undefined || said === expression) return null;
  return h('p', {}, `The component itself declares: ${said}.`);
}

function rangeList(ranges: NonNullable<PageLicense['ranges']>): HTMLElement {
  return h(
    'table',
    { class: 'ranges' },
    h('caption', { class: 'hidden' }, 'Licences by version'),
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Versions'), h('th', { scope: 'col' }, 'Licence'))),
    h(
      'tbody',
      {},
      ...ranges.map(({ versions, expression }) =>
        h('tr', {}, h('td', {}, versions), h('td', {}, expression)),
      ),
    ),
  );
}

function evidenceList(evidence: readonly PageEvidence[], model: Model): HTMLElement {
  const list = h('ul', { class: 'evidence' }, ...evidence.map((one) => evidenceItem(one, model)));
  return h('div', {}, h('h4', {}, 'Evidence'), list);
}

function evidenceItem(one: PageEvidence, model: Model): HTMLElement {
  const { expression, source, address, isDeclared, isVerified, decided, versions, note, text, covers } = one;
  const facts = [
    isDeclared ? 'declared by the authors' : 'observed',
    isVerified ? 'the text was read' : 'the text was not read',
    ...(versions === undefined ? [] : [`versions ${versions}`]),
    ...(covers === 'artifact' ? [] : [wordIn(coverWords, covers)]),
  ];
  return h(
    'li',
    {},
    h('strong', {}, expression),
    decided ? h('span', { class: 'tag' }, 'Decided') : null,
    h('span', { class: 'means' }, `${wordIn(methodWords, one.method)}; ${facts.join('; ')}`),
    h('code', {}, link(source, address)),
    textButton(source, text, model),
    note === undefined ? null : h('span', { class: 'means' }, note),
  );
}

function textButton(source: string, sha: string | undefined, { data }: Model): HTMLElement | null {
  const text = sha === undefined ? undefined : data.texts[sha];
  return text === undefined
    ? null
    : button('Show the text', { class: 'quiet' }, () => showText(source, text));
}

function wordIn(words: Readonly<Record<string, string>>, name: string | undefined): string {
  return name === undefined ? '' : (words[name] ?? name);
}
