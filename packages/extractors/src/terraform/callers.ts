import { contextsOfCall } from './call-context.ts';
import type { Calls } from './calls.ts';
import { type ModuleDirectory, type Names, noNames } from './directory.ts';
import { localDirectory } from './modules.ts';

// A module that more calls than this lead to is understood after some of them.
const mostContexts = 200;
const mostSteps = 100;
const deepest = 4;

/** The ways in which a module is called in the repository: what each call gives for its variables. */
export function contextsOf(calls: Calls, directory: ModuleDirectory): readonly Names[] {
  return contextsThrough(calls, directory, [], { left: mostSteps }).slice(0, mostContexts);
}

function contextsThrough(
  calls: Calls,
  directory: ModuleDirectory,
  through: readonly string[],
  walk: { left: number },
): readonly Names[] {
  const { path } = directory;
  const contexts: Names[] = [];
  if (through.length >= deepest || through.includes(path)) return contexts;
  for (const callerPath of calls.callersOf(path)) {
    const caller = calls.directory(callerPath);
    walk.left -= 1;
    if (!caller || walk.left < 0 || contexts.length >= mostContexts) break;
    const above = contextsThrough(calls, caller, [...through, path], walk);
    const own = calls.of(callerPath).filter((call) => localDirectory(caller, call) === path);
    for (const names of above.length > 0 ? above : [noNames])
      for (const call of own) contexts.push(...contextsOfCall(directory, caller, call, names));
  }
  return contexts;
}
