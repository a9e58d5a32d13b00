import {
  classifyGitRef,
  downloadParts,
  gitParts,
  parseGitUrl,
  partOf,
  type Reference,
  type ReferenceParts,
  type ResolvedText,
  refSlots,
  type SourceFile,
  unresolvedPart,
} from '@fineprint/core';

const forge =
  /^(?<forge>github|gitlab|sourcehut):(?<owner>[^/?#]+)\/(?<repository>[^/?#]+)(?:\/(?<ref>[^?#]+))?(?:\?(?<query>[^#]*))?/d;
const forges: Readonly<Record<string, string>> = {
  github: 'github.com',
  gitlab: 'gitlab.com',
  sourcehut: 'git.sr.ht',
};
const indirect = /^(?:flake:)?(?<name>[A-Za-z][\w-]*)(?:\/(?<ref>[^/?#]+))?(?:\/[^?#]*)?$/d;

/**
 * Reads a reference to a flake (https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-flake#flake-references); `null`
 * where it is a path, which is the repository's own.
 */
export function flakeParts(file: SourceFile, { resolved }: Reference): ReferenceParts | null {
  const { text } = resolved;
  if (/^(?:path:|\.{0,2}\/|\.{1,2}$)/.test(text)) return null;
  const named = forge.exec(text);
  if (named) return ofForge(file, resolved, named);
  if (/^git(?:\+[a-z]+)?:/.test(text)) return ofGit(file, resolved);
  const archive = /^(?:tarball\+|file\+)?(?=https?:)/.exec(text)?.[0];
  if (archive !== undefined) {
    const url = partOf(resolved, { start: archive.length, end: text.length });
    const parts = downloadParts(file, url);
    return parts && { ...parts, kind: 'nix-input' };
  }
  return ofRegistry(file, resolved);
}

function rangeOf(
  match: RegExpExecArray,
  name: string,
): { readonly start: number; readonly end: number } | null {
  const [start, end] = match.indices?.groups?.[name] ?? [];
  return start === undefined || end === undefined ? null : { start, end };
}

function ofForge(file: SourceFile, resolved: ResolvedText, match: RegExpExecArray): ReferenceParts {
  const { forge: name = '', owner = '', repository = '' } = match.groups ?? {};
  const range = rangeOf(match, 'ref') ?? inQuery(match, resolved.text);
  const host =
    /(?:^|&)host=(?<host>[^&]+)/.exec(match.groups?.query ?? '')?.groups?.host ?? forges[name] ?? '';
  const location = `${host}/${decodeURIComponent(owner)}/${repository}`;
  return {
    kind: 'nix-input',
    name: location,
    source: `https://${location}`,
    ...asked(file, range && partOf(resolved, range)),
    ...(unresolvedPart('name', resolved).unresolved ? unresolvedPart('name', resolved) : {}),
  };
}

/** A commit wins over a ref. */
function inQuery(match: RegExpExecArray, text: string) {
  const query = rangeOf(match, 'query');
  if (!query) return null;
  for (const name of ['rev', 'ref']) {
    const found = new RegExp(`(?:^|&)${name}=([^&]+)`).exec(text.slice(query.start, query.end));
    if (!found) continue;
    const end = query.start + found.index + found[0].length;
    return { start: end - (found[1] ?? '').length, end };
  }
  return null;
}

function ofGit(file: SourceFile, resolved: ResolvedText): ReferenceParts | null {
  const { text } = resolved;
  const question = text.indexOf('?');
  const end = question < 0 ? text.length : question;
  const parsed = parseGitUrl(text.slice(0, end));
  const query = /\?(?<query>.*)$/ds.exec(text);
  const range = query ? inQuery(query, text) : null;
  const ref = range && partOf(resolved, range);
  const parts = gitParts(file, partOf(resolved, { start: 0, end }), ref);
  return parts && parsed.is !== 'unknown' ? { ...parts, kind: 'nix-input' } : parts;
}

/** A name alone is looked up in a registry: the global one, unless a machine has its own. */
function ofRegistry(file: SourceFile, resolved: ResolvedText): ReferenceParts {
  const match = indirect.exec(resolved.text);
  const range = match && rangeOf(match, 'ref');
  return {
    kind: 'nix-input',
    name: match?.groups?.name ?? resolved.text,
    source: 'flake-registry',
    ...asked(file, range && partOf(resolved, range)),
    ...(match ? {} : { unresolved: { part: 'name', because: 'It is no reference to a flake.' } }),
  };
}

function asked(file: SourceFile, ref: ResolvedText | null): Pick<ReferenceParts, 'request' | 'slots'> {
  if (!ref || ref.text === '') return { request: { is: 'nothing' }, slots: [] };
  // `nixos-24.05` is the name of a branch that channels follow, whatever number it ends in.
  const isChannel = /^(?:nixos|nixpkgs|release)-\d/.test(ref.text) && classifyGitRef(ref.text) !== 'commit';
  return {
    request: { is: 'git-ref', text: isChannel ? `refs/heads/${ref.text}` : ref.text },
    slots: isChannel ? [] : refSlots(file, ref),
  };
}
