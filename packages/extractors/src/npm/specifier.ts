import {
  downloadParts,
  gitParts,
  libraryParts,
  maskUnknown,
  partOf,
  type ReferenceParts,
  type ResolvedText,
  resolvedText,
  type SourceFile,
} from '@fineprint/core';

/**
 * Reads what a manifest asks of a dependency (https://docs.npmjs.com/cli/configuring-npm/package-json#dependencies, and
 * the protocols of Yarn and pnpm); `null` where it is a part of the repository.
 */
export function specifierParts(file: SourceFile, name: string, spec: ResolvedText): ReferenceParts | null {
  const masked = maskUnknown(spec);
  if (own.test(masked)) return null;
  const from = (start: number) => partOf(spec, { start, end: spec.text.length });
  if (masked.startsWith('npm:')) return registryParts(file, name, from('npm:'.length));
  if (masked.startsWith('patch:')) return patchedParts(file, name, from('patch:'.length));
  if (masked.startsWith('jsr:')) return libraryParts(file, ...jsrPackage(name, from('jsr:'.length)));
  if (masked.startsWith('catalog:'))
    return { kind: 'library', name: npmName(name), request: { is: 'nothing' }, slots: [] };
  const git = repositoryParts(file, spec, masked);
  if (git) return git;
  if (/^https?:/i.test(masked)) return downloadParts(file, spec);
  return versionParts(file, name, spec);
}

/** The name of a package of npm; names are told apart in lower case only. */
export function npmName(name: string): string {
  return `npm/${name.toLowerCase()}`;
}

/** What lies in the repository: a path, an archive, a workspace. */
const own = /^(?:workspace:|file:|link:|portal:|exec:|root:|\.{0,2}\/|\.{1,2}$|~\/|[a-z]:[\\/])/i;

// `name@version` behind a protocol is another package than the manifest's key says; a version alone is not.
const aliased = /^(?<name>(?:@[^/@\s]{1,214}\/)?[a-z0-9._~-]{1,214})(?:@(?<version>[^@]*))?$/i;
const startsVersion = /^(?:[v=^~<>*\d]|x$)/i;

function registryParts(file: SourceFile, name: string, spec: ResolvedText): ReferenceParts {
  const match = startsVersion.test(spec.text) ? null : aliased.exec(spec.text);
  const target = match?.groups?.name;
  if (target === undefined || isTag(spec.text)) return versionParts(file, name, spec);
  const version = match?.groups?.version;
  if (version === undefined) return libraryParts(file, npmName(target), null);
  return versionParts(file, target, partOf(spec, { start: target.length + 1, end: spec.text.length }));
}

/** `npm:next` follows a tag of the package itself; an alias without version has a name with a dash or scope as a rule. */
function isTag(text: string): boolean {
  return /^(?:latest|next|beta|alpha|canary|rc|experimental|nightly)$/.test(text);
}

function versionParts(file: SourceFile, name: string, spec: ResolvedText): ReferenceParts {
  const parts = libraryParts(file, npmName(name), spec);
  const isTagName = /^[a-z][a-z0-9._-]*$/i.test(spec.text) && !/^v?\d|^x$/i.test(spec.text);
  return isTagName ? { ...parts, request: { is: 'tag', text: spec.text } } : parts;
}

/** `patch:name@npm%3A1.2.3#./patches/x.patch` is the package with a patch of the repository's own. */
function patchedParts(file: SourceFile, name: string, spec: ResolvedText): ReferenceParts {
  const match = /^(?:@[^/@]+\/)?[^@#]+@(?<version>[^#]*)/d.exec(spec.text);
  const [start, end] = match?.indices?.groups?.version ?? [0, spec.text.length];
  const protocol = /^npm(?::|%3A)/i.exec(spec.text.slice(start, end))?.[0].length ?? 0;
  const version = partOf(spec, { start: start + protocol, end });
  const written = version.text.replace(/%5E/gi, '^').replace(/%7E/gi, '~');
  return libraryParts(file, npmName(name), version, written);
}

function jsrPackage(name: string, spec: ResolvedText): [name: string, version: ResolvedText | null] {
  const at = spec.text.indexOf('@', 1);
  if (!spec.text.startsWith('@')) return [`jsr/${name.toLowerCase()}`, spec];
  const end = at < 0 ? spec.text.length : at;
  const version = at < 0 ? null : partOf(spec, { start: at + 1, end: spec.text.length });
  return [`jsr/${spec.text.slice(0, end).toLowerCase()}`, version];
}

const hosts: Readonly<Record<string, string>> = {
  github: 'https://github.com/',
  gitlab: 'https://gitlab.com/',
  bitbucket: 'https://bitbucket.org/',
  gist: 'https://gist.github.com/',
};
const hosted = /^(?<host>github|gitlab|bitbucket|gist):(?!\/\/)/;
const shorthand = /^[a-z0-9][a-z0-9-]*\/[\w.-]+(?:#|$)/i;
const gitUrl =
  /^(?:git(?:\+\w+)?:|ssh:|git@)|^https?:\/\/[^?#]*\.git(?:#|$)|^https?:\/\/(?:github|gitlab)\.com\/[^/#]+\/[^/#]+(?:#|$)/i;

function repositoryParts(file: SourceFile, spec: ResolvedText, masked: string): ReferenceParts | null {
  const host = hosted.exec(masked)?.groups?.host;
  const isShort = host !== undefined || shorthand.test(masked);
  if (!isShort && !gitUrl.test(masked)) return null;
  const hash = masked.indexOf('#');
  const prefix = isShort ? (hosts[host ?? 'github'] ?? '') : '';
  const start = host === undefined ? (/^git\+/i.test(masked) ? 'git+'.length : 0) : host.length + 1;
  const address = partOf(spec, { start, end: hash < 0 ? spec.text.length : hash });
  const ref = hash < 0 ? null : partOf(spec, { start: hash + 1, end: spec.text.length });
  return gitParts(file, prefixed(prefix, address), ref);
}

function prefixed(prefix: string, address: ResolvedText): ResolvedText {
  const span = address.pieces[0]?.span ?? { start: 0, end: 0 };
  return prefix === ''
    ? address
    : resolvedText([{ is: 'supplied', text: prefix, span, verbatim: false, via: [] }, ...address.pieces]);
}
