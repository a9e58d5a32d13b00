import { encodedText, type FileProblem, referenceFact, type SourceFile } from '@fineprint/core';
import { stringAttributes } from './attributes.ts';
import type { NixFact } from './facts.ts';
import { readFetchers } from './fetchers.ts';
import { flakeParts } from './flake-reference.ts';

/** Reads the inputs of a flake: `inputs.<name>.url`, also of inputs that are overridden in another one. */
export function* readFlake(file: SourceFile): Iterable<NixFact | FileProblem> {
  const { attributes, problems } = file.parse(stringAttributes);
  yield* file.problems(problems);
  for (const { path, text, start, end, verbatim } of attributes) {
    if (path[0] !== 'inputs' || path.at(-1) !== 'url' || path.length < 3) continue;
    const reference = { at: { start, end }, resolved: encodedText(text, { start, end }, verbatim) };
    const parts = flakeParts(file, reference);
    if (!parts) continue;
    const name = path[1] ?? '';
    const fact = referenceFact(
      { file, address: path.slice(0, -1).join('.'), usage: 'build' },
      reference,
      parts,
    );
    yield { is: 'input', name: path.length === 3 ? name : '', reference: fact, place: fact.place };
  }
  yield* readFetchers(file);
}
