import type { ResolvedOccurrence } from '../model/occurrence.ts';
import type { Problem } from '../model/problem.ts';
import type { Lookup } from './lookup.ts';
import { addUnanswered, type Unanswered, unansweredProblems } from './unanswered.ts';

/** Asks the repository or registry of every commit and digest that the scanned root names what it knows of it. */
export async function verified(
  occurrences: readonly ResolvedOccurrence[],
  lookup: Lookup,
  problems: Problem[],
): Promise<readonly ResolvedOccurrence[]> {
  const unanswered: Unanswered = new Map();
  const answers = await Promise.all(
    occurrences.map((occurrence) => (isNamed(occurrence) ? lookup.verify?.(occurrence) : undefined)),
  );
  const found = occurrences.map((occurrence, index) => {
    const answer = answers[index];
    if (!answer || answer.is === 'nothing') return occurrence;
    if (answer.because !== undefined) addUnanswered(unanswered, answer.because, occurrence);
    return answer.is === 'verified' ? { ...occurrence, upstream: answer.upstream } : occurrence;
  });
  problems.push(...unansweredProblems(unanswered, 'pin'));
  return found;
}

/** What a fetched component names in turn is for its own authors to mend. */
function isNamed({ commit, digest, requested, unresolved, ...occurrence }: ResolvedOccurrence): boolean {
  const isComparable = commit !== null || (digest !== undefined && requested !== null);
  return isComparable && unresolved === undefined && occurrence.in === null;
}
