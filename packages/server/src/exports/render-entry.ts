import { buffer } from 'node:stream/consumers';
import type { Report } from '@fineprint/core';
import { isReport, readReport } from '@fineprint/core/json-1';
import { renderer, UsageError, unfolded } from 'fineprint/rendering';
import type { StoredDocument } from '../ingest/read-document.ts';
import type { InForce } from '../policies/in-force.ts';
import { exportFormats } from './formats.ts';
import { refusedCode, type Wanted } from './renderer.ts';
import { withSettled } from './settled.ts';

// The beginning of a process that renders one document: it is told on its standard input, after a line that says what is wanted.
const input = await buffer(process.stdin);
const head = input.indexOf('\n');
const wanted: Wanted = JSON.parse(input.toString('utf8', 0, head));

try {
  for await (const piece of await rendered(wanted, input.subarray(head + 1)))
    if (!process.stdout.write(piece)) await drained();
} catch (cause) {
  if (!(cause instanceof UsageError)) throw cause;
  process.stderr.write(cause.message);
  process.exitCode = refusedCode;
}

async function rendered(
  { format, policies, now, settled, ...from }: Wanted,
  bytes: Buffer,
): Promise<Iterable<string>> {
  const text = bytes.toString('utf8');
  if (!isReport(text) && exportFormats[format].needsPlaces)
    throw new UsageError(
      `"${format}" is about places in the files of a repository, and this is an SBOM of another tool, which names none.`,
    );
  const isOwn = policies.ids === '' && isReport(text);
  const report = isOwn ? readReport(text) : await judged({ ...from, bytes }, policies, now);
  const render = await renderer(withSettled(report, settled), {
    appearing: unfolded(false),
    showWaived: true,
  });
  return render(format, null);
}

/** What the server's policies judge, and SBOMs, takes all that a scan loads. */
async function judged(document: StoredDocument, policies: InForce, now: number): Promise<Report> {
  const { readWhole } = await import('../ingest/read-document.ts');
  return (await readWhole(document, policies, now)).report;
}

function drained(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  process.stdout.once('drain', resolve);
  return promise;
}
