import {
  gitParts,
  type ReferenceParts,
  type ResolvedText,
  type SourceFile,
  slotsAt,
  unresolvedPart,
} from '@fineprint/core';

const forge = 'https://forge.puppet.com';
// Both ways in which people write it: https://www.puppet.com/docs/puppet/latest/modules_publishing.
const forgeName = /^(?<owner>[A-Za-z0-9]+)[/-](?<name>[a-z][a-z0-9_]*)$/;
const single = /^\s*(?:=\s*)?(?<version>\d[^\s<>=!~]*)\s*$/d;

/** A module of the Forge, by `owner/name` or `owner-name`, with the version or range that is asked for. */
export function forgeParts(
  file: SourceFile,
  name: ResolvedText,
  version: ResolvedText | null,
  source: string = forge,
): ReferenceParts {
  const { owner, name: module } = forgeName.exec(name.text)?.groups ?? {};
  const [start = 0, end = version?.text.length ?? 0] =
    (version && single.exec(version.text)?.indices?.groups?.version) ?? [];
  const inName = unresolvedPart('name', name);
  const isNamed = owner !== undefined && module !== undefined;
  const because = 'A module of the Forge is called by its owner and its name.';
  return {
    kind: 'puppet-module',
    name: isNamed ? `${owner}/${module}` : name.text,
    source,
    request: version?.text ? { is: 'version', text: version.text } : { is: 'nothing' },
    ...(inName.unresolved
      ? inName
      : isNamed
        ? version
          ? unresolvedPart('version', version)
          : {}
        : { unresolved: { part: 'name', because } }),
    // A word (`:latest`) is no place for a version.
    slots: version && /\d/.test(version.text) ? slotsAt(file, 'version', version, { start, end }) : [],
  };
}

/** A module of a repository, at a commit, tag or branch; `null` where the text is no URL. */
export function repositoryParts(
  file: SourceFile,
  url: ResolvedText,
  ref: ResolvedText | null,
): ReferenceParts | null {
  const parts = gitParts(file, url, ref);
  return parts && { ...parts, kind: 'puppet-module' };
}
