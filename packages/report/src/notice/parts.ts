import {
  compareText,
  type LicenseLeaf,
  leavesOf,
  parseExpression,
  type Report,
  type ReportComponent,
} from '@fineprint/core';
import { type LicenseRow, licenseRows } from '../licenses/rows.ts';
import type { ReporterMeans } from '../reporter.ts';
import { mergedCopies } from './copies.ts';

/** What a notice says, before it is laid out. */
export interface Notice {
  readonly sections: readonly NoticeSection[];
  /** Notice files that were found, each text once. */
  readonly files: readonly FoundNotice[];
  /** Components that have no concluded licence. */
  readonly unlicensed: readonly LicenseRow[];
  /** How many components are left out because of their usage. */
  readonly leftOut: number;
}

/** One text, and everything that stands under it. */
export interface NoticeSection {
  readonly id: string;
  readonly isException: boolean;
  readonly name: string | null;
  readonly url: string | null;
  /** The text, or `null` where none was found and none is shipped. */
  readonly text: string | null;
  /** Paths of the copies that were found, or nothing where the text is the standard one. */
  readonly copies: readonly string[];
  readonly components: readonly NoticeComponent[];
}

export interface NoticeComponent {
  readonly component: ReportComponent;
  /** Copyright notices of its own copy, where the text is printed without them because several copies share it. */
  readonly notices: readonly string[];
}

/** A notice file, with the components that it was found with. */
export interface FoundNotice {
  readonly text: string;
  readonly path: string;
  readonly components: readonly ReportComponent[];
}

type Means = Pick<ReporterMeans, 'noticeUsages' | 'licenseOf'>;

/** Gathers the licence texts of the components of some usages, each text once: those found beside the code before standard ones. */
export function noticeOf(report: Report, means: Means): Notice {
  const rows = licenseRows(report);
  const included = rows.filter(({ component }) => means.noticeUsages.includes(component.usage));
  const drafts = new Map<string, Draft>();
  const unlicensed: LicenseRow[] = [];
  for (const row of included) {
    const leaves = leavesFor(row.component);
    if (leaves.length === 0) unlicensed.push(row);
    for (const leaf of leaves) addTo(drafts, leaf, row.component, report);
  }
  return {
    sections: [...drafts.values()]
      .map((draft) => sectionOf(draft, means))
      .toSorted((a, b) => compareText(a.id, b.id) || compareText(a.copies[0] ?? '', b.copies[0] ?? '')),
    files: noticeFilesOf(included, report),
    unlicensed,
    leftOut: rows.length - included.length,
  };
}

function noticeFilesOf(rows: readonly LicenseRow[], { texts }: Report): readonly FoundNotice[] {
  const found = rows.flatMap(({ component }) =>
    (component.license.notices ?? []).map(({ source, text }) => ({ component, source, text })),
  );
  return [...Map.groupBy(found, ({ text }) => text)]
    .flatMap(([sha, group]) => {
      const text = Object.hasOwn(texts, sha) ? texts[sha] : undefined;
      const [path = ''] = group.map(({ source }) => source).sort(compareText);
      return text === undefined
        ? []
        : [{ text, path, components: [...new Set(group.map(({ component }) => component))] }];
    })
    .toSorted((a, b) => compareText(a.path, b.path));
}

/** The licences that hold: of an `OR`, the branch that the policy took. */
function leavesFor({ license: { concluded, effective } }: ReportComponent): readonly LicenseLeaf[] {
  const parsed = parseExpression(effective ?? concluded.expression ?? '');
  return concluded.is === 'expression' && parsed.is === 'expression' ? leavesOf(parsed.expression) : [];
}

interface Copy {
  readonly path: string;
  readonly text: string;
  readonly component: ReportComponent;
}

/** A section while components are added to it. */
interface Draft {
  readonly id: string;
  readonly isException: boolean;
  readonly copies: Copy[];
  readonly components: Set<ReportComponent>;
}

function addTo(
  drafts: Map<string, Draft>,
  leaf: LicenseLeaf,
  component: ReportComponent,
  report: Report,
): void {
  const draft = (id: string, key: string, isException = false) => {
    const known = drafts.get(key) ?? { id, isException, copies: [], components: new Set() };
    drafts.set(key, known);
    known.components.add(component);
    return known;
  };
  const found = copiesOf(leaf, component, report);
  for (const copy of found)
    draft(leaf.id, `copy ${leaf.id} ${mergedCopies.keyOf(copy.text)}`).copies.push(copy);
  if (found.length === 0) draft(leaf.id, `standard ${leaf.id}`);
  if (leaf.exception !== null) draft(leaf.exception, `exception ${leaf.exception}`, true);
}

/** The copies of a licence text that were found with a component. */
function copiesOf(leaf: LicenseLeaf, component: ReportComponent, { texts }: Report): readonly Copy[] {
  const { observed, concluded } = component.license;
  const bySha = new Map<string, Copy>();
  for (const { expression, source, text: sha = '' } of [...concluded.evidence, ...observed]) {
    const text = Object.hasOwn(texts, sha) ? texts[sha] : undefined;
    if (text !== undefined && namesText(expression, leaf) && !bySha.has(sha))
      bySha.set(sha, { path: source, text, component });
  }
  return [...bySha.values()];
}

// The text of the GPL does not say whether "only" or "or later" is meant.
const scope = /-(?:only|or-later)$/;

function namesText(expression: string, { id }: LicenseLeaf): boolean {
  const parsed = parseExpression(expression);
  const bare = id.replace(scope, '');
  return (
    parsed.is === 'expression' &&
    leavesOf(parsed.expression).some((leaf) => leaf.id.replace(scope, '') === bare)
  );
}

function sectionOf({ id, isException, copies, components }: Draft, { licenseOf }: Means): NoticeSection {
  const known = licenseOf(id);
  const merged = mergedCopies.of(copies.map(({ text }) => text));
  const notices = Map.groupBy(
    copies.flatMap(({ component }, place) =>
      (merged.notices[place] ?? []).map((line) => ({ component, line })),
    ),
    ({ component }) => component,
  );
  return {
    id,
    isException,
    name: known?.name ?? null,
    url: known?.url ?? null,
    text: merged.text ?? known?.text ?? null,
    copies: [...new Set(copies.map(({ path }) => path))].sort(compareText),
    components: [...components].map((component) => ({
      component,
      notices: [...new Set((notices.get(component) ?? []).map(({ line }) => line))],
    })),
  };
}
