import { posix } from 'node:path';
import { type Commit, claim, discover, type FilledRepository, type Root } from '@fineprint/core';
import { extractors } from '@fineprint/extractors';
import type { ListedPath, RemoteCommits } from '../api/commits.ts';
import { listCommit } from './list-commit.ts';
import { type IsLate, mostMs, severalAtOnce } from './several-at-once.ts';

/** What of a commit is to be had. */
export interface Wanted {
  readonly commit: Commit;
  /** Files by which it judges, by their paths in the commit; what they name is wanted too. */
  readonly judging: readonly string[];
  /** Files that are wanted too, whatever they name. */
  readonly besides: readonly string[];
  /** The part of it that is scanned, once its directories are known; a text says that it has none there. */
  rootOf(commit: Commit): Root | string;
  /** Milliseconds since 1970. */
  now(): number;
}

/** What could be had of a commit: all that a scan of it reads, or only what it judges by, or nothing. */
export type Filling =
  | { readonly is: 'whole' }
  | { readonly is: 'judging'; readonly because: string }
  | { readonly is: 'nothing'; readonly because: string };

// The token of a job may put 1,000 questions an hour for all jobs of its repository.
const mostBlobs = 200;
const mostBytes = 50_000_000;

/** Gives a clone what it lacks of a commit: its directories, and those files of it that a scan reads and the clone has not. */
export async function fillCommit(
  filled: FilledRepository,
  commits: RemoteCommits,
  wanted: Wanted,
): Promise<Filling> {
  const until = wanted.now() + mostMs;
  const isLate = () => wanted.now() > until;
  const { commit } = wanted;
  const list = await listCommit(filled, commits, commit.tree, isLate);
  if (typeof list === 'string') return { is: 'nothing', because: list };
  const fetch = fetcher(filled, commits, isLate);
  const besides = list.filter(
    ({ path, type, id }) => type === 'blob' && wanted.besides.includes(path) && !filled.has(id),
  );
  const judging = (await fetchJudging(filled, list, wanted.judging, fetch)) ?? (await fetch(besides));
  if (judging !== null) return { is: 'nothing', because: judging };

  const missing = missingFiles(filled, list, wanted.rootOf(commit));
  const bytes = missing.reduce((sum, { size }) => sum + size, 0);
  const because =
    missing.length > mostBlobs || bytes > mostBytes
      ? `It differs from this tree in ${missing.length} files (${bytes} bytes), which are too many to be fetched one by one.`
      : await fetch(missing);
  return because === null ? { is: 'whole' } : { is: 'judging', because };
}

type Fetch = (files: readonly ListedPath[]) => Promise<string | null>;

/** Fetches files until one cannot be had; a text says why. */
function fetcher(filled: FilledRepository, commits: RemoteCommits, isLate: IsLate): Fetch {
  let fetched = 0;
  const fetch = async ({ id, path }: ListedPath) => {
    const bytes = await commits.blob(id);
    if (typeof bytes === 'string') return bytes;
    fetched += bytes.length;
    // A directory of the clone's own does not tell how large its files are.
    if (fetched > mostBytes) return `Its files have more than ${mostBytes} bytes.`;
    return filled.add(id, 'blob', bytes) ? null : `"${path}" was answered with other bytes than it has.`;
  };
  return (files) => severalAtOnce(files.values(), isLate, fetch);
}

const mostJudging = 50;
const namedFile = /[\w./-]{1,200}\.(?:ya?ml|json)\b/g;

/** Fetches the files that judge, and those that they name, as `extends` does. */
async function fetchJudging(
  filled: FilledRepository,
  list: readonly ListedPath[],
  paths: readonly string[],
  fetch: Fetch,
): Promise<string | null> {
  const files = new Map(list.flatMap((entry) => (entry.type === 'blob' ? [[entry.path, entry]] : [])));
  const pending = [...paths];
  const seen = new Set<string>();
  for (let path = pending.pop(); path !== undefined && seen.size < mostJudging; path = pending.pop()) {
    const file = files.get(path);
    if (file === undefined || seen.has(path)) continue;
    seen.add(path);
    const because = filled.has(file.id) ? null : await fetch([file]);
    if (because !== null) return because;
    const read = filled.repository.objects.read(file.id, 1_000_000);
    const text = read.is === 'object' ? read.bytes.toString('utf8') : '';
    for (const [name] of text.matchAll(namedFile)) pending.push(posix.join(posix.dirname(path), name));
  }
  return null;
}

const besides = /(?:^|\/)(?:(?:un)?licen[cs]e|copying|notice|copyright|codeowners)[^/]*$/i;
const link = '120000';

/** The files of a commit that a scan may read and the clone has not, each content once. */
function missingFiles(
  filled: FilledRepository,
  list: readonly ListedPath[],
  root: Root | string,
): readonly ListedPath[] {
  if (typeof root === 'string') return [];
  const found = discover(root);
  const claimed = new Set(claim(found, extractors).claimed.map(({ path }) => path));
  const prefix = root.packed?.commit?.prefix ?? '';
  const isRead = ({ path, mode }: ListedPath) =>
    mode === link ||
    besides.test(path) ||
    (path.startsWith(prefix) && claimed.has(path.slice(prefix.length)));
  const missing = list.filter((entry) => entry.type === 'blob' && isRead(entry) && !filled.has(entry.id));
  return [...new Map(missing.map((entry) => [entry.id, entry])).values()];
}
