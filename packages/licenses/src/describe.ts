import type { Licenses } from './load.ts';
import { spdxUrl } from './standard-texts.ts';

/** What is known of a license, or an exception, by its id alone. */
export interface LicenseDescription {
  readonly name: string;
  readonly url: string | null;
  /** The standard text of the SPDX list, or `null` where none is shipped. */
  readonly text: string | null;
}

/** Describes a license or an exception by its id; `null` where nobody knows it. */
export function describeLicense(known: Licenses, id: string): LicenseDescription | null {
  const own = known.classes().own.get(id);
  if (own !== undefined) return { name: own.name, url: own.url === '' ? null : own.url, text: null };
  const listed = known.standardTexts().license(id) ?? known.standardTexts().exception(id);
  if (listed !== undefined) return { name: listed.name, url: spdxUrl(id), text: listed.text };
  return known.classes().byId.has(id) ? { name: id, url: spdxUrl(id), text: null } : null;
}
