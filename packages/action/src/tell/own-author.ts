import * as z from 'zod/mini';
import type { Api } from '../api/client.ts';

/** Who wrote a comment, as the API tells it. */
export const Author = z.object({ id: z.number(), login: z.string(), type: z.string() });
export type Author = z.infer<typeof Author>;

/** Tells whether somebody is the owner of our token, or why that cannot be found out. */
export type IsOwnAuthor = ((author: Author) => boolean) | string;

const jobBot = 'github-actions[bot]';
const Viewer = z.object({ data: z.object({ viewer: z.object({ login: z.string() }) }) });

/**
 * Finds out whom our token belongs to. A user's token says so itself; one of an app, as that of a job is, may ask it only by
 * GraphQL, and writes as `<name>[bot]`: no user can have a name with brackets.
 */
export async function ownAuthor(api: Api): Promise<IsOwnAuthor> {
  const answer = await api.ask({ method: 'GET', path: '/user' });
  if (answer.is === 'unanswered') return answer.because;
  if (answer.is === 'refused') return ownApp(api);
  const own = Author.safeParse(answer.body);
  return own.success
    ? ({ id }) => id === own.data.id
    : `${api.host} answered with something else than a user.`;
}

async function ownApp(api: Api): Promise<IsOwnAuthor> {
  const answer = await api.ask({ method: 'POST', path: null, body: { query: 'query { viewer { login } }' } });
  if (answer.is === 'unanswered') return answer.because;
  const viewer = Viewer.safeParse(answer.is === 'answer' ? answer.body : null);
  const named = viewer.success ? viewer.data.data.viewer.login : jobBot;
  const own = `${named.replace(/\[bot\]$/, '')}[bot]`;
  return ({ login, type }) => type === 'Bot' && login === own;
}
