import type { FileProblem } from '../model/problem.ts';
import type { Literal, LiteralEvaluation } from '../parse/literals/index.ts';
import { type ResolvedText, unresolvedText } from '../parse/reference/index.ts';
import type { Span } from '../parse/span.ts';
import type { ReferenceFact } from './fact.ts';
import { imageReference } from './image-reference.ts';
import type { Reference, ReferenceSite } from './reference.ts';

/** Where literals of a file are read, and how they are evaluated. */
export interface LiteralSite extends ReferenceSite {
  readonly evaluation: LiteralEvaluation;
}

/** What a literal may say, each with the place where it is best shown; empty texts say nothing unless they are all there is. */
export function literalTexts({ file, evaluation }: LiteralSite, literal: Literal): readonly Reference[] {
  const texts = evaluation.texts(literal);
  const said = texts.filter(({ text }) => text.trim() !== '');
  if (said.length > 0)
    return said.map((resolved) => ({
      at: literal.is === 'text' ? literal : placeOf(resolved, literal, said.length > 1),
      resolved,
    }));
  // Somebody else fills it in: a default value that is empty.
  const { start, end } = literal;
  const isWritten = literal.is !== 'text' && literal.is !== 'word' && end > start;
  const written = file.text.slice(start, end);
  return isWritten ? [{ at: literal, resolved: unresolvedText(`\${${written}}`, literal) }] : [];
}

/** Tells where a file has more to evaluate than anybody writes by hand. */
export function* evaluationProblems({
  file,
  evaluation,
}: Pick<LiteralSite, 'file' | 'evaluation'>): Iterable<FileProblem> {
  if (evaluation.budget.left < 0)
    yield file.problem('limit-reached', 'This file has too much to evaluate; the rest is not known.', {
      start: 0,
      end: 0,
    });
}

/** Reads the image that a literal names, or those that it may name. */
export function* literalImages(site: LiteralSite, literal: Literal): Iterable<ReferenceFact | FileProblem> {
  for (const reference of literalTexts(site, literal)) yield* imageReference(site, reference);
}

/** The place of a text within an expression, where it stands in it; of several, each is shown where it is written. */
function placeOf({ pieces }: ResolvedText, whole: Span, isOneOfMany: boolean): Span {
  const [only, ...others] = pieces;
  const isWritten = only?.is === 'written' && others.length === 0;
  const isInside = isWritten && only.span.start >= whole.start && only.span.end <= whole.end;
  return isInside || (isWritten && isOneOfMany) ? only.span : { start: whole.start, end: whole.end };
}
