import {
  entries,
  type FileProblem,
  items,
  type MapNode,
  mapOf,
  type Node,
  type Resolved,
  referenceFact,
  resolve,
  type ScalarNode,
  type SourceFile,
  scalarOf,
  textOf,
  type Usage,
} from '@fineprint/core';
import { jinjaActions } from './actions.ts';
import type { AnsibleFact } from './facts.ts';
import { filledReference, namedMaps, withVariables } from './fill.ts';
import { argumentsOf, emptyMap, partOfScalar } from './free-form.ts';
import { framesOfLoop, type LoopFrame, newRounds } from './loop.ts';
import { type ChartRepositories, chartRepositories } from './modules/charts.ts';
import { type Module, type ModuleCall, modules } from './modules/registry.ts';
import { setFactsOf, taskLists } from './set-facts.ts';
import type { Scope } from './template.ts';

/** What the tasks of a file are read with. */
export interface TaskReading extends LoopFrame {
  readonly repositories: ChartRepositories;
  readonly usage: Usage;
  /** Names of what holds the task: play and blocks. */
  readonly address: string;
}

/** Reads a playbook or a list of tasks (https://docs.ansible.com/ansible/latest/reference_appendices/playbooks_keywords.html). */
export function* readTaskFile(
  file: SourceFile,
  root: Node,
  scope: Scope,
  usage: Usage,
): Generator<AnsibleFact | FileProblem, void> {
  const list = items(root);
  const reading = { file, scope: withoutRegistered(list, scope), usage, address: '', rounds: newRounds() };
  const repositories = chartRepositories(reading, list);
  for (const [name, url] of repositories)
    if (url.isResolved) yield { is: 'chart-repository', name, url: url.text, place: file.place(root) };
  for (const item of list) yield* readItem({ ...reading, repositories }, item, 0);
}

const deepest = 30;

/** Reads a play, a block or a task. */
function* readItem(reading: TaskReading, item: Resolved, depth: number): Iterable<AnsibleFact | FileProblem> {
  const map = mapOf(item);
  if (!map || depth > deepest) return;
  const scope = withVariables(reading.scope, mapOf(map, 'vars'));
  const name = textOf(map, 'name') ?? textOf(map, 'hosts');
  const address = [reading.address, name ?? ''].filter((part) => part !== '').join('/');
  const inner = { ...reading, scope, address };
  for (const path of variableFiles(map))
    yield { is: 'variables-file', path: path.text, place: reading.file.place(path) };
  const roles = [...items(map, 'roles').flatMap(roleName), ...includedRoles(map)];
  if (roles.length > 0) yield { is: 'play', roles, place: reading.file.place(map) };
  if (setFactsOf(map).length > 0) yield { is: 'set-fact', place: reading.file.place(map) };
  let isTask = true;
  for (const key of taskLists) {
    for (const task of items(map, key)) {
      isTask = false;
      yield* readItem(inner, task, depth + 1);
    }
  }
  if (isTask && !scalarOf(map, 'hosts')) yield* readTask(inner, map);
}

/** The role that a task runs: `import_role`, `include_role`. */
function includedRoles(task: MapNode): readonly string[] {
  const called = entries(task).filter(({ key }) =>
    /^(?:ansible\.builtin\.)?(?:import|include)_role$/.test(key.text),
  );
  return called.flatMap(({ value }) => roleName(value)).filter((name) => !/[={]/.test(name));
}

function roleName(role: Resolved): readonly string[] {
  const name = role.is === 'scalar' ? role.text : (textOf(role, 'role') ?? textOf(role, 'name'));
  return name ? [name] : [];
}

/** `vars_files` of a play, and `include_vars`, as far as they name a file of the repository. */
function variableFiles(map: MapNode): readonly ScalarNode[] {
  const included = entries(map).find(({ key }) =>
    /^(?:ansible\.builtin\.)?include_vars$/.test(key.text),
  )?.value;
  const all = [...items(map, 'vars_files'), included, scalarOf(included, 'file')];
  return all.filter((each) => each?.is === 'scalar').filter(({ text }) => /^[\w./-]+\.ya?ml$/.test(text));
}

const moduleName = /^(?:[a-z0-9_]+\.[a-z0-9_]+\.)?(?<module>[a-z0-9_]+)$/;

/** Reads the module that a task calls, once for each round of its loop. */
function* readTask(reading: TaskReading, task: MapNode): Iterable<AnsibleFact | FileProblem> {
  for (const call of callsOf(reading.file, task)) {
    const address = [reading.address, call.name].filter((part) => part !== '').join('/');
    const site = { file: reading.file, address, usage: reading.usage, namesAreGlobal: true };
    for (const frame of framesOfLoop(reading, task)) yield* readCall({ ...frame, site }, call);
  }
}

/** Reads a call with its arguments, which one expression may hold as a whole: `pip: "{{ defaults | combine(item) }}"`. */
function* readCall(
  frame: TaskReading & Pick<ModuleCall, 'site'>,
  { name, module: { read, kind }, args, free }: Call,
): Iterable<AnsibleFact | FileProblem> {
  if (!free || !isExpression(free) || kind === null) {
    yield* read({ ...frame, args, free });
    return;
  }
  const maps = namedMaps(frame, free);
  for (const map of maps) yield* read({ ...frame, args: map, free: null });
  if (maps.length > 0) return;
  const because = `It holds all arguments of "${name}", and its value is not known from the repository.`;
  yield referenceFact(frame.site, filledReference(frame, free), {
    kind,
    name: free.text,
    request: { is: 'nothing' },
    unresolved: { part: 'name', because },
    slots: [],
  });
}

function isExpression({ text }: ScalarNode): boolean {
  const [action, ...others] = jinjaActions(text.trim());
  return (
    action?.isExpression === true && others.length === 0 && action.end - action.start === text.trim().length
  );
}

interface Call extends Pick<ModuleCall, 'args' | 'free'> {
  readonly name: string;
  readonly module: Module;
}

/** The modules of a task that name components: `apt:`, `community.docker.docker_container:`, `action: apt name=x`. */
function callsOf(file: SourceFile, task: MapNode): readonly Call[] {
  const extra = mapOf(task, 'args');
  return entries(task).flatMap(({ key, value }) => {
    if (/^(?:local_)?action$/.test(key.text)) return actionCall(file, value);
    const module = moduleName.exec(key.text)?.groups?.module;
    return call(file, key.text, module, value, extra);
  });
}

function call(
  file: SourceFile,
  name: string,
  short: string | undefined,
  value: Resolved,
  extra?: MapNode,
): readonly Call[] {
  const module = modules.get(short ?? '');
  if (!module) return [];
  const free = value.is === 'scalar' && !value.isNull ? value : null;
  const args = mapOf(value) ?? (free && argumentsOf(file, free)) ?? extra;
  if (!args && value.is !== 'list') return [];
  return [{ name, module, args: args ?? emptyMap(value), free }];
}

/** `action: module name=x`, and `action: {module: …}`. */
function actionCall(file: SourceFile, value: Resolved): readonly Call[] {
  const map = mapOf(value);
  const named = map && textOf(map, 'module');
  if (map && named) return call(file, named, moduleName.exec(named)?.groups?.module, map);
  if (value.is !== 'scalar') return [];
  const word = /^\s*(?<name>[a-z0-9_.]+)\s+/.exec(value.text);
  const name = word?.groups?.name;
  if (!word || name === undefined) return [];
  const rest = partOfScalar(file, value, { start: word[0].length, end: value.text.length });
  return call(file, name, moduleName.exec(name)?.groups?.module, rest);
}

/** What a task registers, or sets while it runs, has no value that the repository could tell. */
function withoutRegistered(list: readonly Resolved[], outer: Scope): Scope {
  const names = new Set<string>();
  const pending: Resolved[] = [...list];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const registered = textOf(next, 'register');
    if (registered) names.add(registered);
    for (const key of taskLists) for (const task of items(next, key)) pending.push(resolve(task));
  }
  return names.size === 0 ? outer : (name) => (names.has(name) ? [] : outer(name));
}
