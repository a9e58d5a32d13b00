import { renderer, type Surroundings, unfolded } from 'fineprint';
import type { Event } from '../event.ts';
import type { GitHub, LazyGitHub } from '../github.ts';
import type { Inputs } from '../inputs.ts';
import type { EventScan } from '../scan-for-event.ts';
import { markerOf, maxCommentCharacters, tellByComment } from './comment.ts';
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

async function comment(
  github: GitHub,
  { report, remarks, code }: EventScan,
  { inputs, env }: Telling,
  number: number,
): Promise<string | null> {
  const { GITHUB_WORKFLOW = '', GITHUB_JOB = '', GITHUB_ACTION = '' } = env;
  const marker = markerOf([GITHUB_WORKFLOW, GITHUB_JOB, GITHUB_ACTION, inputs.path ?? '']);
  const look = { appearing: unfolded(false), showWaived: false };
  const render = await renderer(report, { ...look, failOn: inputs.failOn, remarks });
  const text = [...(await render('markdown', null)), ...linkToRun(env)].join('');
  const body = within(text, maxCommentCharacters - marker.length - 1);
  return tellByComment(github, {
    number,
    marker,
    body,
    isNeeded: inputs.comment === 'always' || code !== 0,
  });
}

/** Where the whole of it is to be seen. */
function* linkToRun({
  GITHUB_SERVER_URL = '',
  GITHUB_REPOSITORY = '',
  GITHUB_RUN_ID = '',
}: Env): Iterable<string> {
  const url = `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`;
  if (urlOfRun.test(url)) yield `\n[The job summary](${url}) has more.\n`;
}

const urlOfRun = /^https?:\/\/[\w.:-]+\/[\w.-]+\/[\w.-]+\/actions\/runs\/\d+$/;

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

/** The renderer has a budget far below; should it ever be wrong, a shorter comment is better than none. */
function within(text: string, most: number): string {
  return text.length <= most ? text : text.slice(0, most).toWellFormed();
}
