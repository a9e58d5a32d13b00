import type { Report } from '@fineprint/core';
import { isReport, ReportError, readReport, reportBeginning } from '@fineprint/core/json-1';
import { readReportLists } from '@fineprint/core/report-lists';
import type { InForce } from '../policies/in-force.ts';
import { type FlatReport, flatReport, flattening } from './flatten.ts';
import { Refusal } from './ingest.ts';

/** A document as it came in at a time (ms), and the name of its project. */
export interface StoredDocument {
  readonly name: string;
  readonly receivedAt: number;
  readonly bytes: Buffer;
}

/** What a document says of its project, and by which policies its findings are. */
export interface Judged<R> {
  readonly report: R;
  /** The `uid`s of the server's policies; empty where the findings are those of the document itself. */
  readonly policies: string;
  /** The `uid`s of those that were to judge it. */
  readonly asked: string;
  /** Why they could not. */
  readonly failure: string | null;
}

/** A document that was read, as far as the store keeps it. */
export type ReadReport = Judged<FlatReport>;

/**
 * Reads a document. Where the server has policies for its project, these judge it; else a report of ours stays as it is, and a
 * CycloneDX or SPDX document in JSON is judged by the default policy. Throws a `Refusal` where it is none of these.
 */
export async function readDocument(
  document: StoredDocument,
  policies: InForce,
  now: number,
): Promise<ReadReport> {
  const read = await judged(document, policies, { now, own: ownFlatReport, of: flatReport });
  // Which of two reports is the later one depends on it, and no repository was scanned before there were any.
  if (!(Date.parse(read.report.asOf) >= 0))
    throw new Refusal(
      'The report does not have the form of json-1: scan.asOf: it is no time of ISO 8601 since 1970.',
    );
  return read;
}

/** Reads a document like `readDocument`, for those who need all that it says. */
export function readWhole(document: StoredDocument, policies: InForce, now: number): Promise<Judged<Report>> {
  return judged(document, policies, { now, own: ownReport, of: (report) => report });
}

interface Way<R> {
  readonly now: number;
  /** Reads a document that no policy of the server judges. */
  own(document: StoredDocument): Promise<R>;
  /** Makes it of a report that one has judged. */
  of(report: Report): R;
}

async function judged<R>(document: StoredDocument, policies: InForce, way: Way<R>): Promise<Judged<R>> {
  const asked = policies.ids;
  try {
    if (asked === '') return { report: await way.own(document), policies: '', asked, failure: null };
    const { judgedByServer } = await import('./judges.ts');
    const judgement = await judgedByServer({ ...document, text: textOf(document) }, policies, way.now);
    if ('report' in judgement)
      return { report: way.of(judgement.report), policies: asked, asked, failure: null };
    return { report: await way.own(document), policies: '', asked, failure: judgement.failure };
  } catch (cause) {
    if (cause instanceof ReportError) throw new Refusal(cause.message, { cause });
    throw cause;
  }
}

/** A report as it was stored, or an SBOM as the default policy judges it; throws a `ReportError` or `Refusal`. */
async function ownReport(document: StoredDocument): Promise<Report> {
  const text = textOf(document);
  if (isReport(text)) return readReport(text);
  const { judgedByDefault } = await import('./judges.ts');
  return judgedByDefault({ ...document, text });
}

/** The same, flat; the whole of a report of ours is never in memory. */
async function ownFlatReport(document: StoredDocument): Promise<FlatReport> {
  const beginning = document.bytes.toString('utf8', 0, beginningBytes);
  if (!isReport(beginning)) return flatReport(await ownReport(document));
  const { end, ...taker } = flattening();
  return end(readReportLists(document.bytes, taker));
}

// What `isReport` looks at, if all of it were of the widest characters.
const beginningBytes = 4 * reportBeginning;

function textOf({ bytes }: StoredDocument): string {
  return bytes.toString('utf8');
}
