import type { ResolvedText } from '../reference/index.ts';
import type { Span } from '../span.ts';

/** The value of an expression, as far as the file says it. */
export type RubyValue = RubyText | RubySymbol | RubyList | RubyHash | RubyAlternatives | RubyUnknown;

/** A string; a part that only a run knows stays in it as it is written. */
export interface RubyText extends Span {
  readonly is: 'text';
  readonly resolved: ResolvedText;
}

/** A symbol; its span has the colon, or is that of a label. */
export interface RubySymbol extends Span {
  readonly is: 'symbol';
  readonly text: string;
}

/** An array, its items evaluated. */
export interface RubyList extends Span {
  readonly is: 'list';
  readonly items: readonly RubyValue[];
}

/** A hash, or named arguments. */
export interface RubyHash extends Span {
  readonly is: 'hash';
  readonly entries: readonly { readonly key: RubyValue; readonly value: RubyValue }[];
}

/** What only a run decides on: `test ? 'a' : 'b'`. */
export interface RubyAlternatives extends Span {
  readonly is: 'alternatives';
  readonly options: readonly RubyValue[];
}

/** What the file does not say by itself. */
export interface RubyUnknown extends Span {
  readonly is: 'unknown';
}

/** A call or an assignment (`config.vm.box=`) of a file, in the order of the file, with its values. */
export interface RubyCall extends Span {
  /** The names from the receiver on: `config`, `vm`, `provision`; an index is left out. */
  readonly path: readonly string[];
  readonly args: readonly RubyValue[];
  /** The calls whose blocks hold it, the outermost first. */
  readonly within: readonly RubyCall[];
  /** Whether it stands in a method of the file, whose parameters have no values. */
  readonly inMethod: boolean;
}

/** The text of a symbol or a string of which all is known. */
export function rubyText(value: RubyValue | undefined): string | undefined {
  if (value?.is === 'symbol') return value.text;
  return value?.is === 'text' && value.resolved.isResolved ? value.resolved.text : undefined;
}

/** The value of a key, as text or as symbol, in the last of several hashes that has it. */
export function hashValue(
  name: string,
  ...values: readonly (RubyValue | undefined)[]
): RubyValue | undefined {
  for (const value of values.toReversed()) {
    if (value?.is !== 'hash') continue;
    const found = value.entries.findLast(({ key }) => rubyText(key) === name);
    if (found) return found.value;
  }
  return undefined;
}

/** The values of a list, whatever a run may decide on, or the value itself. */
export function listed(value: RubyValue | undefined): readonly RubyValue[] {
  if (!value) return [];
  if (value.is === 'alternatives') return value.options.flatMap(listed);
  return value.is === 'list' ? value.items.flatMap(listed) : [value];
}
