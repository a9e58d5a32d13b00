import { emptyRoot, judgeAgain, type Report, type ScanMeans } from '@fineprint/core';
import { isReport, readReport } from '@fineprint/core/json-1';
import type { PolicyText } from './policies.ts';
import { scanMeans } from './run-scan.ts';
import { scanSbom } from './scan-sbom.ts';
import type { StoredDocument } from './stored-document.ts';

/** A stored document as a policy judges it. */
export interface JudgedDocument {
  /** The report as it was stored, or `null` for an SBOM, which nothing has judged yet. */
  readonly before: Report | null;
  readonly report: Report;
}

/** Judges a stored report again, or an SBOM; throws a `ReportError` or `SbomError` where it is neither. */
export async function judgeDocument(document: StoredDocument, means: ScanMeans): Promise<JudgedDocument> {
  if (!isReport(document.text)) return { before: null, report: await scanSbom(document, means) };
  const before = readReport(document.text);
  const kinds = new Map(means.kinds.map((kind) => [kind.id, kind]));
  return { before, report: judgeAgain(before, { ...means, kinds, baseline: means.baseline ?? null }) };
}

/** Judges documents by the policies that it was made of, at a time (ISO 8601). */
export type DocumentJudge = (document: StoredDocument, asOf: string) => Promise<JudgedDocument>;

/**
 * Makes what judges documents by policies of a report server, in place of whatever their repositories say about themselves;
 * throws a `PolicyError` that shows what is wrong with these, and where.
 */
export async function documentJudge(policies: readonly PolicyText[]): Promise<DocumentJudge> {
  const { means } = await scanMeans(emptyRoot(), {
    policies,
    exclude: [],
    only: [],
    cache: null,
    env: {},
    unheeded: 'the server judges',
  });
  return (document, asOf) => judgeDocument(document, { ...means, fixedTime: asOf });
}
