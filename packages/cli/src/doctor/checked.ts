import type { Surroundings } from '../surroundings.ts';

/** One thing that was looked at. */
export interface Checked {
  /** `problem` only where a scan cannot do what is asked of it. */
  readonly is: 'ok' | 'note' | 'problem';
  readonly what: string;
  readonly says: string;
  /** What to do about it, where there is something. */
  readonly todo?: string;
}

/** A heading, and what was looked at under it. */
export interface Section {
  readonly title: string;
  readonly checked: readonly Checked[];
}

export type Env = Surroundings['env'];
