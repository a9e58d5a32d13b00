import { fetchRemoteFile, remoteDefect } from '../git/remote-file.ts';
import { chosenNames } from '../license-file-name.ts';
import type { Registry } from '../registry.ts';
import { withoutAnswer } from '../registry.ts';
import type { WebAnswer } from '../web/web.ts';
import { servesFiles } from './git-files.ts';

/** Any git repository over HTTP or SSH: its license file at the ref that is asked for, and nothing else of it. */
export const gitFetch = {
  id: 'git-fetch',
  title: 'Any git repository',
  kinds: [
    'terraform-module',
    'git-source',
    'kustomize-base',
    'ansible-collection',
    'ansible-role',
    'pre-commit-hook',
    'buildkite-plugin',
    'gitlab-include',
    'gitlab-component',
    'jenkins-library',
    'nix-input',
  ],
  async licenses({ source, commit, requested, version }, { web, credentials, env, now }) {
    const url = source === null ? null : remoteUrl(source);
    if (!url || servesFiles(url.host)) return [];
    const ref = commit ?? requested ?? version ?? 'HEAD';
    const known = credentials.for('git', url.href);
    const what = `git ${url.href} ${ref}`;
    const failed = (because: string): WebAnswer => ({
      is: 'unanswered',
      url: what,
      because: `${url.host}: ${because}`,
    });
    const answer = await web.through(
      what,
      { fresh: commit === null ? 'day' : 'forever', ...(known ? { identity: known.identity } : {}) },
      async () => {
        const defect = remoteDefect(url, ref);
        if (defect !== null) return failed(defect);
        const checked = await web.addressOf(url);
        if (checked.is === 'refused') return failed(checked.because);
        const { address } = checked;
        const remote = { url, ref, address, authorization: known?.authorization ?? null, env };
        const file = await fetchRemoteFile(remote, (names) => chosenNames(names)[0]);
        if (file.is === 'failed') return failed(file.because);
        if (file.is === 'absent') return { is: 'absent', url: what, status: 404 };
        const headers = new Map([['name', file.name]]);
        const asked = now().toISOString();
        return { is: 'answer', url: what, status: 200, headers, body: file.content, asked, staleSince: null };
      },
    );
    if (answer.is === 'absent') {
      const because = `${url.href} has no licence file at ${ref}.`;
      return [{ is: 'silent', because }];
    }
    if (answer.is !== 'answer') return [withoutAnswer(answer)];
    const name = answer.headers.get('name') ?? '';
    const from = `${url.href} ${name} @ ${ref}`;
    return [
      { is: 'text', text: answer.body.toString('utf8'), name, source: from, staleSince: answer.staleSince },
    ];
  },
} as const satisfies Registry;

function remoteUrl(source: string): URL | null {
  const plain = source.replace(/^(?:git\+|git::)/, '');
  if (!/^(?:https?|ssh):\/\//.test(plain) || !URL.canParse(plain)) return null;
  const url = new URL(plain);
  url.hash = '';
  url.search = '';
  return url;
}
