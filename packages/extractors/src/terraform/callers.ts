import type { Calls } from './calls.ts';
import { type ModuleDirectory, type Names, noNames } from './directory.ts';
import type { Expression } from './facts.ts';
import { instancesOf } from './instances.ts';
import { localDirectory, type ModuleCall } from './modules.ts';
import { filledValue, hasDefaults } from './optional-values.ts';

// A module that more calls than this lead to is understood after some of them.
const mostContexts = 40;
const mostSteps = 400;
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

/** What a call gives, for each of the modules that its `for_each` makes. */
function contextsOfCall(
  directory: ModuleDirectory,
  caller: ModuleDirectory,
  { path, fact }: ModuleCall,
  names: Names,
): readonly Names[] {
  const inputs = new Map(fact.inputs.map(({ name, value }) => [name, value]));
  const repeats = fact.forEach ? [{ name: 'each', over: fact.forEach }] : [];
  return instancesOf(caller, path, repeats, names).map((instance) => ({
    ...noNames,
    input(name) {
      const value = inputs.get(name);
      if (!value) return null;
      const declared = directory.typeOf(name);
      if (!declared || !hasDefaults(declared.type)) return caller.meaning(path, value, instance);
      const evaluate = (expression: Expression) => directory.value(declared.path, expression);
      return {
        is: 'value',
        value: filledValue(declared.type, caller.value(path, value, instance), evaluate),
        used: 1,
      };
    },
  }));
}
