import type { Fact, Pin, Scope, Usage } from '@fineprint/core';

/** What an SBOM says of one component. */
export interface ComponentFact extends Fact {
  readonly is: 'component';
  /** How the document itself calls it. */
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly version: string | null;
  readonly purl: string | null;
  /** What its licence fields say, the concluded one where there is one; `null` where nothing is said. */
  readonly license: string | null;
  /** `sha256:…` in hex. */
  readonly hashes: readonly string[];
  readonly scope: Scope | null;
  readonly usage: Usage | null;
  /** What Fineprint itself wrote, where it made the document. */
  readonly own: OwnWords | null;
}

/** What a document of our own says of a component beside the standard's fields. */
export interface OwnWords {
  readonly key: string;
  readonly kind: string;
  readonly source: string | null;
  readonly requested: string | null;
  readonly commit: string | null;
  readonly digest: string | null;
  readonly pin: Pin | null;
  readonly licenseClass: string | null;
  /** The licences of the versions that a range admits: `MPL-2.0 for 1.5.x`. */
  readonly ranges: readonly string[];
  readonly places: readonly OwnPlace[];
}

/** A place in what was scanned, as an occurrence of the document tells it. */
export interface OwnPlace {
  readonly path: string;
  readonly line: number;
  readonly address: string;
  readonly text: string;
}

/** What one component needs, by the ids of the document. */
export interface EdgeFact extends Fact {
  readonly is: 'edge';
  readonly from: string;
  readonly to: readonly string[];
}

/** What the document is about: the root of its graph. */
export interface SubjectFact extends Fact {
  readonly is: 'subject';
  readonly id: string | null;
  /** `container` where it is an image. */
  readonly type: string;
}

/** How many things the document lists that are no components: files, and what stands for them. */
export interface LeftOutFact extends Fact {
  readonly is: 'left-out';
  readonly count: number;
  readonly what: string;
}

export type SbomFact = ComponentFact | EdgeFact | SubjectFact | LeftOutFact;

/** An item of a list of components that is none: a text, a number, a list. */
export interface Misread {
  readonly is: 'misread';
  readonly item: number;
}

/** A fact without its place: `item` is its number among the items in the order of the text, where it is one. */
export type Placeless<F extends Fact> = F extends Fact
  ? Omit<F, 'place'> & { readonly item?: number }
  : never;
