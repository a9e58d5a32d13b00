import {
  entries,
  type FileProblem,
  parseYaml,
  type Resolved,
  resolve,
  type SourceFile,
} from '@fineprint/core';
import type { Value, ValuesFact } from './facts.ts';

// More than the largest charts hold by far; aliases can make a small file large.
const mostValues = 50_000;

/** Reads a values file with the place of every value, each text as it is written: `1.10` stays `1.10`. */
export function* readValues(file: SourceFile): Iterable<ValuesFact | FileProblem> {
  const { documents, problems } = file.parse(parseYaml);
  yield* file.problems(problems);
  const budget = { left: mostValues };
  for (const { root } of documents) {
    const value = resolve(root);
    if (value.is !== 'map') continue;
    yield {
      is: 'values',
      root: readValue(file, value, budget),
      place: file.place({ start: value.start, end: value.start }),
    };
  }
  if (budget.left <= 0) {
    const span = { start: 0, end: 0 };
    yield file.problem('limit-reached', `Only the first ${mostValues} values of this file are read.`, span);
  }
}

function readValue(file: SourceFile, node: Resolved, budget: { left: number }): Value {
  budget.left -= 1;
  if (node.is === 'scalar') {
    const { text, verbatim, isNull } = node;
    const { start, end, line, column, endLine, endColumn } = file.place(node);
    const value = { is: 'scalar', text, at: [start, end, line, column, endLine, endColumn] } as const;
    return { ...value, ...(verbatim ? {} : { encoded: true }), ...(isNull ? { isNull } : {}) };
  }
  if (node.is === 'list') {
    const items: Value[] = [];
    for (const item of node.items) if (budget.left > 0) items.push(readValue(file, resolve(item), budget));
    return { is: 'list', items };
  }
  const found: [string, Value][] = [];
  for (const { key, value } of entries(node)) {
    if (budget.left > 0) found.push([key.text, readValue(file, value, budget)]);
  }
  return { is: 'map', entries: found };
}
