import { type FileProblem, type ReferenceFact, rubyCalls, type SourceFile } from '@fineprint/core';
import { readBoxes } from './boxes.ts';
import { readDocker } from './docker.ts';
import { readPlugins } from './plugins.ts';
import { readShell } from './shell.ts';

/** Reads a Vagrantfile (https://developer.hashicorp.com/vagrant/docs/vagrantfile). */
export function* readVagrantfile(file: SourceFile): Iterable<ReferenceFact | FileProblem> {
  const { calls, problems } = file.parse(rubyCalls);
  yield* file.problems(problems);
  yield* readPlugins(file, calls);
  yield* readBoxes(file, calls);
  yield* readDocker(file, calls);
  yield* readShell(file, calls);
}
