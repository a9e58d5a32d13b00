import { type HclValue, hclText, objectValue, plainString, stringValue, unknownValue } from '@fineprint/core';
import { absolutePath, directoriesAbove, directoryOf, inside, pathInside, relativePath } from './paths.ts';
import type { Project, Usage } from './project.ts';

/**
 * Answers Terragrunt's own functions (https://terragrunt.gruntwork.io/docs/reference/hcl/functions/) as far as the
 * repository does; `undefined` leaves a function unknown.
 */
export function callFunction(
  project: Project,
  path: string,
  usage: Usage,
  name: string,
  args: readonly HclValue[],
): HclValue | undefined {
  const directory = directoryOf(usage.child);
  switch (name) {
    case 'find_in_parent_folders':
      return findAbove(project, directory, args);
    case 'read_terragrunt_config':
      return readConfig(project, directory, args);
    case 'get_env':
      return args.length > 1 ? args[1] : undefined;
    case 'mark_as_read':
      return args[0];
    case 'get_terragrunt_dir':
    case 'get_original_terragrunt_dir':
    case 'get_working_dir':
      return plainString(absolutePath(directory));
    case 'get_repo_root':
      return plainString(absolutePath('.'));
    case 'get_path_from_repo_root':
      return plainString(directory);
    case 'get_path_to_repo_root':
      return plainString(relativePath(directory, '.'));
    case 'get_parent_terragrunt_dir':
      return plainString(absolutePath(parentOf(project, path, usage, args)));
    case 'path_relative_to_include':
      return plainString(relativePath(parentOf(project, path, usage, args), directory));
    case 'path_relative_from_include':
      return plainString(relativePath(directory, parentOf(project, path, usage, args)));
    default:
      return undefined;
  }
}

/** The directory of the configuration that a unit includes: of this file, where it is the included one. */
function parentOf(project: Project, path: string, usage: Usage, [label]: readonly HclValue[]): string {
  if (path !== usage.child) return directoryOf(path);
  const includes = project.includes(path, usage);
  const name = label ? hclText(label) : null;
  return directoryOf((name === null ? undefined : includes.get(name)) ?? [...includes.values()][0] ?? path);
}

/** The first file of a name in the directories above; directories of that name are not known, and lie inside too. */
function findAbove({ tree }: Project, directory: string, args: readonly HclValue[]): HclValue {
  const [asked, fallback] = args;
  const name = asked ? (asked.is === 'string' ? asked.text : null) : 'terragrunt.hcl';
  if (name === null) return unknownValue('The name of the file to find is not known.');
  for (const above of directoriesAbove(directory)) {
    const path = pathInside(above, name);
    if (path !== null && tree.has(path)) return plainString(absolutePath(path));
  }
  const reason = `No file "${name}" lies in the directories above.`;
  const pieces = [{ text: absolutePath(name), form: 'unknown', place: undefined, via: [] }] as const;
  return fallback ?? unknownValue(reason, { pieces });
}

/** What another configuration says: its locals and inputs, each evaluated for itself. */
function readConfig(project: Project, directory: string, args: readonly HclValue[]): HclValue {
  const [asked, fallback] = args;
  const text = asked?.is === 'string' ? asked.text : null;
  const path = text === null ? null : pathInside(directory, text);
  if (path === null || !project.tree.has(path))
    return fallback ?? unknownValue('The configuration to be read is not found inside the scanned root.');
  const { read, reading } = project;
  const known = read.get(path);
  if (known) return known;
  if (reading.has(path) || reading.size >= deepestRead)
    return unknownValue(`Reading "${path}" leads to itself, or through too many other configurations.`);
  reading.add(path);
  const value = configValue(project, path);
  reading.delete(path);
  read.set(path, value);
  return value;
}

const deepestRead = 20;

function configValue(project: Project, path: string): HclValue {
  const usage: Usage = { child: path, values: null };
  const locals = new Map<string, HclValue>();
  let inputs: HclValue | null = null;
  for (const fact of project.facts(path)) {
    if (fact.is === 'local' || fact.is === 'value')
      locals.set(fact.name, project.value(path, usage, fact.value));
    else if (fact.is === 'inputs') inputs = project.value(path, usage, fact.value);
  }
  const entries = [...locals].map(([name, value]) => ({ key: keyOf(name), value }));
  // A file of values is read as it stands, without a block around it.
  if (inside(directoryOf(path), 'terragrunt.values.hcl') === path) return objectValue(entries);
  return objectValue(
    [
      { key: keyOf('locals'), value: objectValue(entries) },
      ...(inputs ? [{ key: keyOf('inputs'), value: inputs }] : []),
    ],
    'Only the locals and inputs of a configuration are read from another.',
  );
}

function keyOf(name: string) {
  return stringValue(plainString(name).pieces);
}
