import type { SyntaxProblem } from '../span.ts';
import type { SyntaxTree, TreeDocument } from './node.ts';
import { yamlParts } from './yaml-documents.ts';
import { readYaml } from './yaml-read.ts';
import { recoverYaml } from './yaml-recover.ts';
import { maskActions, templateActions } from './yaml-template.ts';
import type { YamlTrees } from './yaml-tree.ts';

/** How many documents of one stream are read. */
export const MAX_DOCUMENTS = 10_000;

/** Reads a YAML stream, templates included; what cannot be read is a problem and the rest is kept. */
export function parseYaml(text: string): SyntaxTree {
  const documents: TreeDocument[] = [];
  const problems: SyntaxProblem[] = [];
  // The parser refuses a whole text for one NUL.
  const readable = text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text;
  for (let at = text.indexOf('\0'); at >= 0 && problems.length < 1; at = text.indexOf('\0', at + 1)) {
    problems.push({ message: 'NUL characters stand in this text.', start: at, end: at + 1 });
  }
  let count = 0;
  for (const { start, end } of yamlParts(readable)) {
    if (++count > MAX_DOCUMENTS) {
      problems.push({
        message: `Only the first ${MAX_DOCUMENTS} documents are read.`,
        start,
        end: text.length,
      });
      break;
    }
    const trees = readPart(start === 0 && end === text.length ? readable : readable.slice(start, end), start);
    for (const document of trees.documents) documents.push(document);
    for (const problem of trees.problems) problems.push(problem);
  }
  return { documents, problems };
}

function readPart(text: string, base: number): YamlTrees {
  const actions = templateActions(text, { expressions: false });
  const read = maskActions(text, actions);
  const source = { text, read, base, actions, unread: [] };
  const first = readYaml(source);
  if (first.is === 'trees') return first;

  // `[${{ x }}]` is no YAML, because an expression ends where its first brace begins.
  if (text.includes('${{')) {
    const all = templateActions(text, { expressions: true });
    const second = readYaml({ ...source, read: maskActions(text, all), actions: all });
    if (second.is === 'trees') return second;
  }
  return recoverYaml(source, first);
}
