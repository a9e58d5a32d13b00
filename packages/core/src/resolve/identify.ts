import type { Kind } from '../model/kind.ts';
import type { LinkedOccurrence, Needed, ResolvedOccurrence } from '../model/occurrence.ts';
import type { Pin } from '../model/pin.ts';
import type { Usage } from '../model/usage.ts';
import { classifyGitRef, tagNameOf } from '../parse/reference/index.ts';

/** Gives an occurrence its key, its `ref`, its exact version where the text or a lockfile names one, and its pin. */
export function identify(
  occurrence: LinkedOccurrence,
  kind: Kind,
  usage: Usage,
): Omit<ResolvedOccurrence, 'credential'> {
  const key = keyOf(occurrence, kind);
  const known = occurrence.unresolved === undefined;
  const { digest } = occurrence;
  const commit = known ? commitOf(occurrence) : null;
  const version = known ? versionOf(occurrence, kind) : null;
  const requested = occurrence.request.is === 'nothing' ? null : occurrence.request.text;
  return {
    ...occurrence,
    key,
    ref: refOf({ key, commit, digest, version, requested }),
    version,
    commit,
    requested,
    pin: pinOf(occurrence, kind, version, commit),
    usage,
    scope: occurrence.scope ?? (usage === 'ci' || usage === 'development' ? 'excluded' : 'required'),
  };
}

/** The `ref`: the key with the commit, digest, version or request, the first that is known. */
export function refOf({
  key,
  commit,
  digest,
  version,
  requested,
}: Pick<ResolvedOccurrence, 'key' | 'commit' | 'version' | 'requested'> & {
  readonly digest?: string | undefined;
}): string {
  return `${key}@${commit ?? digest ?? version ?? requested ?? ''}`;
}

/** The `ref` of what a lockfile says is needed, or `null` where its kind is not known. */
export function refOfNeeded(
  { kind: id, name, version, commit }: Needed,
  kinds: ReadonlyMap<string, Kind>,
): string | null {
  const kind = kinds.get(id);
  return kind ? `${id}:${kind.keyName({ name, source: null })}@${commit ?? version ?? ''}` : null;
}

/** A name that could not be evaluated is unknown beyond its unit, so its key carries the unit's path. */
function keyOf({ kind: id, name, source, subpath, unresolved, at }: LinkedOccurrence, kind: Kind): string {
  const keyName =
    unresolved?.part === 'name' ? `./${at.path}:${name}` : kind.keyName({ name, source: source ?? null });
  return `${id}:${keyName}${subpath ? `#${subpath}` : ''}`;
}

function commitOf({ request, locked }: LinkedOccurrence): string | null {
  if (locked?.commit) return locked.commit;
  return request.is === 'git-ref' && classifyGitRef(request.text) === 'commit'
    ? request.text.toLowerCase()
    : null;
}

function versionOf({ name, request, locked }: LinkedOccurrence, kind: Kind): string | null {
  if (locked?.version) return locked.version;
  if (request.is === 'nothing') return null;
  if (request.is !== 'git-ref') return kind.versions.exact(request.text, name);
  return classifyGitRef(request.text) === 'tag' ? kind.versions.exact(tagNameOf(request.text), name) : null;
}

/** What a lockfile chose is as firm as the lockfile; what a kind cannot promise counts as a movable tag. */
function pinOf(
  { digest, locked, request, unresolved }: LinkedOccurrence,
  kind: Kind,
  version: string | null,
  commit: string | null,
): Pin | null {
  if (digest) return 'digest';
  if (unresolved) return null;
  const isHashed = (locked?.hashes.length ?? 0) > 0;
  if (isHashed && (commit === null || kind.pins.includes('digest'))) return 'digest';
  if (commit) return 'commit';
  if (locked?.version) return kind.pins.includes('exact') ? 'exact' : 'tag';
  switch (request.is) {
    case 'nothing':
      return 'none';
    case 'tag':
      return 'tag';
    case 'git-ref':
      return classifyGitRef(request.text) === 'tag' ? 'tag' : 'branch';
    case 'version':
      if (version === null) return kind.pins.includes('range') ? 'range' : 'tag';
      return kind.pins.includes('exact') ? 'exact' : 'tag';
  }
}
