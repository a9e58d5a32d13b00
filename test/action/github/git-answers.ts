import { askGit, type Repository } from '../repository.ts';
import { type Answer, type Asked, type Handler, notFound, page, refusal } from './answer.ts';

/** Commits, trees and files, read from a real repository with git. */
export const gitAnswers: Readonly<Record<string, Handler>> = {
  'repos/compare-commits-with-basehead': compare,
  'repos/get-commit': (asked) => {
    const sha = commitOf(asked.hosted.repository, asked.parameters.ref ?? '');
    if (sha === null) return refusal(422, `No commit found for SHA: ${asked.parameters.ref}`);
    if (asked.accept.includes('application/vnd.github.sha'))
      return { status: 200, bytes: Buffer.from(sha), type: 'application/vnd.github.sha' };
    return { status: 200, known: commitFields(sha, asked) };
  },
  'git/get-commit': (asked) => {
    const sha = asked.parameters.commit_sha ?? '';
    const { repository } = asked.hosted;
    if (commitOf(repository, sha) !== sha) return notFound;
    return {
      status: 200,
      known: {
        sha,
        tree: { sha: repository.git('rev-parse', `${sha}^{tree}`) },
        committer: { date: dateOf(repository, sha) },
        parents: parents(sha, asked),
      },
    };
  },
  'git/get-tree': tree,
  'git/get-blob': ({ hosted, parameters, accept }) => {
    const sha = parameters.file_sha ?? '';
    if (typeOf(hosted.repository, sha) !== 'blob') return notFound;
    const bytes = hosted.repository.gitBytes('cat-file', 'blob', sha);
    if (accept.includes('application/vnd.github.raw'))
      return { status: 200, bytes, type: 'application/vnd.github.raw' };
    return { status: 200, known: { sha, size: bytes.length, encoding: 'base64', content: folded(bytes) } };
  },
  'repos/get-content': content,
};

function compare(asked: Asked): Answer {
  const { hub, hosted, parameters } = asked;
  const { repository } = hosted;
  const [base, head] = (parameters.basehead ?? '').split('...').map((name) => {
    // `owner:branch` and `owner:repository:branch` name a branch of a fork, whose commits GitHub keeps in one store.
    const [ref = '', ...names] = name.split(':').reverse();
    const [owner = hosted.owner.login] = names.reverse();
    const other = [...hub.repositories.values()].find(({ repository }) =>
      repository.name.startsWith(`${owner}/`),
    );
    if (!other || names.length === 0) return commitOf(repository, ref);
    repository.git('fetch', '--quiet', '--no-tags', other.repository.directory, '+refs/heads/*:refs/forks/*');
    return commitOf(other.repository, ref);
  });
  if (!base || !head) return notFound;
  const merge = askGit(repository.directory, ['merge-base', base, head]).stdout.toString('utf8').trimEnd();
  if (merge === '') return refusal(404, `No common ancestor between ${base} and ${head}.`);
  const [behind = 0, ahead = 0] = repository
    .git('rev-list', '--left-right', '--count', `${base}...${head}`)
    .split(/\s/)
    .map(Number);
  const status =
    ahead > 0 && behind > 0 ? 'diverged' : ahead > 0 ? 'ahead' : behind > 0 ? 'behind' : 'identical';
  return {
    status: 200,
    known: {
      base_commit: commitFields(base, asked),
      merge_base_commit: commitFields(merge, asked),
      status,
      ahead_by: ahead,
      behind_by: behind,
      total_commits: ahead,
      commits: lines(repository, 'rev-list', '--reverse', `${base}..${head}`).map((sha) =>
        commitFields(sha, asked),
      ),
      files: [],
    },
  };
}

function tree({ hub, hosted, parameters, query, api }: Asked): Answer {
  const { repository } = hosted;
  const asked = parameters.tree_sha ?? '';
  const sha = repository.find(`${asked}^{tree}`);
  if (sha === null) return notFound;
  const recursive = query.has('recursive') ? ['-r', '-t'] : [];
  const listed = repository
    .gitBytes('ls-tree', ...recursive, '-l', '-z', '--full-tree', sha)
    .toString('utf8');
  const entries = listed
    .split('\0')
    .filter(Boolean)
    .map((line) => {
      const [, mode = '', type = '', id = '', size = '-', path = ''] =
        /^(\d+) (\w+) (\w+) +(\d+|-)\t([\s\S]*)$/.exec(line) ?? [];
      return {
        path,
        mode,
        type,
        sha: id,
        ...(size !== '-' && { size: Number(size) }),
        url: `${api}/repos/${repository.name}/git/${type}s/${id}`,
      };
    });
  const truncated = entries.length > hub.maxTreeEntries;
  return { status: 200, known: { sha, truncated, tree: entries.slice(0, hub.maxTreeEntries) } };
}

const maxContentBytes = 1024 * 1024;

function content(asked: Asked): Answer {
  const { hosted, parameters, query, accept, api } = asked;
  const { repository } = hosted;
  const path = parameters.path ?? '';
  const commit = commitOf(repository, query.get('ref') || 'main');
  if (commit === null) return notFound;
  const [entry] = lines(repository, '--literal-pathspecs', 'ls-tree', '-z', commit, '--', path);
  const [, mode = '', sha = ''] = /^(\d+) \w+ (\w+)\t/.exec(entry ?? '') ?? [];
  const url = `${api}/repos/${repository.name}/contents/${encodeURIComponent(path)}`;
  if (mode === '' || mode.startsWith('04')) return mode === '' ? notFound : page([], url, asked);
  const bytes = repository.gitBytes('cat-file', 'blob', sha);
  const links = { self: url, git: url, html: url };
  const fields = {
    name: path.slice(path.lastIndexOf('/') + 1),
    path,
    sha,
    size: bytes.length,
    url,
    _links: links,
  };
  if (mode === '120000')
    return { status: 200, known: { ...fields, type: 'symlink', target: bytes.toString('utf8') } };
  if (accept.includes('application/vnd.github.raw'))
    return { status: 200, bytes, type: 'application/vnd.github.raw' };
  const small = bytes.length <= maxContentBytes;
  return {
    status: 200,
    known: {
      ...fields,
      type: 'file',
      encoding: small ? 'base64' : 'none',
      content: small ? folded(bytes) : '',
    },
  };
}

function commitFields(sha: string, asked: Asked): object {
  const { repository } = asked.hosted;
  const [tree = '', message = ''] = repository
    .git('show', '--no-patch', '--format=%T%n%B', sha)
    .split(/\n([\s\S]*)/);
  const url = `${asked.api}/repos/${repository.name}/commits/${sha}`;
  const html = `https://github.com/${repository.name}/commit/${sha}`;
  return {
    sha,
    url,
    html_url: html,
    commit: { message, tree: { sha: tree, url }, committer: { date: dateOf(repository, sha) } },
    parents: parents(sha, asked),
  };
}

function dateOf(repository: Repository, sha: string): string {
  const seconds = Number(repository.git('show', '--no-patch', '--format=%ct', sha));
  return new Date(seconds * 1000).toISOString().replace('.000', '');
}

function parents(sha: string, { hosted, api }: Asked): readonly object[] {
  const { repository } = hosted;
  const url = `${api}/repos/${repository.name}/commits`;
  const [, ...ids] = repository.git('rev-list', '--parents', '-n', '1', sha).split(' ');
  return ids.map((id) => ({ sha: id, url: `${url}/${id}`, html_url: `${url}/${id}` }));
}

/** The id of the commit that a branch, a tag or an id names; `null` when there is none. */
export function commitOf(repository: Repository, name: string): string | null {
  const candidates = /^[0-9a-f]{40}$/.test(name)
    ? [name]
    : [`refs/heads/${name}`, `refs/tags/${name}`, name.startsWith('refs/') ? name : ''];
  for (const candidate of candidates.filter(Boolean)) {
    const commit = repository.find(`${candidate}^{commit}`);
    if (commit !== null) return commit;
  }
  return null;
}

function typeOf({ directory }: Repository, sha: string): string {
  const type = /^[0-9a-f]{40}$/.test(sha) ? askGit(directory, ['cat-file', '-t', sha]).stdout : '';
  return type.toString().trimEnd();
}

function lines(repository: Repository, ...args: readonly string[]): readonly string[] {
  return repository
    .git(...args)
    .split('\n')
    .filter(Boolean);
}

/** Base64 with a line end after every 60 characters, as GitHub gives it. */
function folded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/.{60}/g, '$&\n');
}
