import { spawnSync } from 'node:child_process';

/** A repository on disk that is read at some of its commits. */
export interface Repository {
  /** `owner/name`, as it is cited. */
  readonly name: string;
  readonly directory: string;
}

/** A file of a commit. */
export interface TreeFile {
  readonly path: string;
  readonly blob: string;
}

/** Gives at most `count` commits of the history, spread evenly over it, the newest first. */
export function commitsOf({ directory }: Repository, count: number): readonly string[] {
  const all = git(directory, ['log', '--first-parent', '--format=%H', 'HEAD']).split('\n').filter(Boolean);
  const step = Math.max(1, all.length / count);
  return [
    ...new Set(Array.from({ length: count }, (_, index) => all[Math.floor(index * step)] ?? '')),
  ].filter(Boolean);
}

/** Finds which of some files at the root each tag has. */
export function filesAtTags(
  { directory }: Repository,
  names: readonly string[],
): ReadonlyMap<string, readonly TreeFile[]> {
  const tags = git(directory, ['for-each-ref', '--format=%(refname:short)', 'refs/tags'])
    .split('\n')
    .filter(Boolean);
  const wanted = tags.flatMap((tag) => names.map((path) => ({ tag, path })));
  const input = wanted.map(({ tag, path }) => `refs/tags/${tag}:${path}\n`).join('');
  const answers = git(directory, ['cat-file', '--batch-check'], input).split('\n');
  const found = wanted.flatMap(({ tag, path }, index) => {
    const [blob = '', kind] = answers[index]?.split(' ') ?? [];
    return kind === 'blob' ? [{ tag, path, blob }] : [];
  });
  return Map.groupBy(found, ({ tag }) => tag);
}

/** Lists the files of a commit whose path matches. */
export function filesOf({ directory }: Repository, commit: string, pattern: RegExp): readonly TreeFile[] {
  return listed(directory, commit).filter(({ path }) => pattern.test(path));
}

// Several readers ask for the files of the same commit, one after another.
let last: { readonly of: string; readonly files: readonly TreeFile[] } = { of: '', files: [] };

function listed(directory: string, commit: string): readonly TreeFile[] {
  const of = `${directory} ${commit}`;
  if (last.of !== of) {
    const files = entriesOf(git(directory, ['ls-tree', '-r', '-z', commit]));
    last = { of, files };
  }
  return last.files;
}

function entriesOf(listing: string): readonly TreeFile[] {
  return listing.split('\0').flatMap((line) => {
    const [, blob = '', path = ''] = entry.exec(line) ?? [];
    return path === '' ? [] : [{ path, blob }];
  });
}

const entry = /^\d+ blob ([0-9a-f]+)\t(.*)$/s;

/** Reads blobs as text, each as it is needed. */
export function* readBlobs(
  { directory }: Repository,
  blobs: readonly string[],
): Iterable<readonly [string, string]> {
  for (let start = 0; start < blobs.length; start += batch) {
    const some = blobs.slice(start, start + batch);
    const { stdout, status } = spawnSync('git', ['--git-dir', directory, 'cat-file', '--batch'], {
      input: `${some.join('\n')}\n`,
      maxBuffer,
    });
    if (status !== 0) throw new Error(`git could not read blobs of ${directory}.`);
    let place = 0;
    for (const blob of some) {
      const end = stdout.indexOf(10, place);
      const [, kind, size = '0'] = stdout.subarray(place, end).toString().split(' ');
      place = end + 1;
      if (kind !== 'blob') continue;
      yield [blob, stdout.subarray(place, place + Number(size)).toString()];
      place += Number(size) + 1;
    }
  }
}

const batch = 50;
const maxBuffer = 2 ** 30;

function git(directory: string, args: readonly string[], input = ''): string {
  const options = { maxBuffer, encoding: 'utf8', input } as const;
  const { stdout, status } = spawnSync('git', ['--git-dir', directory, ...args], options);
  if (status !== 0) throw new Error(`git ${args[0]} failed in ${directory}.`);
  return stdout;
}
