import { type Expression, joinTerms, type LicenseLeaf } from './expression.ts';
import { printLeaf } from './print.ts';

/** What a policy says about a license, from best to worst: `allow`, `review`, `unknown`, `deny`. */
export type Verdict = 'allow' | 'review' | 'deny' | 'unknown';

/** The verdict on an expression, with the branch of each `OR` that gives it. */
export interface Evaluation {
  readonly verdict: Verdict;
  /** The expression with every `OR` replaced by its chosen branch: the effective license. */
  readonly effective: Expression;
  /** The licenses of the effective expression, each once, in the order they are written. */
  readonly leaves: readonly JudgedLeaf[];
}

/** One license of the effective expression and its verdict. */
export interface JudgedLeaf {
  readonly leaf: LicenseLeaf;
  readonly verdict: Verdict;
}

/** Judges an expression: of an `OR` the best branch counts (the first among equals), of an `AND` the worst. */
export function evaluateExpression(
  expression: Expression,
  classifyLeaf: (leaf: LicenseLeaf) => Verdict,
): Evaluation {
  if (expression.is === 'license') {
    const verdict = classifyLeaf(expression);
    return { verdict, effective: expression, leaves: [{ leaf: expression, verdict }] };
  }
  const [first, ...rest] = expression.of;
  const evaluated: [Evaluation, ...Evaluation[]] = [
    evaluateExpression(first, classifyLeaf),
    ...rest.map((term) => evaluateExpression(term, classifyLeaf)),
  ];
  return expression.is === 'or' ? bestOf(evaluated) : togetherOf(evaluated);
}

// An unknown license may turn out harmless, so it is preferred to a denied one; a known review is preferred to both.
const badness: Readonly<Record<Verdict, number>> = { allow: 0, review: 1, unknown: 2, deny: 3 };

function bestOf([first, ...rest]: readonly [Evaluation, ...Evaluation[]]): Evaluation {
  return rest.reduce((best, next) => (badness[next.verdict] < badness[best.verdict] ? next : best), first);
}

function togetherOf(parts: readonly [Evaluation, ...Evaluation[]]): Evaluation {
  const [first, ...rest] = parts;
  const worst = rest.reduce(
    (worse, next) => (badness[next.verdict] > badness[worse.verdict] ? next : worse),
    first,
  );
  const leaves = new Map(
    parts.flatMap((part) => part.leaves).map((judged) => [printLeaf(judged.leaf), judged]),
  );
  const [one, ...others] = [...leaves.values()].map((judged): Expression => judged.leaf);
  return {
    verdict: worst.verdict,
    // After the choices nothing but AND is left, so the leaves joined are the whole expression.
    effective: one === undefined ? first.effective : joinTerms('and', [one, ...others]),
    leaves: [...leaves.values()],
  };
}
