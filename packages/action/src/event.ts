import { readFileSync, statSync } from 'node:fs';
import * as z from 'zod/mini';
import { ObjectId } from './api/commits.ts';

/** What started the workflow, as far as a scan depends on it. */
export type Event =
  | {
      readonly is: 'pull-request';
      readonly number: number;
      /** Tip of the branch that it is to be merged into, when the event was sent. */
      readonly base: string;
      readonly head: string;
      /** Whether it runs with the rights of the base repository (`pull_request_target`). */
      readonly isTarget: boolean;
      /** Whether its branch lies in another repository, so that the job gets no secret and no identity. */
      readonly isFork: boolean;
    }
  | { readonly is: 'merge-group'; readonly base: string; readonly head: string }
  | {
      readonly is: 'push';
      /** What the branch was at before; `null` if it is new. */
      readonly before: string | null;
      readonly isDefaultBranch: boolean;
    }
  | { readonly is: 'other' }
  /** A change whose payload cannot be used: nothing is known of its base. */
  | { readonly is: 'unreadable'; readonly because: string };

const PullRequest = z.object({
  pull_request: z.object({
    number: z.number().check(z.int(), z.positive()),
    base: z.object({ sha: ObjectId, repo: z.optional(z.object({ full_name: z.string() })) }),
    // Nothing is left of a fork that was deleted.
    head: z.object({ sha: ObjectId, repo: z.optional(z.nullable(z.object({ full_name: z.string() }))) }),
  }),
});
const MergeGroup = z.object({ merge_group: z.object({ base_sha: ObjectId, head_sha: ObjectId }) });
const Push = z.object({
  ref: z.string(),
  before: ObjectId,
  repository: z.object({ default_branch: z.string() }),
});

const maxBytes = 64_000_000;
const nothing = /^0+$/;

/** Reads which event it is, and its payload; that is as hostile as who opened the pull request. */
export function readEvent(env: Readonly<Record<string, string | undefined>>): Event {
  const name = env.GITHUB_EVENT_NAME ?? '';
  switch (name) {
    case 'pull_request':
    case 'pull_request_target':
      return payload(env, PullRequest, ({ pull_request: { number, base, head } }) => ({
        is: 'pull-request',
        number,
        base: base.sha,
        head: head.sha,
        isTarget: name === 'pull_request_target',
        isFork: head.repo === null || head.repo?.full_name !== base.repo?.full_name,
      }));
    case 'merge_group':
      return payload(env, MergeGroup, ({ merge_group: { base_sha, head_sha } }) => ({
        is: 'merge-group',
        base: base_sha,
        head: head_sha,
      }));
    case 'push': {
      const event = payload(env, Push, ({ ref, before, repository }) => ({
        is: 'push',
        before: nothing.test(before) ? null : before,
        isDefaultBranch: ref === `refs/heads/${repository.default_branch}`,
      }));
      // What is on a branch is judged as a whole; without a payload only nobody knows what is new.
      return event.is === 'unreadable' ? { is: 'other' } : event;
    }
    default:
      return { is: 'other' };
  }
}

const InRepository = z.object({ repository: z.object({ default_branch: z.string() }) });

/** The default branch of the repository, as the payload of any event says; `null` where it cannot be read. */
export function defaultBranch(env: Readonly<Record<string, string | undefined>>): string | null {
  let branch: string | null = null;
  payload(env, InRepository, ({ repository }) => {
    branch = repository.default_branch;
    return { is: 'other' };
  });
  return branch;
}

function payload<T>(
  { GITHUB_EVENT_PATH: file = '' }: Readonly<Record<string, string | undefined>>,
  schema: z.ZodMiniType<T>,
  read: (payload: T) => Event,
): Event {
  try {
    if (statSync(file).size > maxBytes) return unreadable(`It has more than ${maxBytes} bytes.`);
    const parsed = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? read(parsed.data) : unreadable('It is not what GitHub describes.');
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    return unreadable(cause instanceof SyntaxError ? 'It is no JSON.' : cause.message);
  }
}

function unreadable(because: string): Event {
  return { is: 'unreadable', because: `The payload of the event cannot be read. ${because}` };
}
