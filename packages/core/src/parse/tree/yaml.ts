import type { SyntaxProblem } from '../span.ts';
import type { SyntaxTree, TreeDocument } from './node.ts';
import { yamlParts } from './yaml-documents.ts';
import { mendYaml } from './yaml-mend.ts';
import { readYaml } from './yaml-read.ts';
import { recoverYaml } from './yaml-recover.ts';
import { maskActions, templateActions, templateOpeners } from './yaml-template.ts';
import type { YamlTrees } from './yaml-tree.ts';

/** How many documents of one stream are read. */
export const MAX_DOCUMENTS = 10_000;

/** Reads a YAML stream, templates included; what cannot be read is a problem and the rest is kept. */
export function parseYaml(text: string): SyntaxTree {
  return parseYamlWithout(text, nothing);
}

const nothing: ReadonlySet<number> = new Set();

/** Reads a YAML stream but for the documents that begin at the offsets in `leftOut`. */
export function parseYamlWithout(text: string, leftOut: ReadonlySet<number>): SyntaxTree {
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
    if (leftOut.has(start)) continue;
    const trees = readPart(start === 0 && end === text.length ? readable : readable.slice(start, end), start);
    for (const document of trees.documents) documents.push(document);
    for (const problem of trees.problems) problems.push(problem);
  }
  return { documents, problems };
}

/** Tries the ways to read a text, from the plainest on. */
function readPart(text: string, base: number): Pick<YamlTrees, 'documents' | 'problems'> {
  const plain = { text, read: text, base, actions: templateOpeners(text), unread: [] };
  // A text that is YAML as it stands must not lose lines to what only looks like a template.
  if (!BEGINS_WITH_ACTION.test(text)) {
    let asWritten = readYaml(plain);
    if (asWritten.is === 'failure') {
      const read = withClosersJoined(text);
      if (read !== text) asWritten = readYaml({ ...plain, read });
    }
    if (asWritten.is === 'trees' && !asWritten.hasDoubleBrace) return asWritten;
  }

  const actions = templateActions(text, { expressions: false });
  const source = { ...plain, read: withClosersJoined(maskActions(text, actions)), actions };
  const result = readYaml(source);
  if (result.is === 'trees') return result;

  // `[${{ x }}]` is no YAML, because a plain scalar ends at a brace in a flow collection.
  if (text.includes('${{')) {
    const all = templateActions(text, { expressions: true });
    const second = readYaml({ ...source, read: withClosersJoined(maskActions(text, all)), actions: all });
    if (second.is === 'trees') return second;
  }
  const mended = { ...source, read: mendYaml(source.read, actions.length > 0) };
  if (mended.read === source.read) return recoverYaml(source, result);
  const third = readYaml(mended);
  return third.is === 'trees' ? third : recoverYaml(mended, third);
}

/** As YAML this is a mapping in a mapping, which nobody means; it needs no trying. */
const BEGINS_WITH_ACTION = /^(?:---\s)?\s*\{\{/;

const CLOSER_LINE = /[^\r\n]\r?\n[ \t]*(?=[\]}])/g;

/**
 * Joins lines that begin with a closing bracket to the line before. Other readers of YAML take a bracket that
 * is indented no more than the key of its collection; the parser used here does not.
 */
function withClosersJoined(text: string): string {
  return text.replace(CLOSER_LINE, (gap, offset: number) => {
    const line = text.slice(text.lastIndexOf('\n', offset) + 1, offset + 1);
    return line.includes('#') ? gap : `${gap[0] ?? ''}${' '.repeat(gap.length - 1)}`;
  });
}
