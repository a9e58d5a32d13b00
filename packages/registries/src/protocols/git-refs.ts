import type { ResolvedOccurrence } from '@fineprint/core';
import { type AskingMeans, type Registry, withoutAnswer } from '../registry.ts';
import { type Repository, repositoryOf } from '../repository.ts';
import { gitKinds } from './git-files.ts';

/**
 * The refs of a git repository, as its server advertises them over HTTP
 * (https://git-scm.com/docs/http-protocol#_smart_server_response): no program is run, and nothing is fetched.
 */
export const gitRefs = {
  id: 'git-refs',
  title: 'Refs of git repositories',
  kinds: gitKinds,
  async resolve(occurrence, means) {
    if (occurrence.request.is === 'version') return null;
    const remote = remoteRepository(occurrence);
    if (!remote) return null;
    const { url, ref } = remote;
    const refs = await refsOf(remote, means);
    if (refs.is === 'unanswered') return refs;
    const commit = commitAt(refs.refs, ref ?? 'HEAD');
    if (commit !== undefined) return { is: 'answer', version: null, digest: null, commit };
    return {
      is: 'unanswered',
      because: `${url} has neither a tag nor a branch "${ref}".`,
    };
  },
} as const satisfies Registry;

/** A repository with the address that its refs are asked at; without `.git` and credentials. */
export interface RemoteRepository extends Repository {
  readonly url: string;
}

/** The repository that an occurrence names, with the ref that it asks for; `null` where it names none. */
export function remoteRepository({
  kind,
  name,
  source,
  requested,
}: ResolvedOccurrence): RemoteRepository | null {
  if (!source || /^(?:oci|s3|gcs):/.test(source)) return null;
  const repository = repositoryOf({ kind, name, source, commit: null, version: null, requested });
  if (!repository) return null;
  const scheme = /^http:/.test(source) ? 'http' : 'https';
  return { ...repository, url: `${scheme}://${repository.host}/${repository.path}` };
}

/** Every ref of a repository, or why nobody knows them. */
export async function refsOf(
  { url }: RemoteRepository,
  { web, credentials }: AskingMeans,
): Promise<
  | { readonly is: 'refs'; readonly refs: ReadonlyMap<string, string> }
  | { readonly is: 'unanswered'; readonly because: string }
> {
  const address = `${url}.git/info/refs?service=git-upload-pack`;
  const answer = await web.get(address, { maxBytes: 64 * 1024 ** 2, ...credentials.for('git', address) });
  if (answer.is !== 'answer') return { is: 'unanswered', because: withoutAnswer(answer).because };
  return { is: 'refs', refs: advertisedRefs(answer.body) };
}

/** By git's own order (https://git-scm.com/docs/gitrevisions): a tag stands above a branch, and a tag is what it points to. */
function commitAt(refs: ReadonlyMap<string, string>, ref: string): string | undefined {
  const names = [ref, `refs/${ref}`, `refs/tags/${ref}`, `refs/heads/${ref}`];
  return names.map((name) => refs.get(`${name}^{}`) ?? refs.get(name)).find((commit) => commit !== undefined);
}

/** The refs of an advertisement, by name: lines behind their length in four hexadecimal digits. */
export function advertisedRefs(body: Buffer): ReadonlyMap<string, string> {
  const refs = new Map<string, string>();
  for (let at = 0; at + 4 <= body.length; ) {
    const length = Number.parseInt(body.toString('latin1', at, at + 4), 16);
    if (Number.isNaN(length)) break;
    const line = body.toString('utf8', at + 4, at + Math.max(length, 4));
    const { commit, name } =
      /^(?<commit>[0-9a-f]{40}(?:[0-9a-f]{24})?) (?<name>[^\0\n]+)/.exec(line)?.groups ?? {};
    if (commit !== undefined && name !== undefined) refs.set(name, commit);
    at += Math.max(length, 4);
  }
  return refs;
}
