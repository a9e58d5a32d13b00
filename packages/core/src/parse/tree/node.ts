import type { Span, SyntaxProblem } from '../span.ts';

/** Deepest nesting that any reader of YAML, JSON or TOML follows, aliases included. */
export const MAX_DEPTH = 200;

/** How a scalar is written; JSON and TOML strings use the YAML word that fits. */
export type ScalarStyle = 'plain' | 'single-quoted' | 'double-quoted' | 'literal' | 'folded';

/** A remark at the end of a value's line; the span and the text leave out the mark (`#` or `//`). */
export interface Comment extends Span {
  readonly text: string;
}

/** A leaf: its span is the value without quotes, and its text is never turned into a number or a date. */
export interface ScalarNode extends Span {
  readonly is: 'scalar';
  /** Value after unescaping, digits as written: `1.10` stays `1.10`. Of a templated scalar, the source. */
  readonly text: string;
  readonly style: ScalarStyle;
  /** Whether it stands without quotes and without a tag, so that the format may see a number or a null. */
  readonly plain: boolean;
  readonly isNull: boolean;
  /** Whether the source in the span is the value itself, so that other text may be written in its place. */
  readonly verbatim: boolean;
  /** Whether a template engine (Helm, Jinja) has yet to fill it, so that its value is not known. */
  readonly templated: boolean;
  /** The tag as written, such as `!Ref`. */
  readonly tag: string | undefined;
  readonly comment: Comment | undefined;
}

/** A mapping with its entries as written: duplicates and merge keys included. */
export interface MapNode extends Span {
  readonly is: 'map';
  readonly entries: readonly Entry[];
  readonly tag: string | undefined;
  /** Whether a `<<` key takes over entries of other mappings. */
  readonly merges: boolean;
  /** Whether a key may stand in it more than once. */
  readonly repeats: boolean;
  /** Whether template branches (`if`, `else`) were around, so that equal keys are alternatives. */
  readonly branching: boolean;
}

/** One key and its value as written. */
export interface Entry {
  readonly key: ScalarNode;
  readonly value: Node;
}

/** A sequence. */
export interface ListNode extends Span {
  readonly is: 'list';
  readonly items: readonly Node[];
  readonly tag: string | undefined;
}

/** A `*name`; its target never contains the alias itself, an unusable alias targets a templated scalar. */
export interface AliasNode extends Span {
  readonly is: 'alias';
  readonly name: string;
  readonly target: Resolved;
}

/** A node as accessors give it: aliases followed. */
export type Resolved = ScalarNode | MapNode | ListNode;

/** One place of a YAML, JSON or TOML document. */
export type Node = Resolved | AliasNode;

/** One document of a file; the root of an empty document is a null scalar. */
export interface TreeDocument extends Span {
  readonly root: Node;
  /** Whether template actions were found in it. */
  readonly templated: boolean;
}

/** What a YAML, JSON or TOML file says, and what could not be read of it. */
export interface SyntaxTree {
  readonly documents: readonly TreeDocument[];
  readonly problems: readonly SyntaxProblem[];
}
