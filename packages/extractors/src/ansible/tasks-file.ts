import {
  type FileProblem,
  type Node,
  parseYaml,
  type Resolved,
  readDocuments,
  type SourceFile,
} from '@fineprint/core';
import { mayDeclare } from './declared.ts';
import type { AnsibleFact } from './facts.ts';
import { readTaskFile } from './tasks.ts';

/** Reads a playbook or a list of tasks by itself; what other files give values to stays open for `link`. */
export function* readTasks(file: SourceFile): Iterable<AnsibleFact | FileProblem> {
  yield* readDocuments(file, parseYaml, (root) => readClosed(file, root));
}

/** What more a file names is left out, and told by whoever counts. */
export const mostFacts = 10_000;

function* readClosed(file: SourceFile, root: Node): Iterable<AnsibleFact | FileProblem> {
  let isOpen = false;
  const scope = (): readonly Resolved[] => {
    isOpen = true;
    return [];
  };
  const found = readTaskFile(file, root, scope, 'deployed')
    .take(mostFacts + 1)
    .toArray();
  // Read again with the variables, an open file says its problems then.
  yield* isOpen ? found.filter(({ is }) => is !== 'problem') : found;
  if (isOpen) yield { is: 'open', place: file.place({ start: 0, end: 0 }) };
}

/** Reads a file of variables; what they declare is known once those of other files are. */
export function* readVariables(file: SourceFile): Iterable<AnsibleFact | FileProblem> {
  yield* file.problems(file.parse(parseYaml).problems);
  const place = file.place({ start: 0, end: 0 });
  yield { is: 'variables', place };
  if (mayDeclare(file)) yield { is: 'declaring', place };
}
