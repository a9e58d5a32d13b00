import type { ContentState } from './content-state.ts';
import type { Location } from './location.ts';
import type { LockState } from './lock.ts';
import type { Pin } from './pin.ts';
import type { Slot } from './slot.ts';
import type { Upstream } from './upstream.ts';
import type { Scope, Usage } from './usage.ts';

/**
 * What a repository asks for, in the words of the place it asks. `version` is a version or constraint of a
 * registry whose versions cannot change; `tag` a name that can be moved (an image tag, a release tag in a
 * URL); `git-ref` a commit, tag or branch; `nothing` where nothing is said.
 */
export type Request =
  | { readonly is: 'version' | 'tag' | 'git-ref'; readonly text: string }
  | { readonly is: 'nothing' };

/** What a lockfile, or a copy on disk, says was chosen. Hashes are `algorithm:value` (`sha256:…`, `h1:…`). */
export interface Locked {
  readonly version: string | null;
  readonly commit?: string;
  readonly hashes: readonly string[];
}

/** A component that another one needs, as a lockfile says it; `version` and `commit` are those that it chose. */
export interface Needed {
  readonly kind: string;
  readonly name: string;
  readonly version: string | null;
  readonly commit?: string;
}

/**
 * One place where the repository names a component, as `link` yields it.
 *
 * `name` is what a person writes, without version; the kind normalises it into the key. `unresolved` is a
 * sentence saying which part could not be evaluated: `name` when the component itself is not known (the
 * name is then kept as written), `version` when only the version is not.
 */
export interface Occurrence {
  readonly kind: string;
  readonly name: string;
  readonly subpath?: string;
  /** Registry host, or URL without credentials, that the component comes from. */
  readonly source?: string;
  readonly request: Request;
  /** `sha256:…` as asked for beside or instead of a tag, or a checksum. */
  readonly digest?: string;
  readonly locked?: Locked;
  /** What its lockfile says of it; absent where no tool would write one. */
  readonly lock?: LockState;
  /** Version that a comment beside a commit claims; never taken for the version. */
  readonly claimed?: string;
  readonly unresolved?: { readonly part: 'name' | 'version'; readonly because: string };
  /** Why no firm pin can be written here though the kind has one: a sentence about the place, or the tool that reads it. */
  readonly unpinnable?: string;
  readonly at: Location;
  /** The reference as it stands there; core redacts credentials. */
  readonly text: string;
  /** Stable address of the block that holds it (`module.vpc`, `jobs.build/uses`); never a line. */
  readonly address: string;
  readonly usage: Usage;
  readonly scope?: Scope;
  readonly slots: readonly Slot[];
  /** Places that a value came through: a local, an ARG, a values file. */
  readonly via: readonly Location[];
  /** Path inside the root where a copy of the component lies (`.terraform/modules/vpc`): `expand` goes there. */
  readonly contents?: string;
  /** What it needs in turn, where a lockfile says so. */
  readonly dependsOn?: readonly Needed[];
  /** Whether the lockfile names more that it needs, and does not tell which component that is. */
  readonly needsMore?: boolean;
  /** Whether the unit has it only because something of `dependsOn` leads there: then the unit itself has no edge to it. */
  readonly isTransitive?: boolean;
  /** The licence field of its own metadata, where a lockfile repeats it. */
  readonly license?: string;
}

/** Occurrence whose extractor and unit are known, after `link`. */
export interface LinkedOccurrence extends Occurrence {
  readonly ecosystem: string;
  /** `ref` of the unit that holds it. */
  readonly unit: string;
  /** `ref` of the component whose copy holds `at.path`, or `null` for the scanned root itself. */
  readonly in: string | null;
  /** Where the scanned repository names the fetched component that holds it: `at` is no place in the repository then. */
  readonly heldAt?: Location;
}

/** Occurrence with its identity and its verdict on pinning, after `resolve`. */
export interface ResolvedOccurrence extends LinkedOccurrence {
  readonly key: string;
  readonly ref: string;
  readonly version: string | null;
  readonly commit: string | null;
  /** The request as text, or `null` where nothing is asked. */
  readonly requested: string | null;
  readonly pin: Pin | null;
  readonly scope: Scope;
  /** Whether a credential stood in its text, name or source; it is redacted there. */
  readonly credential: boolean;
  /** What the repository of its commit, or the registry of its digest, said of it; absent where it was not asked. */
  readonly upstream?: Upstream;
  /** What the repository's lock of contents says of it; absent without one, and where nothing is to be locked. */
  readonly content?: ContentState;
}
