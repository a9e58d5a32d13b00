import type { Report } from '@fineprint/core';
import { isReport, ReportError, readReport } from '@fineprint/core/json-1';
import { documentError } from './document-error.ts';
import { exitCodes } from './exit-code.ts';
import { reportServer } from './report-server/report-server.ts';
import { sendReport } from './report-server/send-report.ts';
import { projectName } from './report-server/server-reader.ts';
import { type StoredDocument, storedDocument } from './stored-document.ts';
import type { Surroundings } from './surroundings.ts';
import { UsageError } from './usage-error.ts';

/** The options of `upload`, as commander hands them over. */
export interface UploadOptions {
  readonly server?: string;
  readonly project?: string;
  readonly channel: string;
  readonly group?: string;
  readonly wait?: boolean;
}

/** Sends a document to the report server, with the token that FINEPRINT_TOKEN holds; prints where its state is told. */
export async function uploadCommand(
  path: string,
  options: UploadOptions,
  { env, stdout }: Surroundings,
): Promise<number> {
  const server = reportServer(env, options.server ?? null);
  if (server === null)
    throw new UsageError(
      'Which server it goes to is not known: --server, FINEPRINT_SERVER or the settings name it.',
    );
  // Without one, nothing needs to be read.
  await server.token();
  const document = await storedDocument(path);
  const { project = projectOf(document, env), channel, group = null, wait: waits = false } = options;
  const address = await sendReport(server, { text: document.text, project, channel, group, waits });
  stdout.write(`${waits ? 'Taken in' : 'Accepted'}: ${address}\n`);
  return exitCodes.clean;
}

/** A report of ours says what it is of; an SBOM may be of anything. */
function projectOf(document: StoredDocument, { FINEPRINT_PROJECT: named }: Surroundings['env']): string {
  if (named) return named;
  if (!isReport(document.text))
    throw new UsageError('An SBOM does not say which project it is of: name it with --project.');
  const { remote, name } = rootOf(document);
  return remote === null ? name : projectName(remote);
}

function rootOf(document: StoredDocument): Report['root'] {
  try {
    return readReport(document.text).root;
  } catch (cause) {
    if (!(cause instanceof ReportError)) throw cause;
    throw documentError(document, 'cannot be sent', cause);
  }
}
