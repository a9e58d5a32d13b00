import { parseExpression, printExpression } from '@fineprint/core';

/** Reads the address of a license text as an SPDX id; `null` for an address that does not stand for one license. */
export function licenseOfUrl(url: string): string | null {
  const { host, path } = address.exec(url.slice(0, maximumUrl))?.groups ?? {};
  if (host === undefined || path === undefined) return null;
  const known = texts.get(`${host}/${path}`.toLowerCase());
  if (known !== undefined) return known;
  const list = lists.get(host.toLowerCase());
  const id = list?.exec(path)?.groups?.id;
  const parsed = id === undefined ? null : parseExpression(id);
  // Without "only" or "or later" the address of a GNU license stands for both.
  if (parsed?.is !== 'expression' || gnu.test(id ?? '')) return null;
  return printExpression(parsed.expression);
}

const maximumUrl = 300;
const address =
  /^https?:\/\/(?:www\.)?(?<host>[a-z.]{4,40})\/(?<path>[\w./-]{1,200}?)(?:\.(?:txt|html|php))?\/?$/i;
const gnu = /^[AL]?GPL-\d/i;

// Each keeps its licenses under their SPDX ids.
const lists: ReadonlyMap<string, RegExp> = new Map([
  ['spdx.org', /^licenses\/(?<id>[A-Za-z0-9.-]{1,60})$/],
  ['opensource.org', /^licenses?\/(?<id>[A-Za-z0-9.-]{1,60})$/],
]);

const texts: ReadonlyMap<string, string> = new Map([
  ['apache.org/licenses/license-2.0', 'Apache-2.0'],
  ['mozilla.org/mpl/2.0', 'MPL-2.0'],
  ['mozilla.org/en-us/mpl/2.0', 'MPL-2.0'],
  ['eclipse.org/legal/epl-2.0', 'EPL-2.0'],
  ['eclipse.org/legal/epl-v10', 'EPL-1.0'],
  ['eclipse.org/legal/epl-v20', 'EPL-2.0'],
  ['eclipse.org/org/documents/edl-v10', 'BSD-3-Clause'],
  ['boost.org/license_1_0', 'BSL-1.0'],
  ['creativecommons.org/publicdomain/zero/1.0', 'CC0-1.0'],
  ['creativecommons.org/licenses/by/4.0', 'CC-BY-4.0'],
]);
