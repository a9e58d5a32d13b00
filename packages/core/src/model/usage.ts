/** How the repository uses a component, most exposed first. */
export const usages = ['distributed', 'deployed', 'build', 'ci', 'development'] as const;
export type Usage = (typeof usages)[number];

/** CycloneDX `component.scope`, strongest first. */
export const scopes = ['required', 'optional', 'excluded'] as const;
export type Scope = (typeof scopes)[number];

/** The most exposed of several usages. */
export function mostExposed(all: Iterable<Usage>): Usage {
  return firstOf(usages, all);
}

/** The strongest of several scopes. */
export function strongestScope(all: Iterable<Scope>): Scope {
  return firstOf(scopes, all);
}

/** The item that stands first in a ladder; a component may have more occurrences than a call takes arguments. */
function firstOf<const L extends readonly string[]>(ladder: L, all: Iterable<L[number]>): L[number] {
  let first = ladder.length - 1;
  for (const item of all) first = Math.min(first, ladder.indexOf(item));
  return ladder[first] ?? ladder[0] ?? '';
}
