/** One reason to believe that something stands under a license, before it is judged. */
export interface LicenseEvidence {
  /** An SPDX license expression in its canonical form, or `NONE`: looked, there is none. */
  readonly expression: string;
  readonly covers: LicenseCoverage;
  readonly method: EvidenceMethod;
  /** `declared` only for what the author states in the artifact itself; what others say is `observed`. */
  readonly acknowledgement: 'declared' | 'observed';
  /** Where it was read: a path, a URL, or a sentence that names a file and its versions. */
  readonly source: string;
  /** Whether the license text itself was read. */
  readonly verified: boolean;
  /** From 0 to 1. */
  readonly confidence: number;
  /** The versions that it holds for (`>=1.6.0 <1.6.6`); absent where it was read in the very artifact. */
  readonly versions?: string;
  /** SHA-256 of the license text, in lower-case hex. */
  readonly text?: string;
  readonly note?: string;
}

/** A notice file (`NOTICE`), or a license text that nobody recognised, that was found with a component. */
export interface NoticeText {
  /** Path of the file. */
  readonly source: string;
  /** SHA-256 of its text, in lower-case hex. */
  readonly text: string;
}

/**
 * What a license is that of: the `artifact` itself (a chart, a module), the `main-software` in it (of an image, which
 * holds a distribution besides), or the `application` that it deploys (of a chart).
 */
export type LicenseCoverage = 'artifact' | 'main-software' | 'application';

/**
 * How evidence was come by: a `curation`, which is the user's own correction; the whole text of a license file, a `SPDX-License-Identifier` header, a metadata field of
 * the artifact, a versioned fact of the shipped knowledge, a registry's answer, or a `hint`: a remembered license that
 * nobody looked up, or a copy of a text whose origin nobody knows. A hint concludes nothing.
 */
export type EvidenceMethod = (typeof evidenceMethods)[number];

/** Every method of evidence, the most trusted first. */
export const evidenceMethods = [
  'curation',
  'file-text',
  'spdx-header',
  'package-metadata',
  'fact',
  'registry',
  'hint',
] as const;

/** The answer to "under which license?", always with its reason; `no-assertion` where nobody can know. */
export type ConcludedLicense =
  | {
      readonly is: 'expression';
      readonly expression: string;
      readonly covers: LicenseCoverage;
      readonly because: string;
      readonly confidence: number;
      readonly evidence: readonly LicenseEvidence[];
    }
  | {
      readonly is: 'none';
      readonly covers: LicenseCoverage;
      readonly because: string;
      readonly confidence: number;
      readonly evidence: readonly LicenseEvidence[];
    }
  | {
      readonly is: 'no-assertion';
      readonly because: string;
      readonly evidence: readonly LicenseEvidence[];
    };
