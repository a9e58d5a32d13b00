import { createHash } from 'node:crypto';
import type { Report, ReportComponent } from '@fineprint/core';
import { maximumTextLength, sha256Of } from '@fineprint/licenses';
import type { Database } from '../store/database.ts';
import { storable } from '../store/storable.ts';

// More is in the report itself.
const mostEvidence = 10;
const mostNotices = 5;
const longestSentence = 1_000;

/** What the store keeps of why a component has its licence, as JSON. */
export function evidenceOf({ license }: Pick<ReportComponent, 'license'>): string {
  const { concluded, observed, ranges, gap, notices = [] } = license;
  const { is, covers, confidence } = concluded;
  // Where nothing was concluded, what was seen is all there is.
  const evidence = concluded.evidence.length > 0 ? concluded.evidence : observed;
  return JSON.stringify({
    is,
    covers,
    because: cut(concluded.because),
    confidence,
    ...(gap === undefined ? {} : { gap: cut(gap) }),
    evidence: evidence.slice(0, mostEvidence).map(({ note, ...one }) => ({
      expression: cut(one.expression),
      method: one.method,
      acknowledgement: one.acknowledgement,
      source: cut(one.source),
      verified: one.verified,
      confidence: one.confidence,
      ...(one.versions === undefined ? {} : { versions: cut(one.versions) }),
      ...(one.text === undefined ? {} : { text: one.text }),
      ...(note === undefined ? {} : { note: cut(note) }),
    })),
    moreEvidence: Math.max(0, evidence.length - mostEvidence),
    ranges: ranges.slice(0, mostEvidence).map(({ versions, expression }) => ({
      versions: cut(versions),
      expression: cut(expression),
    })),
    notices: notices.slice(0, mostNotices).map(({ source, text }) => ({ source: cut(source), text })),
  });
}

function cut(text: string): string {
  return text.length <= longestSentence ? text : `${text.slice(0, longestSentence)}…`;
}

/** The name of a detail. */
export function hashOf(detail: string): string {
  return createHash('sha256').update(detail).digest('hex');
}

/** A licence text as the store keeps it. */
export interface KeptText {
  readonly sha256: string;
  readonly text: string;
}

/** The SHA-256 of the texts that the evidence of a component's licence points to. */
export function textsNamedBy({ license }: Pick<ReportComponent, 'license'>): readonly string[] {
  const { concluded, observed, notices = [] } = license;
  return [...concluded.evidence, ...observed, ...notices].flatMap(({ text }) => text ?? []);
}

/**
 * Those of a report's texts that evidence points to. Whoever sent it may have named one text by the hash of another; that one is
 * not kept, or it would be shown to all who have the other.
 */
export function heldTexts(wanted: Iterable<string>, texts: Report['texts']): readonly KeptText[] {
  return [...wanted].sort().flatMap((sha256) => {
    const text = texts[sha256];
    if (text === undefined || text.length > maximumTextLength || sha256Of(text) !== sha256) return [];
    return [{ sha256, text: storable(text) }];
  });
}

/** Keeps licence texts, each once. */
export async function keepTexts(texts: readonly KeptText[], database: Database): Promise<void> {
  for (let start = 0; start < texts.length; start += textsAtOnce)
    await keepSome(texts.slice(start, start + textsAtOnce), database);
}

// Together they are a few MB at most.
const textsAtOnce = 20;

async function keepSome(texts: readonly KeptText[], { read, write }: Database): Promise<void> {
  const names = texts.map(({ sha256 }) => sha256);
  const rows = await read.selectFrom('licenseText').where('sha256', 'in', names).select('sha256').execute();
  const known = new Set(rows.map(({ sha256 }) => sha256));
  const missing = texts.filter(({ sha256 }) => !known.has(sha256));
  if (missing.length === 0) return;
  await write((writing) =>
    writing
      .insertInto('licenseText')
      .values(missing)
      .onConflict((conflict) => conflict.column('sha256').doNothing())
      .execute(),
  );
}
