import type { Pin } from './pin.ts';

/** What a kind needs to name a component and write its purl. */
export interface Identity {
  readonly name: string;
  readonly source: string | null;
  readonly subpath: string | null;
  readonly version: string | null;
  readonly requested: string | null;
  readonly digest: string | null;
  readonly commit: string | null;
}

/** How the versions of a kind are told apart and ordered. */
export interface VersionScheme {
  readonly id: string;
  /**
   * The exact version that `text` names, or `null` where it is a range, a partial version or a movable name; `name` is
   * asked where ecosystems of one kind differ.
   */
  exact(text: string, name: string): string | null;
  /** Orders two exact versions; versions that the scheme cannot order compare as text. */
  compare(a: string, b: string): number;
}

/** One kind of component, as data: what is true of every image is said once, whoever names it. */
export interface Kind {
  readonly id: string;
  readonly title: string;
  /** CycloneDX `component.type`. */
  readonly type:
    | 'application'
    | 'framework'
    | 'library'
    | 'container'
    | 'platform'
    | 'operating-system'
    | 'file';
  /** The normalised name that stands in the key, without version: `docker.io/library/redis`. */
  keyName(identity: Pick<Identity, 'name' | 'source'>): string;
  /** The registered purl, or `null` where no registered type can say it; `proposed` where only a proposed type says it exactly. */
  purls(identity: Identity): { readonly registered: string | null; readonly proposed: string | null };
  /** What the key says of a name though nobody wrote it: the registry of a short image name; `null` where all is written. */
  assumedSource?(name: string): string | null;
  readonly versions: VersionScheme;
  /** The pins that an occurrence of this kind can have, strongest first. */
  readonly pins: readonly Pin[];
  /** What to do by hand where `pin` knows no place to write, or nobody to ask: a sentence. */
  readonly byHand?: string;
  /** The lockfiles that pin what manifests only say limits for, by name, and the commands that write them. */
  readonly lockedBy?: Readonly<Record<string, string>>;
  /** The extractors that read what a copy of it holds, where that names further components; nothing else in it is used. */
  readonly contents?: readonly string[];
  /**
   * What fetching one gives that no lock of its own tools holds fast: the tree of a repository or archive, of which the
   * subpath may be a file, or one file behind its source; `null` where nothing can be fetched. Absent where tools have
   * locks or digests for it.
   */
  holds?(identity: Pick<Identity, 'name' | 'source' | 'subpath'>): 'tree' | 'file' | null;
  /** What a licence of this kind speaks of: the thing itself, or the main software in it. */
  readonly covers: 'artifact' | 'main-software' | 'application';
}
