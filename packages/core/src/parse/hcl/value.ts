import type { Span } from '../span.ts';

/** A span of a named file. */
export interface HclPlace extends Span {
  readonly file: string;
}

/**
 * A piece of an evaluated string and where it comes from. `exact`: the place's own characters are the piece; `encoded`:
 * they stand for it (an escape); `computed`: the expression at the place made it; `unknown`: the expression could not be
 * evaluated, and the text is its source, as `${var.tag}`. `via` are the references it was reached through, outermost first.
 */
export interface HclTextPiece {
  readonly text: string;
  readonly form: 'exact' | 'encoded' | 'computed' | 'unknown';
  readonly place: HclPlace | undefined;
  readonly via: readonly HclPlace[];
}

/** What an expression evaluates to. */
export type HclValue =
  | StringValue
  | NumberValue
  | BoolValue
  | NullValue
  | ListValue
  | ObjectValue
  | UnknownValue;

/** A known string; `structure` is what `jsonencode` made it from. */
export interface StringValue {
  readonly is: 'string';
  readonly text: string;
  readonly pieces: readonly HclTextPiece[];
  readonly structure: HclValue | undefined;
}

/** A number, as it is written: `1.10` stays `1.10`. */
export interface NumberValue {
  readonly is: 'number';
  readonly text: string;
  readonly pieces: readonly HclTextPiece[];
}

/** A boolean. */
export interface BoolValue {
  readonly is: 'bool';
  readonly value: boolean;
}

/** `null`. */
export interface NullValue {
  readonly is: 'null';
}

/** A list, tuple or set; `missing` says why further elements may exist. */
export interface ListValue {
  readonly is: 'list';
  readonly items: readonly HclValue[];
  readonly missing: string | undefined;
}

/** An object or map; `missing` says why further entries may exist. */
export interface ObjectValue {
  readonly is: 'object';
  readonly entries: ReadonlyMap<string, ObjectEntry>;
  readonly missing: string | undefined;
}

/** An entry; its key is a string with an origin too, because `each.key` may be a version. */
export interface ObjectEntry {
  readonly key: StringValue;
  readonly value: HclValue;
}

/**
 * What could not be evaluated. `text` keeps what is known of a string, with the source of what is not:
 * `${var.repo}:1.2`. `alternatives` are all the values it may have, where that
 * is known; one of them may be unknown again. `failed` says that
 * Terraform itself would refuse the expression.
 */
export interface UnknownValue {
  readonly is: 'unknown';
  readonly reason: string;
  readonly failed: boolean;
  readonly text: string;
  readonly pieces: readonly HclTextPiece[];
  readonly alternatives: readonly HclValue[];
  readonly structure: HclValue | undefined;
}

/** The `null` value. */
export const nullValue: NullValue = { is: 'null' };

/** Makes a string of its pieces. */
export function stringValue(pieces: readonly HclTextPiece[], structure?: HclValue): StringValue {
  return { is: 'string', text: textOf(pieces), pieces, structure };
}

/** Makes a string that no file wrote, such as a path the extractor knows. */
export function plainString(text: string): StringValue {
  return stringValue(text === '' ? [] : [{ text, form: 'computed', place: undefined, via: [] }]);
}

/** Makes a number from its text. */
export function numberValue(text: string, pieces: readonly HclTextPiece[] = []): NumberValue {
  return { is: 'number', text, pieces };
}

/** Makes a boolean. */
export function boolValue(value: boolean): BoolValue {
  return { is: 'bool', value };
}

/** Makes a list. */
export function listValue(items: readonly HclValue[], missing?: string): ListValue {
  return { is: 'list', items, missing };
}

/** Makes an object; of two entries with one key the later stays. */
export function objectValue(entries: Iterable<ObjectEntry>, missing?: string): ObjectValue {
  const byKey = new Map<string, ObjectEntry>();
  for (const entry of entries) byKey.set(entry.key.text, entry);
  return { is: 'object', entries: byKey, missing };
}

/** Makes an unknown value, which may know parts of its text. */
export function unknownValue(
  reason: string,
  known: Partial<Pick<UnknownValue, 'failed' | 'pieces' | 'alternatives' | 'structure'>> = {},
): UnknownValue {
  const pieces = known.pieces ?? [];
  return {
    is: 'unknown',
    reason,
    failed: known.failed ?? false,
    text: textOf(pieces),
    pieces,
    alternatives: known.alternatives ?? [],
    structure: known.structure,
  };
}

/** Makes the unknown value of an expression that Terraform itself would refuse. */
export function failure(reason: string): UnknownValue {
  return unknownValue(reason, { failed: true });
}

/** Finds an entry's value by its key. */
export function entryOf(value: HclValue | undefined, key: string): HclValue | undefined {
  return value?.is === 'object' ? value.entries.get(key)?.value : undefined;
}

function textOf(pieces: readonly HclTextPiece[]): string {
  return pieces.length === 1 ? (pieces[0]?.text ?? '') : pieces.map((piece) => piece.text).join('');
}
