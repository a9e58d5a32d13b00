import type { Tree } from '../model/extractor.ts';
import { type Location, locate } from '../model/location.ts';
import { suppliedText, type VariableLookup, VariableRoom } from '../parse/reference/index.ts';
import { parseShell, resolveWord } from '../parse/shell/index.ts';
import type { SourceFile } from '../read/source-file.ts';
import { fileScript } from './commands.ts';
import { sourcedIn, sourcedPath } from './sourced-path.ts';
import { assignmentsOf, ScriptVariables } from './variables.ts';

/** A variable that another file sets for a script, and where. */
export interface SourcedVariable {
  readonly value: string;
  readonly at: Location;
}

type Variables = Map<string, SourcedVariable>;
type Files = Pick<Tree, 'file' | 'has' | 'list'>;

// Honest scripts source a handful of files, which source a few in turn.
const mostFiles = 20;
const longestFile = 200_000;

/**
 * The variables that the files which a script sources set for it (`source versions.sh`), as far as these lie in the
 * repository. What the script sets itself is left out: which of the two holds depends on their order.
 */
export function sourcedVariables(tree: Files, path: string): ReadonlyMap<string, SourcedVariable> {
  const file = tree.file(path);
  const found: Variables = new Map();
  if (!file) return found;
  gather(tree, file, path, found, new Set([path]));
  for (const { 0: name } of found.size > 0 ? file.text.matchAll(assigned) : []) found.delete(name);
  return found;
}

const assigned = /(?<!\w)[A-Za-z_]\w{0,200}(?==)/g;

function gather(tree: Files, file: SourceFile, path: string, found: Variables, seen: Set<string>): void {
  for (const sourced of sourcesOf(tree, path, file)) {
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

const sources = /(?:^|[\s;&|])(?:source|\.)[ \t]/m;

function* sourcesOf(tree: Pick<Tree, 'has' | 'list'>, path: string, file: SourceFile): Iterable<string> {
  if (!sources.test(file.text)) return;
  for (const { path: written } of sourcedIn(fileScript(file))) {
    const found = sourcedPath(tree, path, written);
    if (found !== null && found !== path) yield found;
  }
}

/** The variables of a file that have one value, whoever runs it. */
function* variablesOf(
  { text, place, parse }: SourceFile,
  path: string,
  outer: VariableLookup,
): Iterable<readonly [name: string, variable: SourcedVariable]> {
  const commands = parse(parseShell).commands.filter(({ words }) => words[0]?.text !== 'local');
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
