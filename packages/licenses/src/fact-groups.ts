/**
 * Facts that are many and asked for seldom are compiled into files of their own (`facts/<group>/` into
 * `data/<group>.json`): a scan that meets none of a group does not read its file.
 */
const groupOfKind: ReadonlyMap<string, string> = new Map([['os-package', 'os-packages']]);

/** The group of public repositories of which `facts.json` says nothing: what nobody packages, but files are fetched from. */
export const repositoryGroup = 'repositories';

/** The groups of facts that have a file of their own. */
export const factGroups: readonly string[] = [...new Set(groupOfKind.values()), repositoryGroup];

/** The group in whose file the packages of a kind lie, or `null` for those of `facts.json`. */
export function factGroupOf(kind: string): string | null {
  return groupOfKind.get(kind) ?? null;
}
