import {
  type CallLiteral,
  type CopyBudget,
  type Literal,
  type LiteralEvaluation,
  plainText,
  substituted,
} from '../literals/index.ts';

// More items than anybody writes by hand, and more copies than an honest file has nodes.
const mostItems = 50;
const mostCopies = 100_000;

const budgets = new WeakMap<LiteralEvaluation, CopyBudget>();

/** Unrolls `[for item in list: body]`, which the reader makes a call of; one body for all where the list is not known. */
export function unrolled(
  { args, start, end }: CallLiteral,
  evaluation: LiteralEvaluation,
): readonly Literal[] | undefined {
  const [list, body, item] = args;
  const name = plainText(item);
  if (!list || !body || name === undefined) return undefined;
  const budget = budgets.get(evaluation) ?? { left: mostCopies };
  budgets.set(evaluation, budget);
  const [reduced, ...others] = evaluation.reduce(list);
  const values = reduced?.value.is === 'list' && others.length === 0 ? reduced.value.items : undefined;
  if (!values || values.length > mostItems) return [{ is: 'list', items: [body], start, end }];
  const items = values.map((value) => substituted(body, name, value, budget));
  const isWhole = items.every((each) => each !== undefined);
  return [{ is: 'list', items: isWhole ? items : [body], start, end }];
}
