import type { DocumentShape } from '../parse/tree/index.ts';
import type { SourceFile } from '../read/source-file.ts';
import type { Place } from './location.ts';
import type { Occurrence } from './occurrence.ts';
import type { FileProblem, Problem } from './problem.ts';

/**
 * What one file says by itself: a reference as written (expressions kept) or a definition. Facts are plain
 * JSON values, because they are cached by the hash of the bytes; they know no path.
 */
export interface Fact {
  readonly is: string;
  readonly place: Place;
}

/** A sort of file that an extractor reads. */
export interface Format<F extends Fact = Fact> {
  readonly id: string;
  readonly role: 'manifest' | 'lockfile';
  /** Globs over paths relative to the root. */
  readonly files: readonly string[];
  /** For shared names (`*.yaml`): whether one of the documents belongs to this format. */
  claims?(document: DocumentShape): boolean;
  /** For names that say nothing (`bin/deploy`): how the first bytes look, one character each; others are read no further. */
  readonly begins?: RegExp;
  /** Only below a directory that holds a file of this name (`Chart.yaml`). */
  readonly within?: string;
  /** Without one of these ASCII words nothing in the file can matter, and it is not parsed. */
  readonly words: readonly string[];
  /** Yields facts as it goes: what came before a throw is kept. Pure: the bytes are all it sees. */
  read(file: SourceFile): Iterable<F | FileProblem>;
}

/** A file of a unit with the facts that were read from it. */
export interface UnitFile<F extends Fact = Fact> {
  readonly path: string;
  readonly format: string;
  readonly facts: readonly F[];
}

/** The files that one first-party part consists of, sorted by path. */
export interface UnitFiles<F extends Fact = Fact> {
  readonly path: string;
  readonly files: readonly UnitFile<F>[];
}

/** What `link` may ask about the rest of the tree; each question is recorded. */
export interface Tree<F extends Fact = Fact> {
  /** The unit of this extractor at a path, if there is one. */
  unit(path: string): UnitFiles<F> | undefined;
  /** Every unit of this extractor, sorted by path. */
  readonly units: readonly UnitFiles<F>[];
  /** Whether a file was found at this path inside the root. */
  has(path: string): boolean;
  /** Names in a directory inside the root, those that tools put there included; empty where there is none. */
  list(path: string): readonly string[];
  /** URL that the repository was cloned from, or `null` where nothing says it. */
  readonly remote: string | null;
  /** The commit that git's index holds each submodule at, by its path. */
  readonly submodules: ReadonlyMap<string, string>;
  /** A further file inside the root, or `undefined` where there is none, it is too large, or it lies outside. */
  file(path: string): SourceFile | undefined;
}

/** Names the first-party part that a unit is, and the first-party parts that it uses. */
export interface UnitFact {
  readonly is: 'unit';
  /** `terraform-root-module`, `helm-chart`, `github-workflow` … */
  readonly kind: string;
  /** Paths of further units of the same extractor that it uses. */
  readonly uses?: readonly string[];
  /** Whether it holds further components that no file names, as a bundled program does. */
  readonly bundles?: boolean;
}

/** An image that the repository builds itself: what names it below a folder means that, and no component. */
export interface BuiltImage {
  readonly is: 'builds';
  /** As it is written, without a tag. */
  readonly image: string;
  /** The folder; `.` is the root. */
  readonly below: string;
}

/** What `link` yields. */
export type Linked = ({ readonly is: 'occurrence' } & Occurrence) | UnitFact | BuiltImage | Problem;

/** Reads one ecosystem: data with pure readers, no base class. */
export interface Extractor<F extends Fact = Fact> {
  readonly id: string;
  readonly title: string;
  readonly formats: readonly Format<F>[];
  /** Path of the unit that a file belongs to: itself, or a directory (`.` is the root). */
  unit(path: string): string;
  /** Joins the facts of one unit to occurrences. Touches neither network nor clock. */
  link(unit: UnitFiles<F>, tree: Tree<F>): Iterable<Linked>;
}
