import type { Fact, Place, PlacedSlot, ReferenceFact } from '@fineprint/core';

/** A text with the place where it is written; not verbatim where that place encodes it. */
export interface WrittenText {
  readonly text: string;
  readonly place: Place;
  readonly verbatim: boolean;
}

/** The numbers of a `Place`, in their order: values files have tens of thousands of them, and few ever matter. */
export type PackedPlace = readonly [
  start: number,
  end: number,
  line: number,
  column: number,
  endLine: number,
  endColumn: number,
];

/** What `Chart.yaml` says of the chart itself. */
export interface ChartFact extends Fact {
  readonly is: 'chart';
  readonly name: WrittenText | null;
  readonly version: WrittenText | null;
  readonly appVersion: WrittenText | null;
}

/** An entry of `dependencies` in `Chart.yaml` or `requirements.yaml`; `place` is its name. */
export interface DependencyFact extends Fact {
  readonly is: 'dependency';
  readonly name: WrittenText;
  readonly alias: string | null;
  readonly repository: string | null;
  readonly version: WrittenText | null;
  /** Whether a condition or a tag can switch it off. */
  readonly isOptional: boolean;
  /** Where a version would stand that is not written. */
  readonly absent: readonly PlacedSlot[];
}

/** An entry of `dependencies` in `Chart.lock` or `requirements.lock`; `place` is its name. */
export interface LockedFact extends Fact {
  readonly is: 'locked';
  readonly name: string;
  readonly repository: string | null;
  readonly version: WrittenText | null;
}

/** A value of a values file; the marks that are seldom true are left out where they are not. */
export type Value =
  | {
      readonly is: 'scalar';
      readonly text: string;
      readonly at: PackedPlace;
      /** The place encodes the text. */
      readonly encoded?: true;
      readonly isNull?: true;
    }
  | { readonly is: 'map'; readonly entries: readonly (readonly [string, Value])[] }
  | { readonly is: 'list'; readonly items: readonly Value[] };

/** A values file as a whole: which value is an image shows only with the templates. */
export interface ValuesFact extends Fact {
  readonly is: 'values';
  readonly root: Value;
}

/** An image of a template as it is written, and the actions that decide what it means. */
export interface TemplateImageFact extends Fact {
  readonly is: 'template-image';
  readonly text: string;
  /** From the outside in: `inNamed`, `if …`, `else …` (where `…` does not hold), `with …`, `range …`, `$name := …`. */
  readonly within: readonly string[];
  /** Whether it is no field but an argument, `--solver-image=…`, or a variable: it is followed where it can be. */
  readonly isArgument: boolean;
}

/** Says that a line stands in a named template, which may be called with anything. */
export const inNamed = 'define';

/** A named template; what follows its own `end` in `body` is not part of it. */
export interface DefineFact extends Fact {
  readonly is: 'define';
  readonly name: string;
  readonly body: string;
}

/** The values that a template shows in a label, or compares: paths below `.Values`. */
export interface ShownFact extends Fact {
  readonly is: 'shown';
  readonly paths: readonly string[];
}

export type HelmFact =
  | ReferenceFact
  | ChartFact
  | DependencyFact
  | LockedFact
  | ValuesFact
  | TemplateImageFact
  | DefineFact
  | ShownFact;
