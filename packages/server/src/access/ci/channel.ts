import { Refusal } from '../refusal.ts';
import type { CiClaims } from './claims.ts';

/** The channel that counts in the portfolio. */
const main = 'main';

const pullRequest = /^refs\/pull\/(?<number>\d{1,10})\/(?:merge|head)$/;
const pullRequestChannel = /^pr\/\d{1,10}$/;

// What such a job runs is what the ref itself holds. Others run beside what somebody has sent: a comment, a fork, another run.
const eventsOfRef: ReadonlySet<string> = new Set([
  'push',
  'schedule',
  'workflow_dispatch',
  'release',
  'repository_dispatch',
]);
// They run on the default branch for a pull request, or for a run of one, whose number no claim tells.
const eventsForOthers: ReadonlySet<string> = new Set(['pull_request_target', 'workflow_run']);

/**
 * The channel that a job writes: that of its pull request; `main` where its ref may; `branch/…` or `tag/…` else. One that it
 * asks for has to be one of these. Throws a `Refusal`.
 */
export function channelFor(
  { ref, event_name: event }: CiClaims,
  mainRefs: readonly string[],
  asked: string | undefined,
): string {
  const number = pullRequest.exec(ref)?.groups?.number;
  if (number !== undefined) return own([`pr/${number}`], asked);
  if (eventsForOthers.has(event)) {
    if (asked !== undefined && pullRequestChannel.test(asked)) return asked;
    throw new Refusal('event-not-taken', 'forbidden');
  }
  const mayMain = eventsOfRef.has(event) && mainRefs.some((pattern) => isOf(ref, pattern));
  const ofRef = ref.replace(/^refs\/heads\//, 'branch/').replace(/^refs\/tags\//, 'tag/');
  return own(mayMain ? [main, ofRef] : [ofRef], asked);
}

function own(channels: readonly [string, ...string[]], asked: string | undefined): string {
  if (asked === undefined) return channels[0];
  if (channels.includes(asked)) return asked;
  throw new Refusal('channel-not-own', 'forbidden');
}

/** Whether a ref is the one that is named, or begins as the one that ends in `*`. */
function isOf(ref: string, pattern: string): boolean {
  return pattern.endsWith('*') ? ref.startsWith(pattern.slice(0, -1)) : ref === pattern;
}
