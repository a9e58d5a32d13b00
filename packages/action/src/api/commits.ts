import type { Commit, ListedEntry } from '@fineprint/core';
import * as z from 'zod/mini';
import type { Api } from './client.ts';

/** An entry of all that a commit holds, by its whole path. */
export interface ListedPath extends ListedEntry {
  readonly path: string;
  readonly type: 'blob' | 'tree' | 'commit';
  /** Bytes of a file. */
  readonly size: number;
}

/** Commits and files of one repository, asked of the API; a text says why they cannot be had. */
export interface RemoteCommits {
  commit(id: string): Promise<Commit | string>;
  /** The commit that two have in common. */
  mergeBase(base: string, head: string): Promise<Commit | string>;
  /** Everything in a directory, at any depth; `null` where that is more than is listed at once. */
  list(tree: string): Promise<readonly ListedPath[] | null | string>;
  /** What lies in a directory itself. */
  directory(tree: string): Promise<readonly ListedPath[] | string>;
  /** The bytes of a file. */
  blob(id: string): Promise<Buffer | string>;
}

/** An id of an object of git, sha1 or sha256. */
export const ObjectId = z.string().check(z.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/));

const GitCommit = z.object({
  sha: ObjectId,
  tree: z.object({ sha: ObjectId }),
  parents: z.array(z.object({ sha: ObjectId })),
  committer: z.object({ date: z.string() }),
});
const Comparison = z.object({
  merge_base_commit: z.object({
    sha: ObjectId,
    commit: z.object({ tree: z.object({ sha: ObjectId }), committer: z.object({ date: z.string() }) }),
    parents: z.array(z.object({ sha: ObjectId })),
  }),
});
const Tree = z.object({
  truncated: z.boolean(),
  tree: z.array(
    z.object({
      path: z.string(),
      mode: z.string().check(z.regex(/^0?\d{5,6}$/)),
      type: z.enum(['blob', 'tree', 'commit']),
      sha: ObjectId,
      size: z.optional(z.number()),
    }),
  ),
});
const Blob = z.object({ encoding: z.literal('base64'), content: z.string() });

/** Opens the commits of a repository, `owner/name`. */
export function remoteCommits(api: Api, repository: string): RemoteCommits {
  const get = async <T>(path: string, schema: z.ZodMiniType<T>): Promise<T | string> => {
    const answer = await api.ask({ method: 'GET', path: `/repos/${repository}/${path}` });
    return answer.is === 'answer' ? parsed(schema, answer.body, api) : answer.because;
  };
  return {
    async commit(id) {
      const found = await get(`git/commits/${id}`, GitCommit);
      return typeof found === 'string' ? found : commitOf(found.sha, { ...found, commit: found });
    },
    async mergeBase(base, head) {
      const found = await get(`compare/${base}...${head}?per_page=1`, Comparison);
      if (typeof found === 'string') return found;
      return commitOf(found.merge_base_commit.sha, found.merge_base_commit);
    },
    async list(tree) {
      const found = await get(`git/trees/${tree}?recursive=1`, Tree);
      if (typeof found === 'string') return found;
      return found.truncated ? null : found.tree.map(entryOf);
    },
    async directory(tree) {
      const found = await get(`git/trees/${tree}`, Tree);
      if (typeof found === 'string') return found;
      return found.truncated
        ? `A directory of the commit holds more than ${api.host} lists.`
        : found.tree.map(entryOf);
    },
    async blob(id) {
      const found = await get(`git/blobs/${id}`, Blob);
      return typeof found === 'string' ? found : Buffer.from(found.content, 'base64');
    },
  };
}

function entryOf({ path, mode, type, sha, size = 0 }: z.infer<typeof Tree>['tree'][number]): ListedPath {
  return { path, name: path.slice(path.lastIndexOf('/') + 1), mode, type, id: sha, size };
}

function parsed<T>(schema: z.ZodMiniType<T>, body: unknown, { host }: Api): T | string {
  const found = schema.safeParse(body);
  return found.success ? found.data : `${host} answered with something else than it was asked for.`;
}

function commitOf(
  id: string,
  {
    commit,
    parents,
  }: {
    readonly commit: {
      readonly tree: { readonly sha: string };
      readonly committer: { readonly date: string };
    };
    readonly parents: readonly { readonly sha: string }[];
  },
): Commit {
  const seconds = Math.floor(Date.parse(commit.committer.date) / 1000);
  return {
    id,
    tree: commit.tree.sha,
    parents: parents.map(({ sha }) => sha),
    seconds: Number.isFinite(seconds) ? seconds : 0,
  };
}
