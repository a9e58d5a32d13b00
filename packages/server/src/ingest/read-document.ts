import type { Report } from '@fineprint/core';
import { ReportError, readReport } from '@fineprint/core/json-1';
import { SbomError } from '@fineprint/extractors/sbom';
import { PolicyError } from '@fineprint/policy';
import { isReport, scanMeans, scanSbom } from 'fineprint';
import type { InForce } from '../policies/in-force.ts';
import { judgeBy } from '../policies/judge-by.ts';
import { Refusal } from './ingest.ts';

/** A document as it came in, and the name of its project. */
export interface StoredDocument {
  readonly name: string;
  readonly text: string;
}

/** A document that was read, and by which policies its findings are. */
export interface ReadReport {
  readonly report: Report;
  /** The `uid`s of the server's policies; empty where the findings are those of the document itself. */
  readonly policies: string;
  /** Why the server's policies could not judge it. */
  readonly failure: string | null;
}

const judge = judgeBy();

/**
 * Reads a document. Where the server has policies for its project, these judge it; else a report of ours stays as it is, and a
 * CycloneDX or SPDX document in JSON is judged by the default policy. Throws a `Refusal` where it is none of these.
 */
export async function readDocument(
  document: StoredDocument,
  policies: InForce,
  now: number,
): Promise<ReadReport> {
  try {
    if (policies.ids === '')
      return { report: await ownReport(document), policies: policies.ids, failure: null };
    return { report: await judge(policies, document, now), policies: policies.ids, failure: null };
  } catch (cause) {
    if (cause instanceof ReportError || cause instanceof SbomError)
      throw new Refusal(cause.message, { cause });
    // A policy that held when it was published may not hold in a later Fineprint.
    if (cause instanceof PolicyError)
      return { report: await ownReport(document), policies: '', failure: cause.message };
    throw cause;
  }
}

/** A report as it was stored, or an SBOM as the default policy judges it; throws a `ReportError` or `SbomError`. */
export async function ownReport({ name, text }: StoredDocument): Promise<Report> {
  return isReport(text) ? readReport(text) : await judgedByDefault(name, text);
}

async function judgedByDefault(name: string, text: string): Promise<Report> {
  const { means, close } = await scanMeans('.', {
    policies: ['default'],
    exclude: [],
    only: [],
    cache: null,
    env: {},
  });
  try {
    return await scanSbom({ name, text }, means);
  } finally {
    close();
  }
}
