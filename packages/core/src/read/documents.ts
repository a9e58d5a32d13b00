import type { FileProblem } from '../model/problem.ts';
import type { Node, SyntaxTree } from '../parse/tree/index.ts';
import type { SourceFile } from './source-file.ts';

/** Reads each document of a YAML, JSON or TOML file, after the problems that its parser had with the file. */
export function* readDocuments<F>(
  file: SourceFile,
  parse: (text: string) => SyntaxTree,
  read: (root: Node) => Iterable<F | FileProblem>,
): Iterable<F | FileProblem> {
  const { documents, problems } = file.parse(parse);
  yield* file.problems(problems);
  for (const { root } of documents) yield* read(root);
}
