import type { FileProblem } from '@fineprint/core';
import { isShell, type RunCommand, type RunScript, runScript } from './commands.ts';
import type { DockerfileFact } from './facts.ts';
import { readFetch, readGitClone } from './fetches.ts';
import { readAptInstall, readPipInstall } from './packages.ts';
import type { Site } from './reference.ts';
import type { InstructionReading } from './stages.ts';

/** Reads what a RUN installs and fetches. */
export function* readRun(reading: InstructionReading): Iterable<DockerfileFact | FileProblem> {
  const { file, dockerfile, instruction, role } = reading;
  if (!isPosix(dockerfile.instructions, instruction)) return;
  const script = runScript(reading);
  yield* file.problems(script.problems);
  const stage = role?.address ?? 'global';
  for (const [index, command] of script.commands.entries()) {
    const site = { file, address: `${stage}/RUN.${command.program}`, usage: role?.usage ?? 'build' };
    yield* readCommand(site, script, index, command);
  }
}

type ReadCommand = (
  site: Site,
  script: RunScript,
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
  ['apt-get', readAptInstall],
  ['apt', readAptInstall],
  ['aptitude', readAptInstall],
  ['pip', readPipInstall],
  ['python', readPipInstall],
  ['uv', readPipInstall],
  ['curl', readFetch],
  ['wget', readFetch],
  ['git', readGitClone],
]);

/** The shell form is a script of the last SHELL of the stage; PowerShell and cmd have other rules. */
function isPosix(
  instructions: InstructionReading['dockerfile']['instructions'],
  { stage, order, exec }: InstructionReading['instruction'],
): boolean {
  if (exec) return true;
  const shell = instructions.findLast(
    (each) => each.keyword === 'SHELL' && each.stage === stage && each.order < order,
  );
  const program = shell?.exec?.[0]?.text;
  return program === undefined || isShell(program.slice(program.lastIndexOf('/') + 1));
}
