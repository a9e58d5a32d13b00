import { contextsOfCall } from './call-context.ts';
import type { Calls } from './calls.ts';
import { type ModuleDirectory, type Names, noNames } from './directory.ts';
import type { ModuleCall } from './modules.ts';

// A module that more calls than this lead to is understood after some of them, and that is told.
const mostContexts = 200;
const mostSteps = 100;
const deepest = 4;

/** The ways in which a module is called in the repository: what each call gives for its variables. */
export function contextsOf(calls: Calls, directory: ModuleDirectory): readonly Names[] {
  const found = contextsThrough(calls, directory, [], { left: mostSteps });
  if (found.length > mostContexts) directory.effort.isCut = true;
  return found.slice(0, mostContexts);
}

function contextsThrough(
  calls: Calls,
  directory: ModuleDirectory,
  through: readonly string[],
  walk: { left: number },
): readonly Names[] {
  const { path, effort } = directory;
  const contexts: Names[] = [];
  if (through.length >= deepest || through.includes(path)) return contexts;
  for (const [callerPath, own] of calls.callersOf(path)) {
    const caller = calls.directory(callerPath);
    if (!caller) continue;
    walk.left -= 1;
    if (walk.left < 0 || contexts.length >= mostContexts) {
      effort.isCut = true;
      break;
    }
    const above = contextsThrough(calls, caller, [...through, path], walk);
    contexts.push(...contextsIn(directory, caller, own, above.length > 0 ? above : [noNames]));
  }
  return contexts;
}

function contextsIn(
  directory: ModuleDirectory,
  caller: ModuleDirectory,
  own: readonly ModuleCall[],
  above: readonly Names[],
): readonly Names[] {
  const contexts: Names[] = [];
  for (const names of above) {
    for (const call of own) {
      // One more than are followed tells that there are more.
      if (contexts.length > mostContexts) return contexts;
      contexts.push(...contextsOfCall(directory, caller, call, names));
    }
  }
  return contexts;
}

/** What is found in each context, as far as a tree is worth the effort. */
export function inContexts<T>(
  { effort }: ModuleDirectory,
  contexts: readonly Names[],
  find: (names: Names) => readonly T[],
): readonly T[] {
  const found: T[] = [];
  for (const names of contexts) {
    effort.isCut ||= effort.instances <= 0;
    if (effort.instances > 0) found.push(...find(names));
  }
  return found;
}
