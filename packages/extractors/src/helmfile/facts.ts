import type { Fact, ReferenceFact } from '@fineprint/core';

/** A chart of a release; `alias` is the name by which a state file knows its repository. */
export interface ReleaseFact extends Fact {
  readonly is: 'release';
  readonly alias: string;
  readonly reference: ReferenceFact;
}

/** A repository of charts under the name that releases use. */
export interface RepositoryFact extends Fact {
  readonly is: 'repository';
  readonly name: string;
  readonly url: string;
  /** Where the plugin helm-git takes its charts from. */
  readonly git?: Pick<ReferenceFact, 'kind' | 'name' | 'source' | 'request' | 'subpath'>;
}

/** A state file that this one is laid over: its repositories count here too. */
export interface BaseFact extends Fact {
  readonly is: 'base';
  readonly path: string;
}

/** What a lock chose for a chart of a repository. */
export interface LockedFact extends Fact {
  readonly is: 'locked';
  readonly chart: string;
  readonly url: string;
  readonly version: string;
}

/** A value that templates see as `.Values.name`; what is nested goes by the whole path, `a.b`. */
export interface ValueFact extends Fact {
  readonly is: 'value';
  readonly name: string;
  readonly text: string;
}

/** A file of values that a state file is given. */
export interface ValuesFileFact extends Fact {
  readonly is: 'values-file';
  readonly path: string;
}

export type HelmfileFact =
  | ReferenceFact
  | ReleaseFact
  | RepositoryFact
  | BaseFact
  | LockedFact
  | ValueFact
  | ValuesFileFact;
