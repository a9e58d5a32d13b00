import {
  gitParts,
  type ReferenceParts,
  type ResolvedText,
  type SourceFile,
  slotsAt,
  unresolvedPart,
} from '@fineprint/core';

/** The public Supermarket, where cookbooks come from unless a file says otherwise. */
export const supermarket = 'https://supermarket.chef.io';

const single = /^\s*(?:=\s*)?(?<version>\d[\w.]*)\s*$/d;

/** A cookbook of a Supermarket by its name, with the version or constraint that is asked for. */
export function namedParts(
  file: SourceFile,
  name: ResolvedText,
  version: ResolvedText | null,
  source: string,
): ReferenceParts {
  const [start = 0, end = version?.text.length ?? 0] =
    (version && single.exec(version.text)?.indices?.groups?.version) ?? [];
  const inName = unresolvedPart('name', name);
  return {
    kind: 'chef-cookbook',
    name: name.text,
    source,
    request: version?.text ? { is: 'version', text: version.text } : { is: 'nothing' },
    ...(inName.unresolved ? inName : version ? unresolvedPart('version', version) : {}),
    // A word (`:latest`) is no place for a version.
    slots: version && /\d/.test(version.text) ? slotsAt(file, 'version', version, { start, end }) : [],
  };
}

/** A cookbook of a repository, in a folder of it where `folder` says so; `null` where the text is no URL. */
export function repositoryParts(
  file: SourceFile,
  url: ResolvedText,
  ref: ResolvedText | null,
  folder: string | undefined,
): ReferenceParts | null {
  const parts = gitParts(file, url, ref);
  return parts && { ...parts, kind: 'chef-cookbook', ...(folder ? { subpath: folder } : {}) };
}
