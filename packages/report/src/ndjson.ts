import { type Report, reportLinesSchemaId } from '@fineprint/core';
import type { Reporter } from './reporter.ts';

/**
 * The report as one JSON object a line, for programs that read it while it is written: a head, then the items of each list
 * of `json-1` in its order, told apart by `is`, and an end, without which something is missing.
 */
export const ndjson = {
  id: 'ndjson',
  title: 'Report as JSON lines',
  *render(report) {
    let lines = 0;
    for (const line of linesOf(report)) {
      yield `${JSON.stringify(line)}\n`;
      lines += 1;
    }
    yield `${JSON.stringify({ is: 'end', lines })}\n`;
  },
} as const satisfies Reporter;

function* linesOf({
  units,
  components,
  dependencies,
  findings,
  problems,
  texts,
  ...head
}: Report): Iterable<object> {
  yield { is: 'report', ...head, schema: reportLinesSchemaId };
  for (const unit of units) yield { is: 'unit', ...unit };
  for (const component of components) yield { is: 'component', ...component };
  for (const dependency of dependencies) yield { is: 'dependency', ...dependency };
  for (const finding of findings) yield { is: 'finding', ...finding };
  for (const problem of problems) yield { is: 'problem', ...problem };
  for (const [sha256, text] of Object.entries(texts)) yield { is: 'text', sha256, text };
}
