import type { FileProblem, SourceFile } from '@fineprint/core';
import type { SumFact } from './facts.ts';

const line = /^(?<module>\S{1,1000}) (?<version>\S{1,300}) (?<hash>h\d+:\S{1,200})$/;

/** Reads the hashes of whole modules; those of a `go.mod` alone (`v1.2.3/go.mod`) say nothing of what is used. */
export function* readGoSum(file: SourceFile): Iterable<SumFact | FileProblem> {
  let start = 0;
  for (const written of file.text.split('\n')) {
    const at = { start, end: start + written.length };
    start = at.end + 1;
    const text = written.trim();
    if (text === '') continue;
    const { module, version, hash } = line.exec(text)?.groups ?? {};
    if (!module || !version || !hash)
      yield file.problem('syntax-invalid', 'This line is no hash of a module.', at);
    else if (!version.endsWith('/go.mod'))
      yield {
        is: 'sum',
        module,
        version,
        hash,
        place: file.place({ start: at.start, end: at.start + module.length }),
      };
  }
}
