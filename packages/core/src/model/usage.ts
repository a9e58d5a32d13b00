/** How the repository uses a component, most exposed first. */
export const usages = ['distributed', 'deployed', 'build', 'ci', 'development'] as const;
export type Usage = (typeof usages)[number];

/** CycloneDX `component.scope`, strongest first. */
export const scopes = ['required', 'optional', 'excluded'] as const;
export type Scope = (typeof scopes)[number];

/** The most exposed of several usages. */
export function mostExposed(all: Iterable<Usage>): Usage {
  return usages[Math.min(...Array.from(all, (usage) => usages.indexOf(usage)))] ?? 'development';
}

/** The strongest of several scopes. */
export function strongestScope(all: Iterable<Scope>): Scope {
  return scopes[Math.min(...Array.from(all, (scope) => scopes.indexOf(scope)))] ?? 'excluded';
}
