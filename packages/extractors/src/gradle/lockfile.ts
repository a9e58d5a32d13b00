import { elementsAt, type FileProblem, parseXml, type SourceFile, xmlAttribute } from '@fineprint/core';
import type { GradleFact, VerifiedFact } from './facts.ts';

const line =
  /^(?<group>[^:=\s#]{1,300}):(?<artifact>[^:=\s]{1,300}):(?<version>[^:=\s]{1,200})(?:=(?<configurations>\S*))?$/;

/** Reads the lock state of a project (https://docs.gradle.org/current/userguide/dependency_locking.html). */
export function* readLockfile(file: SourceFile): Iterable<GradleFact | FileProblem> {
  let start = 0;
  for (const written of file.text.split('\n')) {
    const offset = start;
    start += written.length + 1;
    const text = written.trim();
    if (text === '' || text.startsWith('#') || text.startsWith('empty=')) continue;
    const { group, artifact, version, configurations } = line.exec(text)?.groups ?? {};
    if (!group || !artifact || !version) {
      const at = { start: offset, end: offset + written.length };
      yield file.problem('syntax-invalid', 'This line locks no dependency.', at);
      continue;
    }
    const name = `${group}:${artifact}`;
    const isTest = configurations?.split(',').every((each) => test.test(each));
    yield {
      is: 'chosen',
      place: file.place({ start: offset, end: offset + name.length }),
      kind: 'library',
      name: `maven/${group}/${artifact}`,
      text: name,
      ids: [name],
      locked: { version, hashes: [] },
      needs: null,
      ...(isTest ? { scope: 'excluded' } : {}),
    };
  }
}

const test = /test/i;

/** Reads `verification-metadata.xml` (https://docs.gradle.org/current/userguide/dependency_verification.html). */
export function* readVerification(file: SourceFile): Iterable<VerifiedFact | FileProblem> {
  const { root, problems } = file.parse(parseXml);
  yield* file.problems(problems);
  for (const component of elementsAt(root, 'components', 'component')) {
    const of = (name: string) => xmlAttribute(component, name)?.text ?? '';
    const hashes = elementsAt(component, 'artifact').flatMap(({ children }) =>
      children.flatMap(({ name, attributes }) => {
        const value = attributes.find((each) => each.name === 'value')?.value.text;
        return /^sha\d+$/.test(name) && value ? [`${name}:${value}`] : [];
      }),
    );
    if (hashes.length > 0)
      yield {
        is: 'verified',
        name: `${of('group')}:${of('name')}`,
        version: of('version'),
        hashes,
        place: file.place({ start: component.start, end: component.start }),
      };
  }
}
