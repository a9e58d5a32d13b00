import type { ResolvedOccurrence } from '@fineprint/core';
import { type AskingMeans, homeOf } from '../registry.ts';
import { type Repository, repositoryOf } from '../repository.ts';

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

/** The address at which git asks a repository, or the user's mirror of it. */
export function addressOf({ host, path, url }: RemoteRepository, means: AskingMeans): string {
  return `${homeOf(means, `git ${host}`, new URL(url).origin)}/${path}.git`;
}
