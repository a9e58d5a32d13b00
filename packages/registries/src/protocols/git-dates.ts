import { type CommitDate, fetchCommitDate } from '../git/commit-date.ts';
import { type AskingMeans, withoutAnswer } from '../registry.ts';
import { askGit, fetchedFrom } from './git-remote.ts';
import type { RemoteRepository } from './git-repository.ts';

/** When a commit of a repository was made; git keeps no date at which a tag or branch was moved to it. */
export async function commitDate(
  remote: RemoteRepository,
  commit: string,
  source: string,
  means: AskingMeans,
): Promise<CommitDate> {
  const question = {
    url: fetchedFrom(remote, source, means),
    ref: commit,
    about: 'date',
    fresh: 'forever',
  } as const;
  const answer = await askGit(question, means, (reached) => fetchCommitDate(reached, commit));
  return answer.is === 'answer' ? { said: answer.body.toString('utf8') } : withoutAnswer(answer);
}
