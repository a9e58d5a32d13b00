import type { Span, SyntaxProblem } from '../span.ts';
import { regionsAround, restFrom } from './yaml-lines.ts';
import { readYaml, type YamlFailure, type YamlSuccess } from './yaml-read.ts';
import { spaces } from './yaml-template.ts';
import type { YamlSource, YamlTrees } from './yaml-tree.ts';

/** How many broken places of one document are passed by before the rest of it is given up. */
const MAX_PLACES = 40;
/** How many characters are read again for one document: a fixed part, and a share for each of its own. */
const REREAD_AT_LEAST = 1_000_000;
const REREAD_TIMES = 20;

interface Attempt {
  readonly region: Span;
  readonly source: YamlSource;
  readonly result: YamlSuccess | YamlFailure;
}

/** Reads a broken text by leaving out the smallest line groups that let the rest be read; each is a problem. */
export function recoverYaml(
  broken: YamlSource,
  failure: YamlFailure,
): Pick<YamlTrees, 'documents' | 'problems'> {
  const budget = { left: REREAD_AT_LEAST + broken.text.length * REREAD_TIMES };
  const problems: SyntaxProblem[] = [];
  let source = broken;
  let result: YamlSuccess | YamlFailure = failure;
  while (result.is === 'failure') {
    const { reason, at }: YamlFailure = result;
    const isSpent = problems.length >= MAX_PLACES || budget.left <= 0;
    const next: Attempt = isSpent
      ? without(source, restFrom(source.read, at))
      : bestAttempt(source, result, budget);
    problems.push(problemAt(source.base, next.region, reason));
    // Blanking the rest of a text leaves its readable beginning; if even that is not readable, nothing is.
    if (isSpent && next.result.is === 'failure') {
      return {
        documents: [],
        problems: [...problems, problemAt(source.base, { start: 0, end: source.text.length }, reason)],
      };
    }
    ({ source, result } = next);
  }
  return { documents: result.documents, problems: [...problems, ...result.problems] };
}

/** Leaves out the region that lets the reader come furthest, and of such the smallest. */
function bestAttempt(source: YamlSource, failure: YamlFailure, budget: { left: number }): Attempt {
  budget.left -= source.read.length / 2;
  let best: Attempt | undefined;
  for (const region of regionsAround(source.read, failure)) {
    // What was read so far is not given up for a single trouble, unless nothing smaller helps.
    if (best && reach(best) > failure.at && length(region) > 4 * length(best.region) + 200) continue;
    const attempt = without(source, region);
    budget.left -= Math.min(reach(attempt), source.read.length) + source.read.length / 8 + 1;
    if (!best || reach(attempt) > reach(best)) best = attempt;
    if (attempt.result.is === 'trees' || budget.left <= 0) break;
  }
  return best && reach(best) > failure.at ? best : without(source, restFrom(source.read, failure.at));
}

function reach({ result }: Attempt): number {
  return result.is === 'trees' ? Number.POSITIVE_INFINITY : result.at;
}

function length({ start, end }: Span): number {
  return end - start;
}

function without(source: YamlSource, region: Span): Attempt {
  const { read } = source;
  const blanked =
    read.slice(0, region.start) + spaces(read.slice(region.start, region.end)) + read.slice(region.end);
  const unread = [...source.unread, region].sort((a, b) => a.start - b.start || a.end - b.end);
  const next = { ...source, read: blanked, unread };
  return { region, source: next, result: readYaml(next) };
}

function problemAt(base: number, { start, end }: Span, reason: string): SyntaxProblem {
  return { message: `This part is not readable YAML: ${reason}.`, start: base + start, end: base + end };
}
