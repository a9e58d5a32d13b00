import {
  entries,
  get,
  items,
  type MapNode,
  mapOf,
  type Node,
  type Resolved,
  type ResolvedEntry,
} from '@fineprint/core';

/** The lists of tasks that a play, a block or a task may hold. */
export const taskLists = [
  'pre_tasks',
  'tasks',
  'post_tasks',
  'handlers',
  'block',
  'rescue',
  'always',
] as const;

/**
 * The variables that a task sets (`ansible.builtin.set_fact`) whatever the run finds, but for those that are put together
 * of themselves. `when: name is not defined` asks for nothing else.
 */
export function setFactsOf(task: MapNode): readonly ResolvedEntry[] {
  const condition = get(task, 'when');
  if (condition && !(condition.is === 'scalar' && undefinedTest.test(condition.text))) return [];
  const call = entries(task).find(({ key }) => /^(?:ansible\.builtin\.)?set_fact$/.test(key.text));
  return entries(call?.value).filter(
    ({ key, value }) => key.text !== 'cacheable' && !mentions(value, key.text),
  );
}

const undefinedTest = /^\s*\w+ is (?:not defined|undefined)\s*$/;
const word = /[A-Za-z_]\w*/g;

function mentions(value: Resolved, name: string): boolean {
  return (
    value.is === 'scalar' &&
    value.text.includes('{{') &&
    [...value.text.matchAll(word)].some(([each]) => each === name)
  );
}

/** The variables that the tasks of a file set, wherever in it they stand. */
export function setFactsIn(root: Node): readonly ResolvedEntry[] {
  const found: ResolvedEntry[] = [];
  const pending: Resolved[] = [...items(root)];
  for (let task = pending.pop(); task; task = pending.pop()) {
    // What a block sets under a condition is as uncertain as what a task does.
    if (!get(task, 'when')) for (const key of taskLists) pending.push(...items(task, key));
    const map = mapOf(task);
    if (map) found.push(...setFactsOf(map));
  }
  return found;
}
