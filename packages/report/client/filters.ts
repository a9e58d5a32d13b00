import type { PageFinding } from '../src/html/page-data.ts';
import type { Model, Row } from './model.ts';

/** What a reader can narrow the page by; each is also a parameter of the page's fragment. */
export const filterNames = [
  'text',
  'level',
  'rule',
  'state',
  'kind',
  'class',
  'pin',
  'usage',
  'unit',
  'owner',
] as const;
export type FilterName = (typeof filterNames)[number];
export type Filters = Partial<Readonly<Record<FilterName, string>>>;

/** Tells whether a component is among what was asked for. */
export function matchesRow(row: Row, filters: Filters, model: Model): boolean {
  return (
    matchesText([row.searched], filters) &&
    matchesComponent(row, filters) &&
    matchesFindings(row, filters, model)
  );
}

function matchesComponent({ component, owners, paths }: Row, filters: Filters): boolean {
  const { kind, license, pin, pins = [pin], usage, usages = [usage] } = component;
  return (
    is(filters.kind, [kind]) &&
    is(filters.class, [license.class]) &&
    is(filters.pin, pins) &&
    is(filters.usage, usages) &&
    is(filters.owner, owners) &&
    isUnder(filters.unit, paths)
  );
}

function matchesFindings({ findings }: Row, filters: Filters, model: Model): boolean {
  const { level, rule, state } = filters;
  if (level === undefined && rule === undefined && state === undefined) return true;
  return findings.some((finding) => matchesOwn(finding, filters, model));
}

/** Tells whether a finding is among what was asked for; `text` is what the page shows of it, in lower case. */
export function matchesFinding(finding: PageFinding, text: string, filters: Filters, model: Model): boolean {
  if (!matchesOwn(finding, filters, model)) return false;
  const row = finding.node === undefined ? undefined : model.rowOf(finding.node);
  if (row !== undefined) return matchesText([text, row.searched], filters) && matchesComponent(row, filters);
  const unit = finding.node === undefined ? undefined : model.data.units[finding.node];
  const { kind, class: of, pin, usage, owner, unit: path } = filters;
  if ([kind, of, pin, usage].some((value) => value !== undefined)) return false;
  return (
    matchesText([text], filters) && is(owner, unit?.owners ?? []) && isUnder(path, unit ? [unit.path] : [])
  );
}

function matchesOwn({ rule, level, state }: PageFinding, filters: Filters, { data }: Model): boolean {
  return (
    is(filters.level, [level]) && is(filters.rule, [data.rules[rule]?.id ?? '']) && is(filters.state, [state])
  );
}

/** Every word that is asked for stands in one of the texts. */
function matchesText(texts: readonly string[], { text }: Filters): boolean {
  if (text === undefined) return true;
  const words = text.toLowerCase().split(/\s+/);
  return words.every((word) => texts.some((searched) => searched.includes(word)));
}

function is(asked: string | undefined, values: readonly string[]): boolean {
  return asked === undefined || values.includes(asked);
}

/** A part of the repository is asked for by any part of its path. */
function isUnder(asked: string | undefined, paths: readonly string[]): boolean {
  return asked === undefined || paths.some((path) => path.toLowerCase().includes(asked.toLowerCase()));
}
