import type { HclResolution, Tree, UnitFiles } from '@fineprint/core';
import { onceForEach } from '@fineprint/core';
import { contextsOfCall } from './call-context.ts';
import {
  type ModuleDirectory,
  moduleDirectory,
  nested,
  noNames,
  type Shared,
  treeBudget,
  treeEffort,
} from './directory.ts';
import type { TerraformFact } from './facts.ts';
import { localDirectory, type ModuleCall, type ModuleStatement, moduleCall } from './modules.ts';
import { isOverride, overridesLast } from './overrides.ts';

/** How the directories of a tree call one another. */
export interface Calls {
  directory(path: string): ModuleDirectory | undefined;
  /** The calls in a directory, in the order of the text. */
  of(path: string): readonly ModuleCall[];
  /** The directories that call a directory by a local path, sorted, each with its calls of it. */
  callersOf(path: string): ReadonlyMap<string, readonly ModuleCall[]>;
  /** A directory and all that lead to it, nearest first. */
  leadingTo(path: string): readonly string[];
}

/** Finds out once for a tree which directory calls which. */
export const callsIn = onceForEach(findCalls);

function findCalls(tree: Tree<TerraformFact>): Calls {
  const budget = treeBudget();
  const calls = new Map<string, readonly ModuleCall[]>();
  const shared: Shared = {
    nesting: { depth: 0 },
    effort: treeEffort(),
    outputOf: (path, names) => outputThrough(directories, calls, path, names),
  };
  const directories: ReadonlyMap<string, ModuleDirectory> = new Map(
    tree.units.map((unit) => [unit.path, moduleDirectory(unit, tree, budget, shared)]),
  );
  const callers = new Map<string, Map<string, ModuleCall[]>>();
  for (const directory of directories.values()) {
    const own = callsOf(directory);
    calls.set(directory.path, own);
    for (const call of own) {
      const target = localDirectory(directory, call);
      if (target === null || target === directory.path || !directories.has(target)) continue;
      add(callers, target, directory.path, call);
    }
  }
  return {
    directory: (path) => directories.get(path),
    of: (path) => calls.get(path) ?? [],
    callersOf: (path) => callers.get(path) ?? noCallers,
    leadingTo: reach(callers),
  };
}

/** Finds the output of a module that a directory calls: `module.name.output`, with a key where there are several. */
function outputThrough(
  directories: ReadonlyMap<string, ModuleDirectory>,
  calls: ReadonlyMap<string, readonly ModuleCall[]>,
  path: string,
  [name, first = '', second = '']: readonly string[],
): HclResolution | null {
  const caller = directories.get(path);
  const call = calls.get(path)?.find((each) => each.name === name);
  const target = caller && call ? localDirectory(caller, call) : null;
  const directory = target === null ? undefined : directories.get(target);
  if (!caller || !call || !directory) return null;
  // Which of several modules is meant changes what `each` is in the call, and is not followed.
  const one = { ...call, fact: { ...call.fact, forEach: null } };
  const [names = noNames] = nested(caller.nesting, () => contextsOfCall(directory, caller, one, noNames), []);
  const isKeyed = call.fact.forEach !== null || /^\d+$/.test(first);
  return isKeyed ? directory.output(second, names, 3) : directory.output(first, names, 2);
}

const noCallers: ReadonlyMap<string, readonly ModuleCall[]> = new Map();

function add(
  callers: Map<string, Map<string, ModuleCall[]>>,
  target: string,
  caller: string,
  call: ModuleCall,
): void {
  const found = callers.get(target) ?? new Map<string, ModuleCall[]>();
  callers.set(target, found);
  const calls = found.get(caller);
  if (calls) calls.push(call);
  else found.set(caller, [call]);
}

type Edges = ReadonlyMap<string, ReadonlyMap<string, unknown>>;

// No design leads to one directory through more than these.
const maxReach = 1_000;

/** Follows edges from a directory, and remembers where they lead: every call and every provider asks again. */
function reach(edges: Edges): (from: string) => readonly string[] {
  const found = new Map<string, readonly string[]>();
  return (from) => {
    const reached = found.get(from) ?? reachable(from, edges);
    found.set(from, reached);
    return reached;
  };
}

function reachable(from: string, edges: Edges): readonly string[] {
  const seen = new Set([from]);
  for (const path of seen) {
    for (const next of edges.get(path)?.keys() ?? []) if (seen.size < maxReach) seen.add(next);
  }
  return [...seen];
}

/** A call in an override file changes what it says of the call of that name. */
function callsOf(directory: ModuleDirectory): readonly ModuleCall[] {
  const calls: ModuleStatement[] = [];
  const index = new Map<string, number>();
  for (const statement of moduleStatements(directory.unit)) {
    const { path, fact } = statement;
    const overridden = isOverride(path) ? index.get(fact.name) : undefined;
    const before = overridden === undefined ? undefined : calls[overridden];
    if (overridden !== undefined && before) calls[overridden] = laidOver(before, statement);
    else {
      if (!index.has(fact.name)) index.set(fact.name, calls.length);
      calls.push(statement);
    }
  }
  return calls.flatMap((statement) => moduleCall(directory, statement) ?? []);
}

function laidOver(before: ModuleStatement, over: ModuleStatement): ModuleStatement {
  const named = over.fact.source ? over : before;
  const versioned = over.fact.version ? over : before;
  const overridden = new Set(over.fact.inputs.map(({ name }) => name));
  const inputs = [...before.fact.inputs.filter(({ name }) => !overridden.has(name)), ...over.fact.inputs];
  return {
    path: named.path,
    versionPath: versioned.versionPath,
    fact: { ...named.fact, version: versioned.fact.version, inputs },
  };
}

function moduleStatements(unit: UnitFiles<TerraformFact>): readonly ModuleStatement[] {
  return overridesLast(unit).flatMap(({ path, facts }) =>
    facts.flatMap((fact) => (fact.is === 'module' ? [{ path, versionPath: path, fact }] : [])),
  );
}
