import type { Location } from './location.ts';

/** The user's own correction of a license, for a component and, where it says so, some of its versions and one text. */
export interface Curation {
  readonly id: string;
  /** A `key`, or a version-less purl pattern in which `*` stands for any characters. */
  readonly component: string;
  /** The versions that it is for, as npm writes ranges; absent where it is for all. */
  readonly versions?: string;
  /** A canonical SPDX expression, or `NONE`. */
  readonly license: string;
  readonly reason: string;
  readonly owner: string | null;
  /** SHA-256 of the license texts that it was made for; where another is found, it lapses. */
  readonly texts?: readonly string[];
  /** Where it is written, for people: `fineprint.yaml:12:5`. */
  readonly writtenAt: string;
  /** The same place where it lies inside the root, or `null` for a policy from elsewhere. */
  readonly location: Location | null;
}
