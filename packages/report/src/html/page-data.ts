// What the page's script reads. It stands in the file as JSON; every text in it is printable already, and nothing here
// knows the model of a scan, because a browser has none.

/** A report as the page's script shows it. */
export interface PageData {
  /** Titles of the kinds, by kind. */
  readonly kinds: Readonly<Record<string, string>>;
  /** First-party parts of the repository. Nodes are counted: first the units, then the components. */
  readonly units: readonly PageUnit[];
  readonly rules: readonly { readonly id: string; readonly title: string }[];
  /** Every finding, in the order in which the page lists them; the element of the one at 7 is `finding-7`. */
  readonly findings: readonly PageFinding[];
  readonly components: readonly PageComponent[];
  readonly edges: readonly PageEdge[];
  readonly texts: Readonly<Record<string, string>>;
}

export interface PageUnit {
  readonly ref: string;
  readonly kind: string;
  readonly path: string;
  readonly owners: readonly string[];
}

/** A finding: its rule's place in the list, its level, and the node that it is about. */
export interface PageFinding {
  readonly rule: number;
  readonly level: string;
  readonly node?: number;
  readonly state: FindingState;
}

/** Where a finding stands: `open` without a baseline, `new` or `known` with one; `waived` whatever else holds. */
export type FindingState = 'open' | 'new' | 'known' | 'waived';

export interface PageEdge {
  readonly from: number;
  readonly to: readonly number[];
  /** Whether these are all; absent where nobody knows. */
  readonly complete?: boolean;
}

/** A component; what nobody said is absent. */
export interface PageComponent {
  readonly ref: string;
  readonly name: string;
  /** Version, or what stands in its place. */
  readonly version?: string;
  readonly kind: string;
  readonly pin: string;
  readonly usage: string;
  readonly license: PageLicense;
  /** Number of its places; the list may hold fewer. */
  readonly count: number;
  readonly places: readonly PagePlace[];
  /** Pins and usages of its places, where they differ. */
  readonly pins?: readonly string[];
  readonly usages?: readonly string[];
  readonly units: readonly number[];
  /** What it is called elsewhere, by the name of that name. */
  readonly identity: Readonly<Record<string, string>>;
  /** Address of where it comes from. */
  readonly address?: string;
}

export interface PageLicense {
  readonly expression?: string;
  readonly class: string;
  readonly because: string;
  readonly effective?: string;
  readonly declared?: string;
  readonly covers?: string;
  readonly confidence?: number;
  readonly ranges?: readonly { readonly versions: string; readonly expression: string }[];
  readonly evidence?: readonly PageEvidence[];
  readonly notices?: readonly { readonly source: string; readonly text?: string }[];
}

export interface PageEvidence {
  readonly expression: string;
  readonly method: string;
  readonly covers: string;
  readonly source: string;
  readonly address?: string;
  readonly isDeclared?: boolean;
  readonly isVerified?: boolean;
  /** Whether the conclusion rests on it. */
  readonly decided?: boolean;
  readonly versions?: string;
  readonly note?: string;
  /** Hash of a text that the page holds. */
  readonly text?: string;
}

export interface PagePlace {
  readonly at: string;
  readonly text?: string;
  readonly pin?: string;
  readonly usage?: string;
  readonly unit?: number;
  /** Version that a comment beside a commit claims. */
  readonly claimed?: string;
  readonly via?: readonly string[];
  /** The archive or fetched component that holds the place. */
  readonly in?: string;
}
