import { writeReport } from '@fineprint/core';
import { exitCodes, sendReport, UsageError } from 'fineprint';
import { defaultBranch, type Event } from '../event.ts';
import type { Inputs } from '../inputs.ts';
import type { EventScan } from '../scan-for-event.ts';
import { type JobServer, nothingToShow } from './job-server.ts';
import { projectOf } from './project.ts';

type Env = Readonly<Record<string, string | undefined>>;

interface Occasion {
  readonly inputs: Inputs;
  readonly event: Event;
  readonly env: Env;
}

/**
 * Sends the report of a scan to the report server. What becomes of that is said beside the result, and changes it only where the
 * input "require-upload" says so.
 */
export async function withSent(
  scan: EventScan,
  { server, shows }: JobServer,
  occasion: Occasion,
): Promise<EventScan> {
  const { inputs, event, env } = occasion;
  const isFork = event.is === 'pull-request' && event.isFork;
  if (shows === 'nothing') {
    const sentence = `The report was not sent. ${nothingToShow(server.origin)}`;
    return isFork ? { ...scan, remarks: [...scan.remarks, sentence] } : unsent(scan, inputs, sentence);
  }
  try {
    const project = inputs.project ?? (shows === 'token' ? projectOf(env) : null);
    const channel = channelOf(occasion, shows);
    const sending = { text: writeReport(scan.report), project, channel, group: null, waits: false };
    const address = await sendReport(server, sending);
    return { ...scan, remarks: [...scan.remarks, `The report was sent: ${address}`] };
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause;
    return unsent(scan, inputs, `The report was not sent. ${cause.message}`);
  }
}

function unsent(scan: EventScan, { requiresUpload }: Inputs, sentence: string): EventScan {
  const code = requiresUpload && scan.code === exitCodes.clean ? exitCodes.usage : scan.code;
  return { ...scan, code, remarks: [...scan.remarks, sentence], warning: scan.warning ?? sentence };
}

/** The line of reports: a pull request has its own, and of branches the default one counts in the portfolio. */
function channelOf({ event, env }: Occasion, shows: JobServer['shows']): string | null {
  if (event.is === 'pull-request') return `pr/${event.number}`;
  // By the identity of the job, the server knows its ref, and decides.
  if (shows === 'identity') return null;
  const { GITHUB_REF: ref = '' } = env;
  if (ref === `refs/heads/${defaultBranch(env)}`) return 'main';
  return (
    ref
      .replace(/^refs\/heads\//, 'branch/')
      .replace(/^refs\/tags\//, 'tag/')
      .slice(0, 200) || 'branch/unknown'
  );
}
