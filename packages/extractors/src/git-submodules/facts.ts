import type { Fact, Place } from '@fineprint/core';

/** A value of a section, and where it stands. */
export interface Value {
  readonly text: string;
  readonly place: Place;
}

/** A submodule: where its files lie, where it is cloned from, and the branch that `--remote` follows. */
export interface SubmoduleFact extends Fact {
  readonly is: 'submodule';
  readonly name: string;
  readonly path: string;
  readonly url: Value;
  readonly branch: string | null;
}
