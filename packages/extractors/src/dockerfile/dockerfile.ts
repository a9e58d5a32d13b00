import {
  type Dockerfile,
  dockerImages,
  dockerScope,
  type FileProblem,
  parseDockerfile,
  type ReferenceFact,
  type SourceFile,
} from '@fineprint/core';
import { readAdd } from './add.ts';
import { imageFact } from './images.ts';
import { readRun } from './run.ts';
import { shells, stageRoles } from './stages.ts';
import { maskTemplates } from './template.ts';

/** Reads a Dockerfile: images and stages, what ADD fetches, and what RUN installs and fetches. */
export function* readDockerfile(file: SourceFile): Iterable<ReferenceFact | FileProblem> {
  const dockerfile = file.parse(parseTemplate);
  const scope = dockerScope(dockerfile);
  const images = dockerImages(dockerfile, scope);
  const roles = stageRoles(dockerfile, images);
  yield* file.problems(dockerfile.problems);
  if (dockerfile.stages.length === 0)
    yield file.problem('syntax-invalid', 'The file has no FROM.', { start: 0, end: 0 });
  for (const use of images) yield* imageFact(file, use, roles);
  const shellFor = shells(images);
  for (const { onbuild, ...written } of dockerfile.instructions) {
    const instruction = onbuild ?? { ...written, onbuild };
    const { keyword, stage } = instruction;
    const shell = shellFor(instruction);
    const reading = { file, dockerfile, scope, instruction, role: roles[stage ?? -1], shell };
    if (keyword === 'ADD') yield* readAdd(reading);
    if (keyword === 'RUN') yield* readRun(reading);
  }
}

/** Reads `Dockerfile.prod` and the like: only if it begins as Docker demands, with FROM or the ARGs before it. */
export function* readVariant(file: SourceFile): Iterable<ReferenceFact | FileProblem> {
  const { stages, instructions } = file.parse(parseTemplate);
  const first = instructions[0]?.keyword;
  if (stages.length > 0 && (first === 'FROM' || first === 'ARG')) yield* readDockerfile(file);
}

function parseTemplate(text: string): Dockerfile {
  return parseDockerfile(maskTemplates(text));
}
