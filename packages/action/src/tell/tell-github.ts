import { renderer, type Surroundings, unfolded } from 'fineprint';
import type { Event } from '../event.ts';
import type { GitHub, LazyGitHub } from '../github.ts';
import type { Inputs } from '../inputs.ts';
import { runUrl } from '../run-url.ts';
import type { EventScan } from '../scan-for-event.ts';
import { changesOf } from './changes.ts';
import { markerOf, tellByComment } from './comment.ts';
import { type Submission, submitSnapshot } from './snapshot.ts';

type Env = Surroundings['env'];

/** For whom it is told, and by what. */
export interface Telling {
  readonly inputs: Inputs;
  readonly event: Event;
  readonly github: LazyGitHub;
  readonly env: Env;
  now(): number;
}

/** Tells GitHub what the inputs ask for; whatever becomes of it is a sentence for the log, and changes nothing of the result. */
export async function tellGitHub(scan: EventScan, telling: Telling): Promise<readonly string[]> {
  const { inputs, event, github } = telling;
  const isComment = inputs.comment !== 'never' && event.is === 'pull-request';
  const isSnapshot = inputs.submitsDependencies && event.is === 'push' && event.isDefaultBranch;
  const notes: (string | null)[] = [];
  if (inputs.submitsDependencies && !isSnapshot)
    notes.push('No dependency snapshot was submitted: that is done on pushes to the default branch only.');
  if (!isComment && !isSnapshot) return notes.filter((note) => note !== null);
  const opened = await github.open();
  if (typeof opened === 'string') return [`Nothing was told to GitHub: ${opened}`];
  if (isComment) notes.push(await comment(opened, scan, telling, event.number));
  if (isSnapshot) notes.push(await submitSnapshot(opened, scan.report, submissionOf(scan, telling)));
  return notes.filter((note) => note !== null);
}

// What changed is beside what was found; the job summary has more of it.
const changeCharacters = 12_000;

async function comment(
  github: GitHub,
  scan: EventScan,
  { inputs, env }: Telling,
  number: number,
): Promise<string | null> {
  const { report, remarks, code } = scan;
  const further = await changesOf(scan, changeCharacters);
  const look = { appearing: unfolded(false), showWaived: false, isAction: true };
  const render = await renderer(report, { ...look, failOn: inputs.failOn, remarks, further });
  return tellByComment(github, {
    number,
    marker: markerFor(inputs, env),
    body: [...(await render('markdown', null)), linkToRun(env, inputs)].join(''),
    isNeeded: inputs.comment === 'always' || code !== 0,
  });
}

/** Tells a pull request that there is no result; gives the sentence that says why it could not. */
export async function tellNotScanned(text: string, telling: Telling): Promise<string | null> {
  const { inputs, event, github, env } = telling;
  if (event.is !== 'pull-request') return null;
  const opened = await github.open();
  if (typeof opened === 'string') return `No comment was written: ${opened}`;
  const { number } = event;
  const body = text + linkToRun(env, inputs);
  return tellByComment(opened, { number, marker: markerFor(inputs, env), body, isNeeded: true });
}

function markerFor({ path }: Inputs, env: Env): string {
  const { GITHUB_WORKFLOW = '', GITHUB_JOB = '', GITHUB_ACTION = '' } = env;
  return markerOf([GITHUB_WORKFLOW, GITHUB_JOB, GITHUB_ACTION, path ?? '']);
}

/** Where the whole of it is to be seen. */
function linkToRun(env: Env, { hasSummary }: Inputs): string {
  const url = runUrl(env);
  if (url === null) return '';
  return hasSummary ? `\n[The job summary](${url}) has more.\n` : `\n[The log](${url}) has more.\n`;
}

function submissionOf({ prefix }: EventScan, { env, now }: Telling): Submission {
  const {
    GITHUB_SERVER_URL = 'https://github.com',
    GITHUB_REPOSITORY = '',
    GITHUB_ACTION_REPOSITORY = '',
  } = env;
  return {
    sha: env.GITHUB_SHA ?? '',
    ref: env.GITHUB_REF ?? '',
    correlator: `${env.GITHUB_WORKFLOW ?? ''} ${env.GITHUB_JOB ?? ''}`,
    runId: env.GITHUB_RUN_ID ?? '',
    url: `${GITHUB_SERVER_URL}/${GITHUB_ACTION_REPOSITORY || GITHUB_REPOSITORY}`,
    prefix,
    scanned: new Date(now()).toISOString(),
  };
}
