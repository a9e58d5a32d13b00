import type { Report } from '@fineprint/core';
import { type DocumentJudge, documentJudge } from 'fineprint';
import type { InForce } from './in-force.ts';

/** Judges a stored document by policies of the server. */
export type JudgeBy = (policies: InForce, document: Document, now: number) => Promise<Report>;

interface Document {
  readonly name: string;
  readonly receivedAt: number;
  readonly text: string;
}

// A process judges project after project by the same few.
const mostKept = 8;

/** Makes what judges by the server's policies, each bound once. */
export function judgeBy(): JudgeBy {
  const bound = new Map<string, Promise<DocumentJudge>>();
  return async ({ texts }, document, now) => {
    const key = JSON.stringify(texts);
    let judge = bound.get(key);
    if (!judge) {
      if (bound.size >= mostKept) bound.clear();
      judge = documentJudge(texts);
      bound.set(key, judge);
    }
    const { before, report } = await (await judge)(document, new Date(now).toISOString());
    // When it was scanned says which of two reports is the later one; of an SBOM, when it came.
    const asOf = before?.scan.asOf ?? new Date(document.receivedAt).toISOString();
    return { ...report, scan: { ...report.scan, asOf } };
  };
}
