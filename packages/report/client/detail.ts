import type { PageComponent, PageFinding, PagePlace } from '../src/html/page-data.ts';
import { kindLabel, levelWords, wordOf } from '../src/html/words.ts';
import { button, h, link } from './element.ts';
import { licenseDetail } from './license-detail.ts';
import { labelOf, type Model, type Row, wordsOf } from './model.ts';

/** What is known of a component: its licence and why, its findings, its places, and what else it is called. */
export function detailOf(
  row: Row,
  model: Model,
  { showInGraph }: { showInGraph(ref: string): void },
): HTMLElement {
  const { component } = row;
  const about = part(
    'Identity',
    h('p', {}, kindSentence(component)),
    identityList(component),
    h(
      'p',
      {},
      button('Show what uses it', {}, () => showInGraph(component.ref)),
    ),
  );
  const findings = row.findings.length === 0 ? null : part('Findings', findingList(row.findings, model));
  return h(
    'div',
    { class: 'detail-parts' },
    part('Licence', ...licenseDetail(component.license, model)),
    h('div', {}, findings, about),
    h('div', { class: 'whole' }, part(placesTitle(component), placeTable(component, model))),
  );
}

function part(title: string, ...children: readonly (Node | null)[]): HTMLElement {
  return h('section', {}, h('h3', {}, title), ...children);
}

function kindSentence({ kind, usage, pin }: PageComponent): string {
  const pinned = wordOf(wordsOf.pin, pin);
  const used = wordOf(wordsOf.usage, usage);
  return `${kindTitle(kind)}. ${used.label}: ${used.means} ${pinned.label}: ${pinned.means}`;
}

function kindTitle(kind: string): string {
  const label = kindLabel(kind);
  return label.charAt(0).toUpperCase() + label.slice(1);
}

function placesTitle({ count, places }: PageComponent): string {
  if (count === 1) return 'Place';
  return places.length < count ? `Places (the first ${places.length} of ${count})` : `Places (${count})`;
}

function findingList(findings: readonly PageFinding[], { data }: Model): HTMLElement {
  const items = [...Map.groupBy(findings, ({ rule, level, state }) => `${rule} ${level} ${state}`).values()];
  return h(
    'ul',
    { class: 'plain' },
    ...items.map((group) => {
      const [{ rule, level, state } = { rule: -1, level: 'note', state: 'open' }] = group;
      const described = data.rules[rule];
      const times = group.length > 1 ? ` (${group.length} times)` : '';
      const waived = state === 'waived' ? ' – waived' : '';
      return h(
        'li',
        {},
        h('span', { class: `level is-${level}` }, wordOf(levelWords, level).label),
        h(
          'a',
          { href: `#rule=${encodeURIComponent(described?.id ?? '')}` },
          described?.title || described?.id || '',
        ),
        `${times}${waived}`,
      );
    }),
  );
}

function placeTable(component: PageComponent, model: Model): HTMLElement {
  const heads = ['Place', 'As written there', 'Pin', 'Usage', 'Part of the repository'];
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': `Places of ${component.name}` },
    h(
      'table',
      { class: 'places' },
      h('thead', {}, h('tr', {}, ...heads.map((head) => h('th', { scope: 'col' }, head)))),
      h('tbody', {}, ...component.places.map((place) => placeRow(place, component, model))),
    ),
  );
}

function placeRow(place: PagePlace, component: PageComponent, { data }: Model): HTMLElement {
  const {
    at,
    text = '',
    pin = component.pin,
    usage = component.usage,
    claimed,
    via = [],
    in: holder,
  } = place;
  const unit = place.unit === undefined ? undefined : data.units[place.unit];
  const remarks = [
    claimed === undefined ? '' : `a comment says ${claimed}`,
    via.length === 0 ? '' : `through ${via.join(', ')}`,
    holder === undefined ? '' : `inside ${holder}`,
  ].filter((remark) => remark !== '');
  return h(
    'tr',
    {},
    h('td', {}, h('code', {}, at), remarks.length === 0 ? null : h('small', {}, remarks.join('; '))),
    h('td', {}, h('code', {}, text)),
    h('td', {}, labelOf('pin', pin)),
    h('td', {}, labelOf('usage', usage)),
    h(
      'td',
      {},
      unit === undefined ? '' : unitPath(unit.path),
      unit === undefined ? null : h('small', {}, [kindLabel(unit.kind), ...unit.owners].join(' · ')),
    ),
  );
}

/** The root of the repository has no name of its own. */
function unitPath(path: string): string {
  return path === '.' ? 'The root directory' : path;
}

const identityTitles: Readonly<Record<string, string>> = {
  version: 'Version',
  requested: 'Asked for',
  commit: 'Commit',
  digest: 'Digest',
  source: 'Comes from',
  supplier: 'Supplier',
  purl: 'Package URL',
  'proposed purl': 'Package URL (proposed type)',
  hashes: 'Hashes',
  ref: 'Identity in other reports',
};

function identityList({ identity, address }: PageComponent): HTMLElement {
  return h(
    'dl',
    { class: 'identity' },
    ...Object.entries(identity).map(([name, text]) =>
      h(
        'div',
        {},
        h('dt', {}, identityTitles[name] ?? name),
        h('dd', {}, h('code', {}, name === 'source' ? link(text, address) : text)),
      ),
    ),
  );
}
