import type { FileProblem } from '@fineprint/core';
import { isShell, type RunCommand, runScript } from './commands.ts';
import type { DockerfileFact } from './facts.ts';
import { type FetchingScript, fetchingScript, readFetch, readGitClone } from './fetches.ts';
import { packageManagers, readPackageInstall } from './os-packages.ts';
import { readPipInstall } from './python-packages.ts';
import type { Site } from './reference.ts';
import type { InstructionReading } from './stages.ts';

/** Reads what a RUN installs and fetches. */
export function* readRun(reading: InstructionReading): Iterable<DockerfileFact | FileProblem> {
  const { file, instruction, role, shell } = reading;
  // The shell form is a script of the stage's SHELL; PowerShell and cmd have other rules.
  if (!instruction.exec && shell !== null && !isShell(shell.slice(shell.lastIndexOf('/') + 1))) return;
  if (!instruction.exec && ofWindows.test(instruction.argument.text)) return;
  const script = fetchingScript(runScript(reading));
  yield* file.problems(script.problems);
  const stage = role?.address ?? 'global';
  for (const [index, command] of script.commands.entries()) {
    const site = { file, address: `${stage}/RUN.${command.program}`, usage: role?.usage ?? 'build' };
    yield* readCommand(site, script, index, command);
  }
}

// Quotes and parentheses of what follows are not those of a POSIX shell.
const ofWindows = /^\s*(?:powershell|pwsh|cmd)(?:\.exe)?(?:\s|$)/i;

type ReadCommand = (
  site: Site,
  script: FetchingScript,
  index: number,
  command: RunCommand,
) => Iterable<DockerfileFact | FileProblem>;

/** Reads one command of a RUN: package managers and programs that fetch. */
function* readCommand(...[site, script, index, command]: Parameters<ReadCommand>) {
  const read = programs.get(command.program.replace(versionSuffix, ''));
  if (read) yield* read(site, script, index, command);
}

const versionSuffix = /(?<=^(?:pip|python))[0-9](?:\.[0-9]+)?$/;

const programs: ReadonlyMap<string, ReadCommand> = new Map<string, ReadCommand>([
  ...[...packageManagers.keys()].map((program) => [program, readPackageInstall] as const),
  ['pip', readPipInstall],
  ['python', readPipInstall],
  ['uv', readPipInstall],
  ['curl', readFetch],
  ['wget', readFetch],
  ['git', readGitClone],
]);
