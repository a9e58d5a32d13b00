import { type ResolvedText, resolvedText } from '../parse/reference/index.ts';
import { items, type Resolved, textOf } from '../parse/tree/index.ts';
import { partOf } from '../reference/reference.ts';
import type { CloudFormationEvaluation, CloudFormationSurroundings, CloudFormationText } from './evaluate.ts';
import { type Intrinsic, intrinsicOf } from './intrinsic.ts';
import { scalarPieces } from './pieces.ts';

type Elements = readonly (readonly CloudFormationText[])[];

/** The elements of a list that is written, split from a text, or the value of a parameter; `null` where it is unknown. */
export function listed(
  evaluation: CloudFormationEvaluation,
  surroundings: CloudFormationSurroundings,
  node: Resolved,
): Elements | null {
  const call = intrinsicOf(node);
  if (!call) return node.is === 'list' ? items(node).map((item) => evaluation.texts(item)) : null;
  if (call.name === 'Split') return splitList(evaluation, call);
  if (call.name === 'Ref') return parameterList(evaluation, surroundings, node, call);
  const [choice, ...others] = evaluation.nodes(node);
  return choice && others.length === 0 && choice.node !== node ? evaluation.list(choice.node) : null;
}

function splitList(evaluation: CloudFormationEvaluation, { argument }: Intrinsic): Elements | null {
  const [delimiter, source] = items(argument);
  const [text, ...others] = source ? evaluation.texts(source) : [];
  const mark = delimiter ? textOf(delimiter) : undefined;
  if (!text || others.length > 0 || !mark) return null;
  if (!evaluation.spend({ characters: text.resolved.text.length })) return null;
  return splitText(text.resolved, mark).map((resolved) => [{ ...text, resolved }]);
}

/** Takes a text apart between marks; what is not known in it is never taken apart. */
export function splitText(resolved: ResolvedText, mark: string): readonly ResolvedText[] {
  const masked = resolved.pieces
    .map(({ is, text }) => (is === 'unresolved' ? '\0'.repeat(text.length) : text))
    .join('');
  const parts: ResolvedText[] = [];
  let start = 0;
  for (
    let end = masked.indexOf(mark);
    end >= 0 && parts.length < mostParts;
    end = masked.indexOf(mark, start)
  ) {
    parts.push(partOf(resolved, { start, end }));
    start = end + mark.length;
  }
  return [...parts, partOf(resolved, { start, end: masked.length })];
}

const mostParts = 200;

/** `CommaDelimitedList` and `List<Number>` have their default as one text. */
function parameterList(
  evaluation: CloudFormationEvaluation,
  { source, template }: CloudFormationSurroundings,
  node: Resolved,
  { argument }: Intrinsic,
): Elements | null {
  const name = textOf(argument) ?? '';
  const parameter = template.parameters.get(name);
  if (!parameter?.byDefault || !/^(?:CommaDelimitedList$|List<)/.test(parameter.type)) return null;
  const { byDefault } = parameter;
  if (!evaluation.spend({ characters: byDefault.text.length })) return null;
  const via = [{ name, place: { start: byDefault.start, end: byDefault.end } }];
  const pieces = scalarPieces(source, byDefault).map((piece) => ({ ...piece, via }));
  return splitText(resolvedText(pieces), ',').map((resolved) => [
    { at: node, resolved: trimmed(resolved), isOptional: false },
  ]);
}

/** A text without the blanks around it. */
export function trimmed(resolved: ResolvedText): ResolvedText {
  const start = resolved.text.length - resolved.text.trimStart().length;
  return partOf(resolved, { start, end: resolved.text.trimEnd().length });
}
