import type { Place } from '../model/location.ts';
import type { FileProblem } from '../model/problem.ts';
import type { ResolvedText } from '../parse/reference/index.ts';
import {
  type ReferenceFact,
  type ReferenceParts,
  type ReferenceSite,
  referenceFact,
  unknownRanges,
  unresolvedPart,
} from '../reference/index.ts';
import type { CloudFormationEvaluation, CloudFormationText } from './evaluate.ts';
import { placeParameters } from './own.ts';

/** Where in a template references are read. */
export interface TemplateSite extends ReferenceSite {
  readonly evaluation: CloudFormationEvaluation;
}

/** A value that a template gives to a parameter of a nested one. */
export interface PassedValue {
  readonly name: string;
  readonly text: string;
  readonly place: Place;
  readonly verbatim: boolean;
  /** Whether it is an image of the stack's own account. */
  readonly isOwn: boolean;
}

/** What is said of a template that may lie in the repository. */
interface Passing {
  readonly passed?: readonly PassedValue[];
}

/** A reference that is first-party if one of these files lies in the repository, or what the file defines for others. */
export type CloudFormationFact =
  | (ReferenceFact & Passing & { readonly own?: readonly string[] })
  | (Pick<ReferenceFact, 'place'> & Passing & { readonly is: 'nested'; readonly path: string })
  | (Pick<ReferenceFact, 'place'> & { readonly is: 'macro'; readonly name: string });

/** What the readers of a template yield. */
export type CloudFormationReading = Iterable<CloudFormationFact | FileProblem>;

/** Makes the fact of one of the texts that a property may be. */
export function textFact(
  site: TemplateSite,
  { at, resolved, isOptional }: CloudFormationText,
  parts: ReferenceParts,
): ReferenceFact {
  const scoped = isOptional ? { ...site, scope: 'optional' as const } : site;
  const fact = referenceFact(scoped, { at: { start: at.start, end: at.end }, resolved }, parts);
  // What stands at the place itself came through nothing.
  return { ...fact, via: fact.via.filter(({ start }) => start !== at.start) };
}

/** Says that a part is not known, unless all that is not known is where the stack runs. */
export function unknownPart(
  part: 'name' | 'version',
  resolved: ResolvedText,
): Pick<ReferenceParts, 'unresolved'> {
  return isPlacedOnly(resolved) ? {} : unresolvedPart(part, resolved);
}

/** Whether nothing of a text is unknown but where the stack runs. */
export function isPlacedOnly(resolved: ResolvedText): boolean {
  return unknownRanges(resolved).every(({ start, end }) =>
    placeParameters.has(resolved.text.slice(start, end)),
  );
}

/** A component of which not even the name is known. */
export function unknownName(kind: string, resolved: ResolvedText): ReferenceParts {
  const said = unresolvedPart('name', resolved).unresolved;
  const because = said?.because ?? 'It is empty here: whoever makes the stack has to say it.';
  const name = resolved.text === '' ? nameOfEmpty(resolved) : resolved.text;
  return { kind, name, request: { is: 'nothing' }, unresolved: { part: 'name', because }, slots: [] };
}

function nameOfEmpty({ pieces }: ResolvedText): string {
  const via = pieces[0]?.via[0]?.name;
  return via === undefined ? '""' : `\${${via}}`;
}
