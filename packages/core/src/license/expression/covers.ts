import { evaluateExpression } from './evaluate.ts';
import type { Expression, LicenseLeaf } from './expression.ts';

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
