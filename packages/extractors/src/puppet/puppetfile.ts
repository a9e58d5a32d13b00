import {
  downloadParts,
  type FileProblem,
  hashValue,
  invalidReference,
  type ReferenceFact,
  type ReferenceParts,
  type ResolvedText,
  type RubyCall,
  type RubyValue,
  referenceFact,
  rubyCalls,
  rubyReference,
  rubyText,
  type SourceFile,
  suppliedText,
  togetherWith,
} from '@fineprint/core';
import { forgeParts, repositoryParts } from './module-parts.ts';

/** Reads a Puppetfile, as r10k, Code Manager and librarian-puppet do (https://github.com/puppetlabs/r10k/blob/main/doc/puppetfile.mkd). */
export function* readPuppetfile(file: SourceFile): Iterable<ReferenceFact | FileProblem> {
  const { calls, problems } = file.parse(rubyCalls);
  yield* file.problems(problems);
  let forge: string | undefined;
  for (const call of calls) {
    if (call.path.join('.') === 'forge') forge = rubyText(call.args[0]);
    // A method of the file (`def github(name, version)`) asks for what its callers name.
    if (call.inMethod) continue;
    if (call.path.join('.') === 'mod') yield* readModule(file, call, forge);
    if (call.path.join('.') === 'github') yield* readBoxenModule(file, call);
  }
}

function* readModule(
  file: SourceFile,
  { args: [name, ...rest] }: RubyCall,
  forge: string | undefined,
): Iterable<ReferenceFact | FileProblem> {
  if (!name) return;
  const options = rest.find((value) => value.is === 'hash');
  const reference = rubyReference(file, name);
  const site = { file, address: `mod.${reference.resolved.text}`, usage: 'deployed' } as const;
  if (isLocal(options)) return;
  const [url, scm] = sourceOf(options);
  const said = url ? rubyReference(file, url) : null;
  const version = scm ? refOf(options) : versionOf(rest, options);
  const asked = version ? rubyReference(file, version).resolved : null;
  const parts =
    said && scm
      ? fetchedParts(file, said.resolved, scm, asked)
      : forgeParts(file, reference.resolved, asked, forge);
  if (parts) yield referenceFact(site, togetherWith(reference, said?.resolved ?? null, asked), parts);
  else if (said) yield invalidReference(file, said, 'it is no URL of a repository');
}

/** `github "name", "1.2.0", :repo => "owner/name"`, a method that Boxen's Puppetfiles define: a tag of a repository on GitHub. */
function* readBoxenModule(
  file: SourceFile,
  { args: [name, version, options] }: RubyCall,
): Iterable<ReferenceFact> {
  const module = rubyText(name);
  if (!name || module === undefined || version?.is !== 'text') return;
  const repository = rubyText(hashValue('repo', options)) ?? `boxen/puppet-${module}`;
  const reference = rubyReference(file, name);
  const asked = rubyReference(file, version).resolved;
  const parts = repositoryParts(file, suppliedText(`https://github.com/${repository}`), asked);
  const site = { file, address: `github.${module}`, usage: 'deployed' } as const;
  if (parts) yield referenceFact(site, togetherWith(reference, asked), parts);
}

/** `:local => true`, `type: 'local'`, a path: the module lies in the repository. */
function isLocal(options: RubyValue | undefined): boolean {
  if (hashValue('path', options)) return true;
  if (rubyText(hashValue('type', options)) === 'local') return true;
  const local = hashValue('local', options);
  return local !== undefined && rubyText(local) !== 'false';
}

type Scm = 'git' | 'svn' | 'tarball';

function sourceOf(options: RubyValue | undefined): readonly [RubyValue, Scm] | readonly [] {
  const type = rubyText(hashValue('type', options));
  const source = hashValue('source', options);
  if (source && (type === 'git' || type === 'svn' || type === 'tarball')) return [source, type];
  for (const scm of ['git', 'svn', 'tarball'] as const) {
    const url = hashValue(scm, options);
    if (url) return [url, scm];
  }
  return [];
}

/** What of a repository is taken, the most definite first; `:control_branch` is whatever branch is deployed. */
function refOf(options: RubyValue | undefined): RubyValue | undefined {
  for (const key of ['commit', 'tag', 'ref', 'branch', 'revision', 'rev', 'version']) {
    const value = hashValue(key, options);
    if (!value) continue;
    return rubyText(value) === 'control_branch' ? (hashValue('default_branch', options) ?? value) : value;
  }
  return undefined;
}

/** The version of a module of the Forge: the second argument, or one of its own name. */
function versionOf(rest: readonly RubyValue[], options: RubyValue | undefined): RubyValue | undefined {
  return rest.find((value) => value.is !== 'hash') ?? hashValue('version', options);
}

function fetchedParts(
  file: SourceFile,
  url: ResolvedText,
  scm: Scm,
  asked: ResolvedText | null,
): ReferenceParts | null {
  if (scm === 'tarball') {
    const parts = downloadParts(file, url);
    const isHash = asked !== null && /^[0-9a-f]{64}$/.test(asked.text);
    return parts && isHash ? { ...parts, digest: `sha256:${asked.text}` } : parts;
  }
  const parts = repositoryParts(file, url, asked);
  if (!parts || asked?.text !== 'control_branch') return parts;
  const because = 'The module takes the branch of the control repository that is deployed.';
  return { ...parts, unresolved: { part: 'version', because }, slots: [] };
}
