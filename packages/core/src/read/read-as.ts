import type { Candidate } from '../discover/claim.ts';
import { compileWords, type WordScan } from '../discover/index.ts';
import type { Fact, Format } from '../model/extractor.ts';
import type { FileProblem } from '../model/problem.ts';
import { onceForEach } from '../once-for-each.ts';
import type { LazyFile } from './lazy-file.ts';
import type { SourceFile } from './source-file.ts';

/** What a format made of a file's bytes: `null` where the content is not its own. */
export type Reading = { readonly facts: readonly Fact[]; readonly problems: readonly FileProblem[] } | null;

/** How many bytes tell whether a file whose name says nothing is somebody's. */
export const headLength = 200;

// Fifty times what the largest of real files says: a short line with a matrix can stand for 256 references.
const mostFacts = 10_000;
// A lockfile says one thing with each of its entries, none of which is shorter than a line; 5 MB of them hold 12,000.
const mostLocked = 50_000;

// Nobody reads more about one file, and each of a million lines could be wrong.
const mostProblems = 1_000;
const tooMany = `This file has more than ${mostProblems} problems; the others are left out.`;

const nothing: Reading = { facts: [], problems: [] };

/**
 * A shared name (`*.yaml`) belongs to a format only if a document says so; without its words nothing can matter. Dozens of
 * formats share such a name, so the documents are judged once, before each of them would look for its words.
 */
export function readAs(candidate: Candidate, lazy: LazyFile): Reading {
  const { format } = candidate;
  if (format.begins && !format.begins.test(lazy.latin1().slice(0, headLength))) return null;
  if (format.claims) {
    const shapes = lazy.shapes();
    if (!shapes.some((shape) => format.claims?.(shape)) || !wordScan(format)(lazy.latin1())) return null;
  } else if (!wordScan(format)(lazy.latin1())) return nothing;
  const file = lazy.file();
  if ('is' in file) return format.claims ? null : { facts: [], problems: [file] };
  return readText(candidate, file, lazy.note());
}

function readText({ extractor, format }: Candidate, file: SourceFile, note: FileProblem | null): Reading {
  const facts: Fact[] = [];
  const most = format.role === 'lockfile' ? mostLocked : mostFacts;
  // By what they say: a file's structure and a value in it may both stumble over the same characters.
  const problems = new Map<string, FileProblem>();
  const add = (found: FileProblem) => {
    if (problems.size < mostProblems)
      problems.set(`${found.place.start}:${found.place.end} ${found.code} ${found.message}`, found);
    else if (!problems.has(tooMany))
      problems.set(tooMany, file.problem('limit-reached', tooMany, found.place));
  };
  if (note) add(note);
  try {
    for (const item of format.read(file)) {
      if (isProblem(item)) add(item);
      else if (facts.length < most) facts.push(item);
      else {
        const message = `Only the first ${most} things that this file says are read.`;
        add(file.problem('limit-reached', message, item.place));
        break;
      }
    }
  } catch (cause) {
    add(file.problem('tool-defect', `The ${extractor.id} extractor failed: ${cause}`, { start: 0, end: 0 }));
  }
  return { facts, problems: [...problems.values()] };
}

const wordScan = onceForEach(({ words }: Format): WordScan => compileWords(words));

function isProblem(item: Fact | FileProblem): item is FileProblem {
  return item.is === 'problem';
}
