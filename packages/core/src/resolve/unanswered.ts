import type { ResolvedOccurrence } from '../model/occurrence.ts';
import { type Problem, problem } from '../model/problem.ts';

/** What a look-up did not answer about, by the reason: a registry that is down is one problem, not one for each component. */
export type Unanswered = Map<string, ResolvedOccurrence[]>;

/** What was asked about a component: which version it leads to, what it holds, or what its commit or digest is. */
const asked = {
  target: ['leads to', 'lead to'],
  contents: ['holds', 'hold'],
  pin: ['is pinned to', 'are pinned to'],
} as const;

/** Adds an occurrence to those that went unanswered for a reason. */
export function addUnanswered(all: Unanswered, because: string, about: ResolvedOccurrence): void {
  const known = all.get(because);
  if (known) known.push(about);
  else all.set(because, [about]);
}

/** One problem for each reason, at the first place that was asked about. */
export function unansweredProblems(all: Unanswered, about: keyof typeof asked): readonly Problem[] {
  return [...all].map(([because, occurrences]) => {
    const [first] = occurrences;
    const more = new Set(occurrences.map(({ ref }) => ref)).size - 1;
    const [one, several] = asked[about];
    const what =
      more === 0
        ? `${first?.name} ${one}`
        : `${first?.name} and ${more} other${more === 1 ? '' : 's'} ${several}`;
    const message = `What ${what} could not be asked for. ${because}`;
    return problem('lookup-unanswered', message, first?.heldAt ?? first?.at ?? null);
  });
}
