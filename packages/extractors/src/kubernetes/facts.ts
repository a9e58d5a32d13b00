import type { Fact, Place } from '@fineprint/core';

/** A run of an image reference; it has no place where the format supplies it (a separator, an implied name). */
export interface Piece {
  readonly text: string;
  readonly place: Place | null;
  readonly verbatim: boolean;
}

/** An image that an object names; `pieces` make up the whole reference, `place` and `text` are its name as written. */
export interface ImageFact extends Fact {
  readonly is: 'image';
  readonly text: string;
  readonly pieces: readonly Piece[];
  readonly address: string;
  /** The tag or digest is the chart's, which a release's values leave as it is. */
  readonly isCompletedByChart?: true;
}

export type ManifestFact = ImageFact;
