import type { Report } from '@fineprint/core';
import { SbomError } from '@fineprint/extractors/sbom';
import { PolicyError } from '@fineprint/policy';
import { scanMeans, scanSbom } from 'fineprint';
import type { InForce } from '../policies/in-force.ts';
import { judgeBy } from '../policies/judge-by.ts';
import { Refusal } from './ingest.ts';

// Loaded where a document has to be judged: it needs all that a scan needs, and most documents are reports that one has judged.

/** What is judged: a document's text, and when it came (ms). */
export interface Judgeable {
  readonly name: string;
  readonly receivedAt: number;
  readonly text: string;
}

/** An SBOM as the default policy judges it; throws a `Refusal` where it is none. */
export async function judgedByDefault({ name, receivedAt, text }: Judgeable): Promise<Report> {
  const { means, close } = await scanMeans('.', {
    policies: ['default'],
    exclude: [],
    only: [],
    cache: null,
    env: {},
  });
  const fixedTime = new Date(receivedAt).toISOString();
  try {
    return await refusing(scanSbom({ name, text }, { ...means, fixedTime }));
  } finally {
    close();
  }
}

const judge = judgeBy();

/** A document as policies of the server judge it, or why they cannot; throws a `Refusal` where it is none. */
export async function judgedByServer(
  document: Judgeable,
  policies: InForce,
  now: number,
): Promise<{ readonly report: Report } | { readonly failure: string }> {
  try {
    return { report: await refusing(judge(policies, document, now)) };
  } catch (cause) {
    // A policy that held when it was published may not hold in a later Fineprint.
    if (cause instanceof PolicyError) return { failure: cause.message };
    throw cause;
  }
}

async function refusing<T>(judging: Promise<T>): Promise<T> {
  try {
    return await judging;
  } catch (cause) {
    if (cause instanceof SbomError) throw new Refusal(cause.message, { cause });
    throw cause;
  }
}
