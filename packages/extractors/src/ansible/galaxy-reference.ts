import {
  downloadParts,
  gitParts,
  isGitUrl,
  partOf,
  type ReferenceParts,
  type ResolvedText,
  type SourceFile,
  slotsAt,
} from '@fineprint/core';

/** What `ansible-galaxy` is asked for. */
export interface Asked {
  readonly kind: 'ansible-role' | 'ansible-collection';
  /** A name of Galaxy, the URL of a repository or of an archive, or a path. */
  readonly source: ResolvedText;
  readonly version: ResolvedText | null;
  /** `git` where the file says so, whatever the URL looks like. */
  readonly type: string | null;
  /** The server that a collection comes from, where it is a URL. */
  readonly server: string | null;
}

// `namespace.name`; names of roles may have dashes.
const galaxyName = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_.-]+$/;
const path = /^(?:\.{0,2}\/|~|file:)|^[^:@]*\.tar\.gz$/;

/** Tells a name of Galaxy from the address of a repository. */
export function isGalaxyName(name: string): boolean {
  return galaxyName.test(name);
}

/** Reads what is asked for; `null` for a path, which is the repository's own, and `undefined` for what names nothing. */
export function galaxyParts(file: SourceFile, asked: Asked): ReferenceParts | null | undefined {
  const { text } = asked.source;
  if (path.test(text) || asked.type === 'dir' || asked.type === 'file' || asked.type === 'subdirs')
    return null;
  if (isRepository(asked)) return repositoryParts(file, asked);
  if (/^https?:\/\//i.test(text)) {
    const parts = downloadParts(file, asked.source);
    return parts ? { ...parts, kind: asked.kind } : undefined;
  }
  return galaxyName.test(text) ? namedParts(file, asked) : undefined;
}

/** A web address on GitHub is a repository to `ansible-galaxy role`, unless it is that of an archive. */
function isRepository({ kind, source: { text }, type }: Asked): boolean {
  if (type === 'git' || isGitUrl(text) || /\.git[#,]/.test(text)) return true;
  return (
    kind === 'ansible-role' &&
    /^https?:\/\/(?:www\.)?github\.com\/[^?#]*$/i.test(text) &&
    !text.endsWith('.tar.gz')
  );
}

/** `git+URL#/path`: what follows the hash is the folder of a collection in the repository. */
function repositoryParts(file: SourceFile, { kind, source, version }: Asked): ReferenceParts | undefined {
  const skip = /^git\+/.test(source.text) ? 'git+'.length : 0;
  const hash = source.text.indexOf('#');
  const url = partOf(source, { start: skip, end: hash < 0 ? source.text.length : hash });
  const parts = gitParts(file, url, version && !isAny(version.text) ? version : null);
  const folder = hash < 0 ? '' : source.text.slice(hash + 1).replace(/^\/+|(?<!\/)\/+$/g, '');
  return parts ? { ...parts, kind, ...(folder === '' ? {} : { subpath: folder }) } : undefined;
}

function isAny(version: string): boolean {
  return version === '' || version === '*' || version === 'HEAD';
}

/** Versions of collections never change; a role's version is a tag or branch of the repository that Galaxy points to. */
function namedParts(file: SourceFile, { kind, source, version, server }: Asked): ReferenceParts {
  const is = kind === 'ansible-role' ? 'git-ref' : 'version';
  return {
    kind,
    name: source.text,
    source: server ?? 'https://galaxy.ansible.com',
    request: version && !isAny(version.text) ? { is, text: version.text } : { is: 'nothing' },
    ...(kind === 'ansible-role' ? { unpinnable: byTagOnly } : {}),
    slots: version ? versionSlots(file, version) : [],
  };
}

const byTagOnly =
  'Galaxy installs roles by the names of tags, which can be moved, and by no commit: name the repository of the role and a commit.';

const operator = /^\s*(?:={1,3}\s*)?(?<version>[^\s<>=!~*,|]+)\s*$/d;

/** The version behind an operator that asks for just that one, or the constraint as a whole. */
function versionSlots(file: SourceFile, version: ResolvedText): ReferenceParts['slots'] {
  const [start = 0, end = version.text.length] = operator.exec(version.text)?.indices?.groups?.version ?? [];
  return slotsAt(file, 'version', version, { start, end });
}
