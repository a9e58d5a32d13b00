import {
  downloadParts,
  type FileProblem,
  factAtVersion,
  gitParts,
  imageReference,
  joinedVersion,
  libraryReference,
  listed,
  osPackageReference,
  type ReferenceFact,
  type ReferenceSite,
  type RubyValue,
  referenceFact,
  rubyCalls,
  rubyReference,
  rubyScriptReferences,
  rubyText,
  type SourceFile,
  sha256Beside,
  togetherWith,
} from '@fineprint/core';
import { type ChefResource, resourcesOf } from './resources.ts';

/** Reads what the resources of recipes install and fetch (https://docs.chef.io/resources/). */
export function* readRecipe(file: SourceFile): Iterable<ReferenceFact | FileProblem> {
  const { calls, problems } = file.parse(rubyCalls);
  yield* file.problems(problems);
  const resources = resourcesOf(calls);
  const built = new Set(resources.filter(isBuild).map(({ name }) => rubyText(name)));
  for (const resource of resources) {
    if (isOfDocker(resource) && built.has(rubyText(valuesOf(resource, 'repo')[0] ?? resource.name))) continue;
    const reader = readers.get(resource.type);
    const name = rubyText(resource.name);
    const address = name === undefined ? resource.type : `${resource.type}.${name}`;
    if (reader && !resource.isRemoval) yield* reader({ file, address, usage: 'deployed' }, resource);
  }
}

function isOfDocker({ type }: ChefResource): boolean {
  return type === 'docker_image' || type === 'docker_container';
}

/** An image that the repository builds, or loads from a file. */
function isBuild(resource: ChefResource): boolean {
  const actions = valuesOf(resource, 'action').map((action) => rubyText(action) ?? '');
  return resource.type === 'docker_image' && actions.some((action) => /^(?:build|load|import)/.test(action));
}

type Reader = (site: ReferenceSite, resource: ChefResource) => Iterable<ReferenceFact | FileProblem>;

const packageTypes = [
  ['package', 'generic'],
  ['apt_package', 'deb'],
  ['dpkg_package', 'deb'],
  ['dnf_package', 'rpm'],
  ['yum_package', 'rpm'],
  ['zypper_package', 'rpm'],
  ['rpm_package', 'rpm'],
  ['apk_package', 'apk'],
] as const;

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ...packageTypes.map(([resource, type]) => [resource, packageReader(type)] as const),
  ...['gem_package', 'chef_gem'].map((resource) => [resource, readGem] as const),
  ...['remote_file', 'ark', 'windows_package', 'msi_package', 'tar_extract'].map(
    (resource) => [resource, readDownload] as const,
  ),
  ['git', readGit],
  ...['execute', 'bash', 'script', 'sh'].map((resource) => [resource, readCommand] as const),
  ...['docker_image', 'docker_container'].map((resource) => [resource, readImage] as const),
]);

/** `package %w(a b)`, `package 'a' do version '1.2' end`; a package may come from a URL of its own. */
function packageReader(type: (typeof packageTypes)[number][1]): Reader {
  return function* readPackage(site, resource) {
    const [source] = valuesOf(resource, 'source');
    if (source) {
      yield* readDownload(site, resource);
      return;
    }
    const versions = valuesOf(resource, 'version');
    for (const [index, value] of namesOf(resource, 'package_name').entries()) {
      const version = versions[index];
      const asked = version?.is === 'text' ? rubyReference(site.file, version) : null;
      const name = rubyReference(site.file, value);
      // A file that was fetched before.
      if (/^#\{.*\}\//.test(name.resolved.text)) continue;
      for (const fact of osPackageReference(site, type, name))
        yield asked ? factAtVersion(site.file, fact, asked) : fact;
    }
  };
}

function* readGem(site: ReferenceSite, resource: ChefResource): Iterable<ReferenceFact | FileProblem> {
  const [version] = valuesOf(resource, 'version');
  for (const value of namesOf(resource, 'package_name')) {
    const name = rubyReference(site.file, value);
    const asked = version?.is === 'text' ? rubyReference(site.file, version).resolved : null;
    const isOne = asked !== null && /^\d\S*$/.test(asked.text);
    yield* libraryReference(site, 'gem', isOne ? joinedVersion(name, ':', asked) : name);
  }
}

function* readDownload(site: ReferenceSite, resource: ChefResource): Iterable<ReferenceFact> {
  const own = resource.type === 'tar_extract' && resource.name ? [resource.name] : [];
  const [checksum] = valuesOf(resource, 'checksum');
  const hash = checksum ? rubyReference(site.file, checksum) : null;
  for (const value of [...valuesOf(resource, 'source', 'url'), ...own]) {
    const url = rubyReference(site.file, value);
    const parts = downloadParts(site.file, url.resolved);
    if (!parts) continue;
    const digest = hash && sha256Beside(site.file, hash.resolved);
    const pinned = digest ? { ...digest, slots: [...parts.slots, ...digest.slots] } : {};
    yield referenceFact(site, togetherWith(url, digest && hash.resolved), { ...parts, ...pinned });
  }
}

function* readGit(site: ReferenceSite, resource: ChefResource): Iterable<ReferenceFact> {
  const [repository] = valuesOf(resource, 'repository', 'repo');
  if (!repository) return;
  const [revision] = valuesOf(resource, 'revision', 'reference');
  const ref = revision ? rubyReference(site.file, revision).resolved : null;
  const reference = rubyReference(site.file, repository);
  const parts = gitParts(site.file, reference.resolved, ref);
  if (parts) yield referenceFact(site, reference, parts);
}

/** `bash 'x' do code '…' end`; `execute` may have its command as its name. */
function* readCommand(site: ReferenceSite, resource: ChefResource): Iterable<ReferenceFact | FileProblem> {
  const given = valuesOf(resource, 'code', 'command');
  const [interpreter] = valuesOf(resource, 'interpreter');
  if (interpreter && !/sh$/.test(rubyText(interpreter) ?? '')) return;
  const own = resource.type === 'execute' && resource.name ? [resource.name] : [];
  for (const value of given.length > 0 ? given : own)
    if (value.is === 'text') yield* rubyScriptReferences(site, value);
}

/** `docker_image 'nginx' do tag '1.27' end`; a container is named after its image where it says none. */
function* readImage(site: ReferenceSite, resource: ChefResource): Iterable<ReferenceFact | FileProblem> {
  const [repository = resource.name] = valuesOf(resource, 'repo', 'image');
  if (!repository) return;
  const image = rubyReference(site.file, repository);
  const [tag] = valuesOf(resource, 'tag');
  const asked = tag ? rubyReference(site.file, tag).resolved : null;
  const mark = asked?.text.startsWith('sha256:') ? '@' : ':';
  yield* imageReference(site, asked ? joinedVersion(image, mark, asked) : image);
}

function namesOf(resource: ChefResource, property: string): readonly RubyValue[] {
  const own = valuesOf(resource, property);
  return own.length > 0 ? own : listed(resource.name);
}

function valuesOf({ properties }: ChefResource, ...names: readonly string[]): readonly RubyValue[] {
  return names.map((name) => properties.get(name) ?? []).find((values) => values.length > 0) ?? [];
}
