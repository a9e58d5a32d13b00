import { html, type Markup } from '@fineprint/report/html';
import { kindLabel, levelWords, wordOf } from '@fineprint/report/words';
import type { InboxChoices } from '@fineprint/server';
import { words } from './pieces.ts';
import type { Filters } from './request.ts';

/** The form that narrows the inbox: every field is an index of the store. */
export function filterForm(filters: Filters, choices: InboxChoices): Markup {
  const isNarrowed = Object.keys(filters).length > 0;
  // Where it would fill the screen of a phone it is folded, without a script and without hiding it elsewhere.
  return html`<p class="fold"><label><input type="checkbox"> Narrow the list</label></p>
<form class="filters" role="search" aria-label="Narrow the list" action="/">
${select(
  'rule',
  'Rule',
  choices.rules.map((rule) => [rule, rule]),
  filters,
)}
${select(
  'level',
  'Level',
  Object.entries(levelWords).map(([level, { label }]) => [level, label]),
  filters,
)}
${select(
  'kind',
  'Kind',
  choices.kinds.map((kind) => [kind, kindLabel(kind)]),
  filters,
)}
${select(
  'class',
  'Licence class',
  choices.classes.map((of) => [of, words(of)]),
  filters,
)}
${
  choices.groups.length > 1
    ? select(
        'group',
        'Group',
        choices.groups.map(({ id, name }) => [id, name]),
        filters,
      )
    : null
}
<label class="field"><span>Licence</span> <input name="license" maxlength="1000" autocomplete="off" placeholder="BUSL-1.1" value="${filters.license ?? ''}"></label>
<label class="field"><span>Component begins with</span> <input name="search" type="search" maxlength="200" value="${filters.search ?? ''}"></label>
${filters.project === undefined ? null : html`<input type="hidden" name="project" value="${filters.project}">`}
${filters.component === undefined ? null : html`<input type="hidden" name="component" value="${filters.component}">`}
<p class="buttons"><button class="small">Narrow</button>${isNarrowed ? html` <a href="/">Show all</a>` : null}</p>
</form>`;
}

type Option = readonly [value: string, name: string];

function select(
  name: 'rule' | 'level' | 'kind' | 'class' | 'group',
  label: string,
  options: readonly Option[],
  filters: Filters,
): Markup {
  const chosen = filters[name];
  // What was chosen stays chosen, even where nothing of it waits any more.
  const all =
    chosen === undefined || options.some(([value]) => value === chosen)
      ? options
      : [...options, [chosen, chosen] as const];
  return html`<label class="field"><span>${label}</span> <select name="${name}"><option value="">Any</option>${all.map(([value, text]) => (value === chosen ? html`<option value="${value}" selected>${text}</option>` : html`<option value="${value}">${text}</option>`))}</select></label>`;
}

/** A filter in words. */
export function filterText(filters: Filters, choices: Pick<InboxChoices, 'groups'>): string {
  const { level, kind, class: of, group, license, rule, search, project, component } = filters;
  return [
    rule,
    level === undefined ? undefined : wordOf(levelWords, level).label,
    kind === undefined ? undefined : kindLabel(kind),
    of === undefined ? undefined : words(of),
    license,
    search === undefined ? undefined : `components that begin with “${search}”`,
    group === undefined ? undefined : `group ${choices.groups.find(({ id }) => id === group)?.name ?? group}`,
    project === undefined ? undefined : 'one project',
    component,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}
