import { get, type Resolved, type Step, textOf } from '../tree/index.ts';

/** A path in which list items go by their names, so that adding one before them changes no address. */
export function namedPath(root: Resolved, path: readonly Step[]): readonly string[] {
  const named: string[] = [];
  let here: Resolved | undefined = root;
  for (const step of path) {
    here = get(here, step);
    named.push(typeof step === 'number' ? (textOf(here, 'name') ?? String(step)) : step);
  }
  return named;
}
