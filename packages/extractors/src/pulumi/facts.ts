import type { Fact, Reference, ReferenceFact } from '@fineprint/core';

/** What a project names; `parameter` is the setting that fills it in, where it has no default. */
export interface NamedFact extends ReferenceFact {
  readonly parameter?: string;
}

/** What a stack's settings give to a program. */
export interface SettingFact extends Fact {
  readonly is: 'setting';
  readonly name: string;
  readonly reference: Reference;
}

export type PulumiFact = NamedFact | SettingFact;
