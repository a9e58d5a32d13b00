import {
  nestedLookup,
  type ResolvedText,
  resolveParts,
  type SourceFile,
  type Span,
  splitVariables,
  type VariableLookup,
  VariableRoom,
} from '@fineprint/core';
import type { MakeVariable } from './lines.ts';

const reference = /\$\((?<name>[\w.-]{1,200})\)/g;

/** Make writes `$(NAME)` where a shell writes `${NAME}`, which is as long; a call of one of its functions is left as it is. */
export function asShell(text: string): string {
  return text.replaceAll(reference, '${$1}');
}

/** Answers the variables of a makefile; one that is set to several values has that of a branch which only make knows. */
export function makeLookup(file: SourceFile, variables: readonly MakeVariable[]): VariableLookup {
  const known = new Map<string, Span | null>();
  for (const { name, value } of variables) {
    const before = known.get(name);
    const isSame = before === undefined || (before !== null && textOf(before) === textOf(value));
    known.set(name, isSame ? value : null);
  }

  function textOf({ start, end }: Span): string {
    return file.text.slice(start, end);
  }

  function resolved(value: Span, lookup: VariableLookup): ResolvedText {
    const text = asShell(textOf(value));
    const { parts } = splitVariables(text, { quotes: false, escape: null, doubledDollar: true });
    const placeOf = ({ start, end }: Span) => ({ start: value.start + start, end: value.start + end });
    return resolveParts(parts, { text, placeOf }, lookup);
  }

  return nestedLookup(VariableRoom.of(file.text), (name, inner) => {
    const value = known.get(name);
    return value ? { value: resolved(value, inner), place: value } : null;
  });
}
