/**
 * Kinds that have many facts, which are compiled into a file of their own (`facts/<group>/` into `data/<group>.json`):
 * a scan that meets none of them does not read it.
 */
const groups: ReadonlyMap<string, string> = new Map([['os-package', 'os-packages']]);

/** The groups of facts that have a file of their own. */
export const factGroups: readonly string[] = [...new Set(groups.values())];

/** The group in whose file the facts of a kind lie, or `null` for those of `facts.json`. */
export function factGroupOf(kind: string): string | null {
  return groups.get(kind) ?? null;
}
