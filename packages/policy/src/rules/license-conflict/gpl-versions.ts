import { branchesOf, type LicenseLeaf, leavesOf, parseExpression, printLeaf } from '@fineprint/core';

/** The versions of the GPL that others were written to fit to. */
export type GplVersion = 2 | 3;

/** Under what a component lets a work be passed on of which it becomes a part. */
export interface Joining {
  /** Whether each way to have it obliges to license the whole work as it is: it is under the GPL or the AGPL. */
  readonly isBinding: boolean;
  /** The versions of the GPL under which a work with it can be passed on. */
  readonly versions: readonly GplVersion[];
}

/**
 * Licences of which both the FSF and OSADL say that they do not fit to each version of the GPL; of what is not listed
 * nothing is said. https://www.gnu.org/licenses/license-list.html, https://www.osadl.org/fileadmin/checklists/matrix.html
 */
const limited: ReadonlyMap<string, readonly GplVersion[]> = new Map<string, readonly GplVersion[]>([
  ['GPL-2.0-only', [2]],
  ['GPL-3.0-only', [3]],
  ['LGPL-3.0-only', [3]],
  ['AGPL-3.0-only', [3]],
  // Its terms on patents are a further restriction to version 2; version 3 was written to take them.
  ['Apache-2.0', [3]],
  ['ECL-2.0', [3]],
  // Terms on advertising, names or patents, or a copyleft of their own.
  ['Apache-1.0', []],
  ['Apache-1.1', []],
  ['BSD-4-Clause', []],
  ['BSD-4-Clause-UC', []],
  ['CDDL-1.0', []],
  ['CDDL-1.1', []],
  ['CPL-1.0', []],
  ['EPL-1.0', []],
  ['IPL-1.0', []],
  ['MPL-1.1', []],
  ['MPL-2.0-no-copyleft-exception', []],
  ['MS-RL', []],
  ['OSL-3.0', []],
  ['OpenSSL', []],
  ['PHP-3.01', []],
]);

const gpl = /^A?GPL-\d/;
const all: readonly GplVersion[] = [2, 3];

/** Reads from an expression how a component can become part of a work; `null` where it is none, or has too many branches. */
export function joiningOf(expression: string): Joining | null {
  const parsed = parseExpression(expression);
  const branches = parsed.is === 'expression' ? branchesOf(parsed.expression) : null;
  if (branches === null) return null;
  return {
    isBinding: branches.every((branch) => branch.some(isGpl)),
    versions: all.filter((version) =>
      branches.some((branch) => branch.every((leaf) => versionsOf(leaf).includes(version))),
    ),
  };
}

/** The licences of an expression that oblige to license the whole work as they are. */
export function bindingLicenses(expression: string): readonly string[] {
  const parsed = parseExpression(expression);
  return parsed.is === 'expression' ? leavesOf(parsed.expression).filter(isGpl).map(printLeaf) : [];
}

/** An exception gives leave to combine; what exactly it allows, a person has to read. */
function isGpl({ id, exception }: LicenseLeaf): boolean {
  return exception === null && gpl.test(id);
}

function versionsOf({ id, exception }: LicenseLeaf): readonly GplVersion[] {
  return exception === null ? (limited.get(id) ?? all) : all;
}
