import type { Fact, Place } from '@fineprint/core';

/** A run of a value that was written in one place; not verbatim where that place encodes it. */
export interface Piece {
  readonly text: string;
  readonly place: Place;
  readonly verbatim: boolean;
}

/** A value with the places that it was put together from: the step itself, a matrix, an `env`. */
export interface WrittenValue {
  readonly pieces: readonly Piece[];
  /** Places other than the reference itself that it came through. */
  readonly via: readonly Place[];
  /** The expressions whose value is not known from the file. */
  readonly unknown: readonly string[];
}

interface Reference extends Fact {
  /** The reference as it stands at `place`. */
  readonly text: string;
  readonly value: WrittenValue;
  readonly address: string;
}

/** `uses:` of a step or a job. */
export interface UsesFact extends Reference {
  readonly is: 'uses';
  /** Version that the comment beside it claims, with the place of that version. */
  readonly claim: { readonly text: string; readonly place: Place } | null;
}

/** `container:`, `services:` or the image of a Docker action. */
export interface ImageFact extends Reference {
  readonly is: 'image';
}

/** A label of `runs-on:`. */
export interface RunnerFact extends Reference {
  readonly is: 'runner';
}

/** A version given to an action that installs a tool. */
export interface ToolFact extends Reference {
  readonly is: 'tool';
  readonly tool: string;
}

/** Says what the file is: a workflow, or an action. */
export interface FileFact extends Fact {
  readonly is: 'workflow' | 'action';
}

export type ActionsFact = UsesFact | ImageFact | RunnerFact | ToolFact | FileFact;
