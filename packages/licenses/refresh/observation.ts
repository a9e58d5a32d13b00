import type { FactEvidence } from '../src/facts.ts';
import { evidenceFromField } from '../src/metadata/license-field.ts';

/** What was read about one version of a library; a license of `null` was not understood. */
export interface Observation {
  readonly library: string;
  readonly version: string;
  readonly license: string | null;
  readonly evidence: FactEvidence;
  readonly source: string;
  /** Whether the source tells of every version there is, so that nothing lies beyond those seen. */
  readonly complete?: boolean;
}

/** A reader of one sort of file: from the text to libraries with version and license. */
export interface FileReader {
  readonly pattern: RegExp;
  readonly evidence: FactEvidence;
  read(path: string, text: string): Iterable<Pick<Observation, 'library' | 'version' | 'license'>>;
}

/** Makes an SPDX expression of what an author wrote, or `null` where it is none. */
export function expressionOf(written: unknown): string | null {
  const text = typeof written === 'string' ? written : isRecord(written) ? written.type : undefined;
  if (typeof text !== 'string') return null;
  const evidence = evidenceFromField('', text);
  return 'is' in evidence || evidence.expression === 'NONE' ? null : evidence.expression;
}

/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads JSON, or gives `null` where the text is none: a test fixture may be broken on purpose. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
