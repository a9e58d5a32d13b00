import type { Report } from '@fineprint/core';

/**
 * How the repository's pipelines use components, as a formula: a workflow for each unit with a component whose usage
 * is `ci`. What its tasks do is not known, so that they are of no type that has a name; `undefined` without any.
 */
export function formulation({ units, components }: Report): object | undefined {
  const used = new Map<string, Set<string>>();
  for (const { ref, occurrences } of components) {
    for (const { unit, usage } of occurrences) {
      if (usage !== 'ci') continue;
      const refs = used.get(unit) ?? new Set();
      used.set(unit, refs.add(ref));
    }
  }
  const workflows = units.flatMap(({ ref, path }) => {
    const refs = used.get(ref);
    if (refs === undefined) return [];
    const resourceReferences = [...refs].map((ref) => ({ ref }));
    return [{ 'bom-ref': `workflow:${ref}`, uid: ref, name: path, resourceReferences, taskTypes: ['other'] }];
  });
  return workflows.length > 0 ? { workflows } : undefined;
}
