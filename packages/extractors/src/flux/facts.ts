import type { Fact, Place, ReferenceFact } from '@fineprint/core';

/** The object that a chart is taken from, as a release names it; the namespace is `null` where nothing says it. */
export interface SourceRef {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | null;
}

/** A chart that a HelmRelease or HelmChart takes from a source; its reference knows the source only after `link`. */
export interface ChartFact extends Fact {
  readonly is: 'chart';
  /** Name of the object, by which patches speak of it. */
  readonly name: string;
  readonly from: SourceRef;
  readonly reference: ReferenceFact;
}

/** A HelmRelease without a chart: a patch that kustomize lays over one that has it. */
export interface PatchFact extends Fact {
  readonly is: 'patch';
  readonly name: string;
  /** The version that it puts in place, as a reference without a name. */
  readonly reference: ReferenceFact;
}

/** A HelmRelease whose chart is another object: an OCIRepository or a HelmChart. */
export interface ChartRefFact extends Fact {
  readonly is: 'chart-ref';
  readonly to: SourceRef;
  readonly address: string;
}

/** A HelmRepository, which is no component itself, or an OCIRepository, which holds a chart or manifests. */
export interface SourceFact extends Fact {
  readonly is: 'source';
  readonly kind: 'HelmRepository' | 'OCIRepository';
  readonly name: string;
  readonly namespace: string | null;
  readonly url: string;
  /** What an OCIRepository is taken for where no release takes its chart from it. */
  readonly reference: ReferenceFact | null;
  readonly isChart: boolean;
}

export type FluxFact = ReferenceFact | ChartFact | PatchFact | ChartRefFact | SourceFact;

/** A place in another file than that of the reference. */
export interface Elsewhere {
  readonly path: string;
  readonly place: Place;
}
