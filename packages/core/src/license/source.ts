import type { Component } from '../model/component.ts';
import type { Problem } from '../model/problem.ts';
import type { PackedFiles } from '../read/packed-files.ts';
import type { SourceFile } from '../read/source-file.ts';
import type { LicenseEvidence, NoticeText } from './evidence.ts';

/** What a licence source may look at on disk: files inside the root, tool-filled places included. */
export interface LicenseTree {
  /** The files that the scan found: none of the places that tools fill. */
  readonly files: readonly { readonly path: string }[];
  has(path: string): boolean;
  file(path: string): SourceFile | undefined;
  /** Names in a directory inside the root, sorted; empty where there is none. */
  list(path: string): readonly string[];
  /** What a gzipped tar archive inside the root holds, or `undefined` where there is none or it cannot be read. */
  archive(path: string): PackedFiles | undefined;
}

/** One place that knows licences: the shipped facts, licence files on disk, the registries. */
export interface LicenseSource {
  readonly id: string;
  /** Asks for all components at once that the other sources leave open; for a source that has to wait for answers. */
  prepare?(components: readonly Component[]): Promise<void>;
  /** Evidence for one component; a gap where it does not speak of every admitted version; problems where it could not be read. */
  evidence(
    component: Component,
    tree: LicenseTree,
  ): Iterable<LicenseEvidence | UnknownText | Gap | NoticeFile | Problem>;
  /** Licence and notice texts by SHA-256 that the evidence and the notice files point to. */
  texts?(): ReadonlyMap<string, string>;
}

/** A license text in the artifact that nobody recognised: it concludes nothing, and a curation may have been made for it. */
export interface UnknownText {
  readonly is: 'unknown-text';
  readonly source: string;
  /** SHA-256 of the text, in lower-case hex. */
  readonly text: string;
}

/** Says which admitted versions the evidence does not speak of, or why there is none. */
export interface Gap {
  readonly is: 'gap';
  readonly because: string;
}

/** A notice file of a component, which is passed on with it and says nothing about its licence. */
export interface NoticeFile extends NoticeText {
  readonly is: 'notice';
}
