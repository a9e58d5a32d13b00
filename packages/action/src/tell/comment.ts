import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { ApiAnswer } from '../api/client.ts';
import type { GitHub } from '../github.ts';
import { Author, ownAuthor } from './own-author.ts';

/** A comment that is to be there once, whatever is told by it. */
export interface Sticky {
  readonly number: number;
  /** The first line, by which it is found again. */
  readonly marker: string;
  readonly body: string;
  /** Whether it is written where there is none yet. */
  readonly isNeeded: boolean;
}

/** The most characters that GitHub takes; which those are it does not say, and UTF-16 has most of them. */
export const maxCommentCharacters = 65_536;

/** A comment with its marker; the renderer has a budget below what fits, and should that be wrong, a shorter one is better than none. */
export function commentOf({ marker, body }: Pick<Sticky, 'marker' | 'body'>): string {
  const text = `${marker}\n${body}`;
  if (text.length <= maxCommentCharacters) return text;
  // Half a character at the end would be replaced by a whole one, of the same length.
  return text.slice(0, maxCommentCharacters).toWellFormed();
}

/** The marker of a job's comment. Two jobs, or two steps that scan other paths, have a comment each. */
export function markerOf(parts: readonly string[]): string {
  // Names of workflows and jobs may hold anything, what ends a comment of HTML included.
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);
  return `<!-- fineprint ${digest} -->`;
}

const Comments = z.array(
  z.object({
    id: z.number(),
    body: z.optional(z.nullable(z.string())),
    user: z.nullable(Author),
  }),
);

const perPage = 100;
const maxPages = 30;

/** Writes or renews the comment of a pull request; gives the sentence that says why it could not. */
export async function tellByComment({ api, repository }: GitHub, sticky: Sticky): Promise<string | null> {
  const earlier = await ownComment({ api, repository }, sticky);
  if (typeof earlier === 'string') return earlier;
  if (earlier === null && !sticky.isNeeded) return null;
  const body = commentOf(sticky);
  if (earlier?.body === body) return null;
  const answer = await (earlier === null
    ? api.ask({
        method: 'POST',
        path: `/repos/${repository}/issues/${sticky.number}/comments`,
        body: { body },
      })
    : api.ask({
        method: 'PATCH',
        path: `/repos/${repository}/issues/comments/${earlier.id}`,
        body: { body },
      }));
  return answer.is === 'answer' ? null : notCommented(answer);
}

interface Found {
  readonly id: number;
  readonly body: string;
}

/** The first comment that our own token wrote and that begins with our marker: one that others wrote is theirs to change. */
async function ownComment(
  { api, repository }: GitHub,
  { number, marker }: Sticky,
): Promise<Found | null | string> {
  const candidates: { readonly id: number; readonly body: string; readonly user: Author }[] = [];
  for (let page = 1; page <= maxPages; page += 1) {
    const path = `/repos/${repository}/issues/${number}/comments?per_page=${perPage}&page=${page}`;
    const answer = await api.ask({ method: 'GET', path });
    if (answer.is !== 'answer') return notCommented(answer);
    const comments = Comments.safeParse(answer.body);
    if (!comments.success)
      return `No comment was written: ${api.host} answered with something else than comments.`;
    for (const { id, body, user } of comments.data)
      if (user && body && (body === marker || body.startsWith(`${marker}\n`)))
        candidates.push({ id, body, user });
    if (comments.data.length < perPage) break;
  }
  // Whose token it is need not be asked where nobody wrote such a comment.
  if (candidates.length === 0) return null;
  const isOwn = await ownAuthor(api);
  if (typeof isOwn === 'string') return `No comment was written: ${isOwn}`;
  return candidates.find(({ user }) => isOwn(user)) ?? null;
}

function notCommented(answer: Exclude<ApiAnswer, { readonly is: 'answer' }>): string {
  const hint =
    answer.is === 'refused' && (answer.status === 403 || answer.status === 404)
      ? ' The job needs the permission "pull-requests: write"; pull requests from forks, and those of Dependabot, have tokens that can only read.'
      : '';
  return `No comment was written: ${answer.because}${hint}`;
}
