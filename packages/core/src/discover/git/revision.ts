import { readCommit } from './commit.ts';
import { idLength } from './object.ts';
import { readRef } from './refs.ts';
import { type CommitOutcome, commitAt, howToFetch, parentsOf, type Repository } from './repository.ts';

/** `HEAD~3^2`, without what stands for a ref in it. */
const step = /(?:\^\{(?<type>[^{}]*)\}|\^(?<parent>\d{0,4})|~(?<back>\d{0,6}))/y;
const described = /-g(?<id>[0-9a-f]{4,64})$/;
const shortId = /^[0-9a-f]{4,64}$/i;
const maxLength = 1024;

/**
 * Finds the commit that a revision names, as git does (gitrevisions): refs by their full or short names, `@`, ids, short
 * ones if they are unambiguous, and behind any of them `~3`, `^2`, `^{commit}`. What needs a reflog or a search is not.
 */
export function resolveRevision(repository: Repository, revision: string): CommitOutcome {
  const cut = revision.search(/[~^]/);
  const name = cut < 0 ? revision : revision.slice(0, cut);
  if (name === '' || revision.length > maxLength || /[\0-\x20\x7f:?*[\\]|\.\.|@\{/.test(name))
    return unknown(
      `"${revision}" is no name of one commit that is understood here; give a branch, a tag or an id.`,
    );
  const start = startOf(repository, name);
  return start.is === 'commit' && cut >= 0 ? walkSteps(repository, start, revision, cut) : start;
}

function unknown(because: string): CommitOutcome {
  return { is: 'unknown', because };
}

function startOf(repository: Repository, name: string): CommitOutcome {
  const { git, objects } = repository;
  if (shortId.test(name) && name.length === idLength(objects.format))
    return commitAt(repository, name.toLowerCase(), name);
  const ref = fullNames(name)
    .map((full) => readRef(git, full))
    .find((id) => id !== null);
  if (ref !== undefined && ref !== null) return commitAt(repository, ref, name);
  if (git.config.get('extensions.refstorage') === 'reftable')
    return unknown(
      'This repository keeps its refs in a reftable, which is not read; give the full id of a commit.',
    );
  const short = described.exec(name)?.groups?.id ?? (shortId.test(name) ? name.toLowerCase() : undefined);
  const byId = short === undefined ? undefined : commitWith(repository, short, name);
  if (byId) return byId;
  return unknown(`There is no branch, tag or commit "${name}" in this repository.`);
}

/** By git's own order, a tag before a branch. */
function fullNames(name: string): readonly string[] {
  const ref = name === '@' ? 'HEAD' : name;
  return [
    ref,
    ...['', 'tags/', 'heads/', 'remotes/'].map((area) => `refs/${area}${ref}`),
    `refs/remotes/${ref}/HEAD`,
  ];
}

/** The one commit whose id begins with these digits. */
function commitWith(repository: Repository, digits: string, name: string): CommitOutcome | undefined {
  const ids = repository.objects.idsWith(digits);
  // Other objects may begin so too; who asks for a commit means a commit.
  const commits = ids.filter((id) => {
    const { is } = readCommit(repository.objects, id);
    return is === 'commit' || is === 'tag';
  });
  const [first, second] = commits;
  if (first === undefined) return undefined;
  if (second !== undefined)
    return unknown(`"${name}" is ambiguous: ${commits.slice(0, 5).join(', ')} begin with it.`);
  return commitAt(repository, first, name);
}

function walkSteps(
  repository: Repository,
  start: CommitOutcome & { readonly is: 'commit' },
  revision: string,
  cut: number,
): CommitOutcome {
  let at = start;
  for (let index = cut; index < revision.length; ) {
    step.lastIndex = index;
    const found = step.exec(revision);
    const { type, parent, back } = found?.groups ?? {};
    if (!found || (type !== undefined && type !== '' && type !== 'commit'))
      return unknown(`"${revision.slice(index)}" in "${revision}" names no commit that is understood here.`);
    index += found[0].length;
    if (type !== undefined || parent === '0') continue;
    const times = back === undefined ? 1 : Number(back === '' ? 1 : back);
    const which = parent === undefined || parent === '' ? 1 : Number(parent);
    for (let time = 0; time < times; time += 1) {
      const next = parentOf(repository, at, which, revision);
      if (next.is === 'unknown') return next;
      at = next;
    }
  }
  return at;
}

function parentOf(
  repository: Repository,
  { commit }: CommitOutcome & { readonly is: 'commit' },
  which: number,
  revision: string,
): CommitOutcome {
  const id = parentsOf(repository, commit)[which - 1];
  if (id !== undefined) return commitAt(repository, id, revision);
  const written = commit.parents[which - 1];
  if (written === undefined) return unknown(`"${revision}" leads behind the first commit of the history.`);
  return unknown(
    `The commit of "${revision}", ${written}, is not in this repository.${howToFetch(repository, written)}`,
  );
}
