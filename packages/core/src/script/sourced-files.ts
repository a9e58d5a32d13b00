import type { Tree } from '../model/extractor.ts';
import { type Location, locate } from '../model/location.ts';

import { joinPath, suppliedText, type VariableLookup, VariableRoom } from '../parse/reference/index.ts';
import { parseShell, resolveWord } from '../parse/shell/index.ts';
import type { SourceFile } from '../read/source-file.ts';
import { assignmentsOf, ScriptVariables } from './variables.ts';

/** A variable that another file sets for a script, and where. */
export interface SourcedVariable {
  readonly value: string;
  readonly at: Location;
}

type Variables = Map<string, SourcedVariable>;

// Honest scripts source a handful of files, which source a few in turn.
const mostFiles = 20;
const longestFile = 200_000;

/**
 * The variables that the files which a script sources set for it (`source versions.sh`), as far as these lie in the
 * repository. What the script sets itself is left out: which of the two holds depends on their order.
 */
export function sourcedVariables(
  tree: Pick<Tree, 'file' | 'has'>,
  path: string,
): ReadonlyMap<string, SourcedVariable> {
  const file = tree.file(path);
  const found: Variables = new Map();
  if (!file) return found;
  gather(tree, file, path, found, new Set([path]));
  for (const name of found.keys()) if (isAssigned(file.text, name)) found.delete(name);
  return found;
}

function isAssigned(text: string, name: string): boolean {
  for (let at = text.indexOf(`${name}=`); at >= 0; at = text.indexOf(`${name}=`, at + 1))
    if (!/\w/.test(text[at - 1] ?? '')) return true;
  return false;
}

function gather(
  tree: Pick<Tree, 'file' | 'has'>,
  file: SourceFile,
  path: string,
  found: Variables,
  seen: Set<string>,
): void {
  for (const sourced of sourcesOf(tree, path, file.text)) {
    if (seen.has(sourced) || seen.size > mostFiles) continue;
    seen.add(sourced);
    const inner = tree.file(sourced);
    if (!inner || inner.text.length > longestFile) continue;
    gather(tree, inner, sourced, found, seen);
    for (const [name, variable] of variablesOf(inner, sourced, lookupIn(found))) found.set(name, variable);
  }
}

/** Answers variables that come from elsewhere: no place of the script's own says them. */
export function lookupIn(variables: ReadonlyMap<string, SourcedVariable>): VariableLookup {
  return (name) => {
    const known = variables.get(name);
    return known ? { value: suppliedText(known.value), place: null } : null;
  };
}

const command = /^[ \t]*(?:source|\.)[ \t]+(?<words>[^\n;&|#]{1,300})/gm;
// What stands before it tells where the script lies, or the repository: `$(dirname "$0")/`, `${ROOT}/`.
const relative = /(?:^|["'/)}])(?<path>(?:(?:\.\.?|[\w-][\w.-]*)\/){0,20}[\w-][\w.-]*)["']?\s*$/;

function* sourcesOf(tree: Pick<Tree, 'has'>, path: string, text: string): Iterable<string> {
  for (const { groups } of text.matchAll(command)) {
    const written = relative.exec(groups?.words ?? '')?.groups?.path;
    const found = written === undefined ? null : placeOf(tree, path, written);
    if (found !== null && found !== path) yield found;
  }
}

/** A path may be relative to the script, or to a directory above it; what is copied elsewhere keeps its name. */
function placeOf(tree: Pick<Tree, 'has'>, script: string, written: string): string | null {
  const own = directoryOf(script);
  for (let directory = own; ; directory = directoryOf(directory)) {
    const found = joinPath(directory, written);
    if (found !== null && tree.has(found)) return found;
    if (directory === '.') break;
  }
  const beside = joinPath(own, written.slice(written.lastIndexOf('/') + 1));
  return beside !== null && tree.has(beside) ? beside : null;
}

function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash);
}

/** The variables of a file that have one value, whoever runs it. */
function* variablesOf(
  { text, place }: SourceFile,
  path: string,
  outer: VariableLookup,
): Iterable<readonly [name: string, variable: SourcedVariable]> {
  const commands = parseShell(text).commands.filter(({ words }) => words[0]?.text !== 'local');
  const variables = new ScriptVariables(commands, outer, VariableRoom.of(text));
  for (const each of commands)
    variables.assign(
      each,
      (word) => resolveWord(text, word, variables.lookup, (span) => span),
      (span) => span,
    );
  for (const { name } of commands.flatMap(assignmentsOf)) {
    const known = variables.lookup(name);
    if (known?.place && known.value.isResolved && known.value.text !== '')
      yield [name, { value: known.value.text, at: locate(path, place(known.place)) }];
  }
}
