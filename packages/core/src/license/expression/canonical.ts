import deprecatedExceptionIds from 'spdx-exceptions/deprecated.json' with { type: 'json' };
import exceptionIds from 'spdx-exceptions/index.json' with { type: 'json' };
import deprecatedLicenseIds from 'spdx-license-ids/deprecated.json' with { type: 'json' };
import licenseIds from 'spdx-license-ids/index.json' with { type: 'json' };
import type { LicenseLeaf } from './expression.ts';
import { printLeaf } from './print.ts';

/** A word of an expression looked up as a license, with a note for each thing that was corrected. */
export interface CanonicalLicense {
  readonly leaf: LicenseLeaf;
  readonly notes: readonly string[];
}

/** Looks up a license id: canonical case for the SPDX list, today's form for deprecated GNU ids, references kept exactly. */
export function canonicalLicense(
  written: string,
  plus: boolean,
): CanonicalLicense | { readonly invalid: string } {
  if (reference.test(written)) {
    if (plus) return { invalid: `"+" cannot follow the license reference "${shown(written)}".` };
    return { leaf: { is: 'license', id: written, plus: false, exception: null }, notes: [] };
  }
  const id = licenses.get(written.toLowerCase());
  if (id === undefined) return { invalid: `"${shown(written)}" is no id of the SPDX license list.` };

  const notes = id === written ? [] : [`"${written}" is written "${id}".`];
  const today = todaysForm(id, plus);
  const note = today && `"${id}${plus ? '+' : ''}" is deprecated and read as "${printLeaf(today)}".`;
  return {
    leaf: today ?? { is: 'license', id, plus, exception: null },
    notes: note ? [...notes, note] : notes,
  };
}

/** Looks up the id of a license exception; `AdditionRef-…` (SPDX 3) is kept exactly. */
export function canonicalException(
  written: string,
): { readonly id: string; readonly notes: readonly string[] } | { readonly invalid: string } {
  if (additionReference.test(written)) return { id: written, notes: [] };
  const id = exceptions.get(written.toLowerCase());
  if (id === undefined) return { invalid: `"${shown(written)}" is no id of the SPDX exception list.` };
  return { id, notes: id === written ? [] : [`"${written}" is written "${id}".`] };
}

/** The ids of the SPDX license list that are not deprecated. */
export const listedLicenses: readonly string[] = licenseIds;

/** Whether a string is an id of the SPDX license list in its canonical case, deprecated ids included. */
export function isListedLicense(id: string): boolean {
  return licenses.get(id.toLowerCase()) === id;
}

/** Whether a string is an id of the SPDX list of license exceptions in its canonical case, deprecated ids included. */
export function isListedException(id: string): boolean {
  return exceptions.get(id.toLowerCase()) === id;
}

const reference = /^(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+$/;
const additionReference = /^(?:DocumentRef-[A-Za-z0-9.-]+:)?AdditionRef-[A-Za-z0-9.-]+$/;

const licenses = byLowerCase([...licenseIds, ...deprecatedLicenseIds]);
const exceptions = byLowerCase([...exceptionIds, ...deprecatedExceptionIds]);

function byLowerCase(ids: readonly string[]): ReadonlyMap<string, string> {
  return new Map(ids.map((id) => [id.toLowerCase(), id]));
}

// "GPL-2.0" never meant one thing: SPDX replaced it by two ids, and its own definition was "version 2 only".
const gnu = /^(?:A|L)?GPL-\d\.\d$|^GFDL-\d\.\d$/;
const gnuToday = /^(?<stem>(?:(?:A|L)?GPL|GFDL)-\d\.\d(?:-(?:no-)?invariants)?)-(?:only|or-later)$/;

function todaysForm(id: string, plus: boolean): LicenseLeaf | null {
  const stem = gnu.test(id) ? id : plus ? gnuToday.exec(id)?.groups?.stem : undefined;
  if (stem !== undefined) {
    return { is: 'license', id: `${stem}${plus ? '-or-later' : '-only'}`, plus: false, exception: null };
  }
  const replacement = replacements.get(id);
  if (replacement === undefined) return null;
  const [license, exception = null] = replacement;
  // `GPL-2.0-with-classpath-exception+` was written for "or any later version, with the exception".
  const later = plus && license.endsWith('-only');
  return {
    is: 'license',
    id: later ? license.replace(/-only$/, '-or-later') : license,
    plus: plus && !license.endsWith('-only') && !license.endsWith('-or-later'),
    exception,
  };
}

// What replaces the other deprecated ids (https://spdx.org/licenses/#deprecated); Net-SNMP and Nunit have no one successor.
const replacements: ReadonlyMap<string, readonly [license: string, exception?: string]> = new Map([
  ['BSD-2-Clause-FreeBSD', ['BSD-2-Clause-Views']],
  ['BSD-2-Clause-NetBSD', ['BSD-2-Clause']],
  ['GPL-2.0-with-GCC-exception', ['GPL-2.0-only', 'GCC-exception-2.0']],
  ['GPL-2.0-with-autoconf-exception', ['GPL-2.0-only', 'Autoconf-exception-2.0']],
  ['GPL-2.0-with-bison-exception', ['GPL-2.0-only', 'Bison-exception-2.2']],
  ['GPL-2.0-with-classpath-exception', ['GPL-2.0-only', 'Classpath-exception-2.0']],
  ['GPL-2.0-with-font-exception', ['GPL-2.0-only', 'Font-exception-2.0']],
  ['GPL-3.0-with-GCC-exception', ['GPL-3.0-only', 'GCC-exception-3.1']],
  ['GPL-3.0-with-autoconf-exception', ['GPL-3.0-only', 'Autoconf-exception-3.0']],
  ['StandardML-NJ', ['SMLNJ']],
  ['bzip2-1.0.5', ['bzip2-1.0.6']],
  ['eCos-2.0', ['GPL-2.0-or-later', 'eCos-exception-2.0']],
  ['wxWindows', ['LGPL-2.0-or-later', 'WxWindows-exception-3.1']],
]);

function shown(written: string): string {
  return written.length > 60 ? `${written.slice(0, 60)}…` : written;
}
