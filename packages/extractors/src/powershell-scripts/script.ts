import {
  type FileProblem,
  programIndex,
  type ReferenceFact,
  type ReferenceSite,
  type ScriptCommand,
  type SourceFile,
  scriptReferences,
} from '@fineprint/core';
import { type Command, type Commands, readCommands } from './commands.ts';
import { isAlias, readDownload } from './downloads.ts';
import { readModules } from './modules.ts';
import { referenceOf } from './parameters.ts';
import { readRequires } from './requires.ts';
import { readTokens } from './tokens.ts';

/** Reads a script: what its cmdlets install and fetch, and the programs that scripts of every shell run. */
export function* readScriptFile(file: SourceFile): Iterable<ReferenceFact | FileProblem> {
  const site: ReferenceSite = { file, address: 'script', usage: 'build' };
  const { tokens, problems } = file.parse(readTokens);
  yield* file.problems(problems);
  yield* readRequires(site);
  const commands = readCommands(file.text, tokens);
  for (const command of commands.list) {
    yield* readModules(site, command, commands.lookup);
    yield* readDownload(site, commands, command);
  }
  yield* scriptReferences(site, { commands: programsOf(file.text, commands), problems: [] });
}

/** `@arguments` stands for as many words as a run makes of it. */
function isSplat(text: string, start: number): boolean {
  return /^@\w+(?![\w/.-])/.test(text.slice(start, start + 200));
}

// Nobody pipes through more.
const longestPipeline = 20;

/** The commands as those of any shell; one that is called as a cmdlet is none. */
function programsOf(text: string, { list, lookup }: Commands): readonly ScriptCommand[] {
  return list.map((command) => {
    const words = command.words
      .filter(({ start }) => !isSplat(text, start))
      .map((word) => referenceOf(text, word, lookup));
    const name = isAlias(command) ? '' : command.name;
    // `sudo apt-get install`, where PowerShell runs on Linux.
    const said = [name, ...words.map(({ resolved }) => resolved.text)];
    const at = programIndex(said);
    const rest = { pipeline: pipelineOf(list, command), within: null, documents: [] };
    return { program: said[at] ?? '', words: words.slice(at), ...rest };
  });
}

function pipelineOf(list: readonly Command[], { pipesInto }: Command): readonly number[] {
  const found: number[] = [];
  for (let at = pipesInto; at !== null && found.length < longestPipeline; at = list[at]?.pipesInto ?? null)
    found.push(at);
  return found;
}
