import type { Claim, Fact, Place, ReferenceFact as ScriptFact } from '@fineprint/core';

/** A run of a value that was written in one place; not verbatim where that place encodes it. */
export interface Piece {
  readonly text: string;
  readonly place: Place;
  readonly verbatim: boolean;
  /** The file that the place lies in, where it is another one than that of the reference. */
  readonly path?: string;
  /** More than one reference is put together from it, or others say the same: it has no slot of its own. */
  readonly isShared?: boolean;
  /** The input that its callers fill in here, and what holds where they give nothing: `inputs.x || '1.2.3'`. */
  readonly input?: { readonly name: string; readonly otherwise: readonly WrittenValue[] };
}

/** A place that a value came through, and its file where it is another one than that of the reference. */
export interface Via {
  readonly place: Place;
  readonly path?: string;
}

/** A value with the places that it was put together from: the step itself, a matrix, an `env`, an input. */
export interface WrittenValue {
  readonly pieces: readonly Piece[];
  /** Places other than the reference itself that it came through. */
  readonly via: readonly Via[];
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
  readonly claim: Claim | null;
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

/** An input that the file declares, with its default. */
export interface InputFact extends Fact {
  readonly is: 'input';
  readonly name: string;
  readonly otherwise: WrittenValue | null;
}

/** `uses: ./…`, a workflow or an action of the same repository, and what it is given. */
export interface CallFact extends Fact {
  readonly is: 'call';
  readonly target: string;
  readonly inputs: Readonly<Record<string, readonly WrittenValue[]>>;
}

/** Says what the file is: a workflow, or an action. */
export interface FileFact extends Fact {
  readonly is: 'workflow' | 'action';
  /** Whether it is a program that was built into one file. */
  readonly bundles?: boolean;
}

/** An action of a lock, by the text of its entry: `owner/repository@ref`. */
export interface LockedFact extends Fact {
  readonly is: 'locked';
  readonly entry: string;
  readonly commit: string;
  /** The workflows that use it by themselves; none where only other actions do. */
  readonly usedBy: readonly string[];
}

/** A fact that may become an occurrence. */
export type ReferenceFact = UsesFact | ImageFact | RunnerFact | ToolFact;

export type ActionsFact = ReferenceFact | ScriptFact | LockedFact | InputFact | CallFact | FileFact;
