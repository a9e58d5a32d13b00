import type { Report } from '@fineprint/core';
import { ReportError, readReport } from '@fineprint/core/json-1';
import { SbomError } from '@fineprint/extractors/sbom';
import { isReport, scanMeans, scanSbom } from 'fineprint';
import { Refusal } from './ingest.ts';

/**
 * Reads a document: a report of ours as it is, a CycloneDX or SPDX document in JSON judged by the default policy. Throws a
 * `Refusal` where it is none of these.
 */
export async function readDocument(name: string, text: string): Promise<Report> {
  try {
    return isReport(text) ? readReport(text) : await judged(name, text);
  } catch (cause) {
    if (cause instanceof ReportError || cause instanceof SbomError)
      throw new Refusal(cause.message, { cause });
    throw cause;
  }
}

async function judged(name: string, text: string): Promise<Report> {
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
