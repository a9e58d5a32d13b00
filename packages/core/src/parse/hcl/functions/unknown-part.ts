import type { HclTextPiece } from '../value.ts';

/** Says why a part of a text is not known, where the text as a whole has one reason for all that is not known in it. */
export function reasonOfParts(
  whole: readonly HclTextPiece[],
  reason: string,
): (part: readonly HclTextPiece[]) => string {
  const open = new Set(unknownTexts(whole));
  if (open.size <= 1) return () => reason;
  return (part) => `The value of ${[...new Set(unknownTexts(part))].slice(0, 5).join(', ')} is not known.`;
}

function unknownTexts(pieces: readonly HclTextPiece[]): readonly string[] {
  return pieces.filter(({ form }) => form === 'unknown').map(({ text }) => text);
}
