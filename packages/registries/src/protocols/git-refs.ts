import { type Registry, withoutAnswer } from '../registry.ts';
import { repositoryOf } from '../repository.ts';
import { gitKinds } from './git-files.ts';

/**
 * The refs of a git repository, as its server advertises them over HTTP
 * (https://git-scm.com/docs/http-protocol#_smart_server_response): no program is run, and nothing is fetched.
 */
export const gitRefs = {
  id: 'git-refs',
  title: 'Refs of git repositories',
  kinds: gitKinds,
  async resolve(occurrence, { web, credentials }) {
    const { kind, name, source, request } = occurrence;
    if (request.is === 'version' || !source || /^(?:oci|s3|gcs):/.test(source)) return null;
    const repository = repositoryOf({
      kind,
      name,
      source,
      commit: null,
      version: null,
      requested: occurrence.requested,
    });
    if (!repository) return null;
    const home = `${/^http:/.test(source) ? 'http' : 'https'}://${repository.host}`;
    const url = `${home}/${repository.path}.git/info/refs?service=git-upload-pack`;
    const known = credentials.for('git', url);
    const answer = await web.get(url, {
      maxBytes: 64 * 1024 ** 2,
      ...known,
    });
    if (answer.is !== 'answer') return { is: 'unanswered', because: withoutAnswer(answer).because };
    const refs = advertisedRefs(answer.body);
    const commit = commitAt(refs, repository.ref ?? 'HEAD');
    if (commit !== undefined) return { is: 'answer', version: null, digest: null, commit };
    return {
      is: 'unanswered',
      because: `${home}/${repository.path} has neither a tag nor a branch "${repository.ref}".`,
    };
  },
} as const satisfies Registry;

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
