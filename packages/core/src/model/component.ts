import type { ConcludedLicense, LicenseEvidence, NoticeText } from '../license/evidence.ts';
import type { NonEmpty } from './nonempty.ts';
import type { ResolvedOccurrence } from './occurrence.ts';
import type { Pin } from './pin.ts';
import type { ReportComponent } from './report.ts';
import type { Scope, Usage } from './usage.ts';

/** A node of the SBOM: everything that shares one `ref`. */
export interface Component {
  readonly key: string;
  readonly ref: string;
  readonly purl: string | null;
  readonly proposedPurl: string | null;
  readonly kind: string;
  readonly name: string;
  readonly subpath: string | null;
  readonly source: string | null;
  /** Registry in the key that an occurrence does not name itself, or `null`. */
  readonly assumedSource: string | null;
  readonly supplier: string | null;
  readonly version: string | null;
  readonly digest: string | null;
  readonly commit: string | null;
  readonly hashes: readonly string[];
  readonly requested: string | null;
  readonly pin: Pin | null;
  readonly usage: Usage;
  readonly scope: Scope;
  readonly occurrences: NonEmpty<ResolvedOccurrence>;
}

/** What admitted versions stand under where they do not agree. */
export interface LicenseRange {
  readonly versions: string;
  readonly expression: string;
  readonly evidence: readonly LicenseEvidence[];
}

/** The licence answers of a component, kept apart as SPDX and CycloneDX do. */
export interface ComponentLicense {
  readonly declared: string | null;
  readonly observed: readonly LicenseEvidence[];
  readonly concluded: ConcludedLicense;
  readonly ranges: readonly LicenseRange[];
  /** Which further versions are admitted, of whose licence nothing is known; absent where there is none, or no range. */
  readonly gap?: string;
  /** Notice files that were found with it; absent where there is none. */
  readonly notices?: readonly NoticeText[];
}

/** A component cannot reach a rule before it is licensed. */
export interface LicensedComponent extends Component {
  readonly license: ComponentLicense;
}

/** What the policy makes of a concluded licence. `effective` is the branch of an `OR` that it chose. */
export interface LicenseVerdict {
  readonly is: 'allowed' | 'review' | 'denied' | 'unknown';
  readonly effective: string | null;
  readonly class: string | null;
  /** The licences that decided: for `denied`, those not allowed. */
  readonly leaves: readonly string[];
  /** A sentence: the entry of the policy that decided. */
  readonly because: string;
  /** What each licence of the concluded expression asks; absent where nobody was asked. */
  readonly terms?: readonly LicenseTerms[];
  /** What the policy makes of each licence where the admitted versions stand under different ones; else absent. */
  readonly ranges?: readonly RangeVerdict[];
}

/** What one licence of an expression asks; `null` where nobody has read its terms. */
export interface LicenseTerms {
  /** As an expression has it, with its exception. */
  readonly license: string;
  readonly asks: readonly LicenseAsk[] | null;
}

/** One thing that a licence asks. */
export interface LicenseAsk {
  /** The id of the obligation: `network-source`. */
  readonly id: string;
  /** A sentence. */
  readonly says: string;
  /** The usages in which it can arise. */
  readonly usages: readonly Usage[];
}

/** What the policy makes of the licence that some of the admitted versions stand under. */
export interface RangeVerdict {
  readonly versions: string;
  readonly expression: string;
  readonly is: LicenseVerdict['is'];
  readonly because: string;
}

/** A component with the policy's verdict on its licence: what rules see, which is no more than what a report keeps. */
export interface JudgedComponent extends ReportComponent {
  readonly verdict: LicenseVerdict;
  /** The licence and notice texts that were found with it. */
  readonly texts: readonly string[];
}
