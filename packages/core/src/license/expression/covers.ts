import { listedLicenses } from './canonical.ts';
import { evaluateExpression } from './evaluate.ts';
import { type Expression, joinTerms, type LicenseLeaf } from './expression.ts';
import { printExpression, printLeaf } from './print.ts';

/**
 * Whether a list entry covers a license. An entry with `-or-later` or `+` covers later versions of its family; a
 * license with either is covered by any version that it lets one choose. An exception must be the same on both sides.
 */
export function isCoveredBy(license: LicenseLeaf, entry: LicenseLeaf): boolean {
  if (license.exception !== entry.exception) return false;
  if (license.id === entry.id) return true;
  const asked = familyOf(license);
  const listed = familyOf(entry);
  if (asked === null || listed === null || asked.stem !== listed.stem) return false;

  const order = compareVersions(asked.version, listed.version);
  if (asked.orLater && listed.orLater) return true;
  if (listed.orLater) return order >= 0;
  if (asked.orLater) return order <= 0;
  return order === 0;
}

/** Whether an expression can be met with the listed licenses alone: one branch of each `OR`, every term of each `AND`. */
export function isMetBy(expression: Expression, list: readonly LicenseLeaf[]): boolean {
  const verdictOn = (leaf: LicenseLeaf) =>
    list.some((entry) => isCoveredBy(leaf, entry)) ? 'allow' : 'deny';
  return evaluateExpression(expression, verdictOn).verdict === 'allow';
}

/**
 * The licenses that a license lets one choose: of `GPL-2.0-or-later` each published version from 2.0, of any other only
 * itself.
 */
export function choicesOf(license: LicenseLeaf): readonly [LicenseLeaf, ...LicenseLeaf[]] {
  const family = familyOf(license);
  if (family === null || !family.orLater) return [license];
  const [first, ...others] = published(family.stem)
    .filter(({ version }) => compareVersions(version, family.version) >= 0)
    .map(({ id }): LicenseLeaf => ({ ...license, id, plus: false }));
  return first === undefined ? [license] : [first, ...others];
}

/** Whether whoever has a license may do all that another one lets them: `MIT OR X` for `MIT`, `GPL-2.0-or-later` for `GPL-2.0-only`. */
export function grantsAllOf(license: Expression, other: Expression): boolean {
  const branches = branchesOf(other);
  if (branches === null) return printExpression(license) === printExpression(other);
  return branches.every((branch) => {
    const had = new Set(branch.map(printLeaf));
    const isHad = (leaf: LicenseLeaf) => (had.has(printLeaf(leaf)) ? 'allow' : 'deny');
    return evaluateExpression(withChoices(license), isHad).verdict === 'allow';
  });
}

/** The ways to meet an expression, each as the licenses that apply together, a version of "or later" chosen too unless it is left open; `null` where they are too many to list. */
export function branchesOf(
  expression: Expression,
  { versions = true }: { readonly versions?: boolean } = {},
): readonly (readonly LicenseLeaf[])[] | null {
  const found = branches(versions ? withChoices(expression) : expression);
  return found.length > mostBranches ? null : found;
}

// No author offers more choices than this.
const mostBranches = 256;

function branches(expression: Expression): readonly (readonly LicenseLeaf[])[] {
  if (expression.is === 'license') return [[expression]];
  const parts = expression.of.map(branches);
  if (expression.is === 'or') return parts.flat();
  return parts.reduce<readonly (readonly LicenseLeaf[])[]>(
    (all, part) =>
      all.length * part.length > mostBranches
        ? new Array<readonly LicenseLeaf[]>(mostBranches + 1).fill([])
        : all.flatMap((before) => part.map((next) => [...before, ...next])),
    [[]],
  );
}

function withChoices(expression: Expression): Expression {
  if (expression.is === 'license') return joinTerms('or', choicesOf(expression));
  const [first, ...rest] = expression.of.map(withChoices);
  return first === undefined ? expression : joinTerms(expression.is, [first, ...rest]);
}

/** The published versions of a family, the first version first. */
function published(stem: string): readonly Version[] {
  return publishedVersions.get(stem) ?? [];
}

interface Version {
  readonly id: string;
  readonly version: readonly number[];
}

interface Family {
  readonly stem: string;
  readonly version: readonly number[];
  readonly orLater: boolean;
}

// An id whose version stands anywhere but at its end (`BSD-2-Clause`) names a different text, not a version of one.
const versioned = /^(?<stem>[A-Za-z]+(?:-[A-Za-z]+)*)-(?<version>\d+(?:\.\d+)*)(?<scope>-only|-or-later)?$/;

function familyOf({ id, plus }: LicenseLeaf): Family | null {
  const groups = versioned.exec(id)?.groups;
  const stem = groups?.stem;
  const version = groups?.version;
  if (stem === undefined || version === undefined || stem === 'LicenseRef') return null;
  return {
    stem,
    version: version.split('.').map(Number),
    orLater: plus || groups?.scope === '-or-later',
  };
}

function compareVersions(one: readonly number[], other: readonly number[]): number {
  for (let index = 0; index < Math.max(one.length, other.length); index += 1) {
    const difference = (one[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const publishedVersions: ReadonlyMap<string, readonly Version[]> = new Map(
  [
    ...Map.groupBy(
      listedLicenses.flatMap((id): (Version & { stem: string })[] => {
        const family = familyOf({ is: 'license', id, plus: false, exception: null });
        return family === null || family.orLater ? [] : [{ id, stem: family.stem, version: family.version }];
      }),
      ({ stem }) => stem,
    ),
  ].map(([stem, all]) => [stem, all.sort((a, b) => compareVersions(a.version, b.version))]),
);
