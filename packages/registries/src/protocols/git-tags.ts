import { type Answer, classifyGitRef, type ResolvedOccurrence } from '@fineprint/core';
import { newestAdmitted } from '../newest.ts';
import type { Registry } from '../registry.ts';
import { commitDate } from './git-dates.ts';
import { refsOf, tagsAt } from './git-refs.ts';
import { type RemoteRepository, remoteRepository } from './git-repository.ts';

const plugins: readonly string[] = ['tflint-plugin', 'packer-plugin'];
const takenByCommit = [
  'gitlab-component',
  'gitlab-include',
  'github-action',
  'github-workflow',
  'git-source',
  'kustomize-base',
  'pre-commit-hook',
  'buildkite-plugin',
  'jenkins-library',
  'helm-plugin',
];

/**
 * Releases that are the tags of a repository: plugins of TFLint (https://github.com/terraform-linters/tflint/blob/master/docs/user-guide/plugins.md)
 * and Packer (https://developer.hashicorp.com/packer/docs/plugins/creation#plugin-development-basics), whose versions have no `v`, and components of GitLab
 * (https://docs.gitlab.com/ci/components/#component-versions), which are taken at the commit; and so is whatever else is
 * asked for by a constraint over the tags of its repository.
 */
export const gitTags = {
  id: 'git-tags',
  title: 'Releases that are tags of git repositories',
  kinds: [...plugins, ...takenByCommit],
  async resolve(occurrence, means) {
    const isPlugin = plugins.includes(occurrence.kind);
    if (!isPlugin && occurrence.request.is !== 'version') return null;
    const remote = repositoryOf(occurrence);
    if (!remote) return null;
    const found = await refsOf(remote, means);
    if (found.is === 'unanswered') return found;
    const commits = commitsOf(found.refs);
    const published = async (tag: string) => {
      const date = await commitDate(remote, commits.get(tag) ?? '', '', means);
      return 'said' in date ? date.said : null;
    };
    const listed = { versions: [...commits.keys()], source: remote.url, published };
    const answer = isPlugin
      ? await newestAdmitted(listed, occurrence.requested, means)
      : await newestAdmitted({ ...listed, syntax: 'npm' }, constraintOf(occurrence), means);
    if (answer.is !== 'answer' || answer.version === null) return answer;
    if (isPlugin) return { ...answer, version: answer.version.replace(/^v/, '') };
    const commit = commits.get(answer.version) ?? null;
    const names = commit === null ? [] : (tagsAt(found.refs).get(commit) ?? []);
    return { ...answer, version: null, commit, names } satisfies Answer;
  },
} as const satisfies Registry;

/** Of Packer's plugins the source leaves out what all their repositories begin with. */
function repositoryOf(occurrence: ResolvedOccurrence): RemoteRepository | null {
  if (occurrence.kind !== 'packer-plugin') return remoteRepository(occurrence);
  const { host, owner, type } =
    /^(?<host>[\w-]+(?:\.[\w-]+)+)\/(?<owner>[\w-]+)\/(?<type>[\w-]+)$/.exec(occurrence.name)?.groups ?? {};
  const source = `https://${host}/${owner}/packer-plugin-${type}`;
  return host === undefined ? null : remoteRepository({ ...occurrence, source });
}

/** `~latest` is the newest of all; `1.2` the newest that begins so. */
function constraintOf({ requested }: ResolvedOccurrence): string | null {
  return requested === '~latest' ? null : requested;
}

/** Where each tag leads whose name is a version; of an annotated one, to what it points to. */
function commitsOf(refs: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const commits = new Map<string, string>();
  for (const [commit, names] of tagsAt(refs))
    for (const name of names) if (classifyGitRef(name) === 'tag') commits.set(name, commit);
  return commits;
}
