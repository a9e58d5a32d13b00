import { type ResolvedText, resolvedText, type TextPiece } from '../parse/reference/index.ts';
import type { SourceFile } from '../read/source-file.ts';
import type { ReferenceFact } from './fact.ts';
import { type Reference, type ReferenceParts, slotsAt } from './reference.ts';

/** A reference and the version of a setting of its own, as one text: `docker` and `7.1.0` say `docker==7.1.0`. */
export function joinedVersion(
  { at, resolved }: Reference,
  mark: string,
  { pieces }: ResolvedText,
): Reference {
  const between: TextPiece = { is: 'supplied', text: mark, span: at, verbatim: false, via: [] };
  return { at, resolved: resolvedText([...resolved.pieces, between, ...pieces]) };
}

/** A fact at the version of a setting of its own, for names that hold none. */
export function factAtVersion(
  file: SourceFile,
  fact: ReferenceFact,
  { at, resolved }: Reference,
): ReferenceFact {
  const { text } = resolved;
  const because = `The value of ${text} is not known from the file.`;
  return {
    ...fact,
    request: { is: 'version', text },
    slots: slotsAt(file, 'version', resolved, { start: 0, end: text.length }),
    via: [...fact.via, file.place(at)],
    ...(resolved.isResolved || fact.unresolved ? {} : { unresolved: { part: 'version', because } as const }),
  };
}

/** The digest that the SHA-256 of a setting of its own is; `null` where the setting says none. */
export function sha256Beside(
  file: SourceFile,
  resolved: ResolvedText,
): Required<Pick<ReferenceParts, 'digest' | 'slots'>> | null {
  if (!/^[0-9a-f]{64}$/i.test(resolved.text)) return null;
  const digest = `sha256:${resolved.text.toLowerCase()}`;
  const slots = slotsAt(file, 'digest', resolved, { start: 0, end: resolved.text.length });
  return { digest, slots: slots.map((slot) => ({ ...slot, value: digest, verbatim: false })) };
}
