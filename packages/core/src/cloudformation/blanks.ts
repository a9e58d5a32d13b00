import { type ResolvedText, resolvedText, type TextPiece } from '../parse/reference/index.ts';
import { partOf } from '../reference/index.ts';
import type { CloudFormationText } from './evaluate.ts';

const blank = /<[A-Za-z][A-Za-z0-9_-]{0,100}>/g;

/** `<BUCKET_NAME>` is filled in by whoever publishes the template: it is not known. */
export function withBlanks(given: CloudFormationText): CloudFormationText {
  return given.resolved.text.includes('<') ? { ...given, resolved: opened(given.resolved) } : given;
}

function opened(resolved: ResolvedText): ResolvedText {
  const pieces: TextPiece[] = [];
  let done = 0;
  for (const { index, 0: text } of resolved.text.matchAll(blank)) {
    const end = index + text.length;
    pieces.push(...partOf(resolved, { start: done, end: index }).pieces);
    for (const piece of partOf(resolved, { start: index, end }).pieces)
      pieces.push({ ...piece, is: 'unresolved', verbatim: false });
    done = end;
  }
  return resolvedText([...pieces, ...partOf(resolved, { start: done, end: resolved.text.length }).pieces]);
}
