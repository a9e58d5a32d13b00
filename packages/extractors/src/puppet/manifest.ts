import {
  downloadParts,
  type FileProblem,
  factAtVersion,
  gitParts,
  imageReference,
  joinedVersion,
  libraryReference,
  mappedScript,
  mappedText,
  osPackageReference,
  type Reference,
  type ReferenceFact,
  type ReferenceSite,
  referenceFact,
  type SourceFile,
  sha256Beside,
  togetherWith,
  type VariableLookup,
} from '@fineprint/core';
import { type PuppetResource, type PuppetValue, resourcesOf } from './resources.ts';
import { puppetTokens } from './tokens.ts';
import { puppetReference, puppetVariables } from './values.ts';

/** Reads what the resources of a manifest install and fetch (https://www.puppet.com/docs/puppet/latest/type.html). */
export function* readManifest(file: SourceFile): Iterable<ReferenceFact | FileProblem> {
  const tokens = puppetTokens(file.text);
  const lookup = puppetVariables(file, tokens);
  for (const resource of resourcesOf(tokens)) {
    const reader = readers.get(resource.type);
    if (!reader) continue;
    const refer = (value: PuppetValue) => puppetReference(file, value, lookup);
    const { type, title } = resource;
    const address = title.is === 'list' ? type : `${type}.${refer(title).resolved.text}`;
    const site = { file, address, usage: 'deployed' } as const;
    const call = { site, resource, refer, lookup };
    if (!/^(?:absent|purged|false)$/.test(textOf(call, 'ensure') ?? '')) yield* reader(call);
  }
}

interface Call {
  readonly site: ReferenceSite;
  readonly resource: PuppetResource;
  readonly refer: (value: PuppetValue) => Reference;
  readonly lookup: VariableLookup;
}

type Reader = (call: Call) => Iterable<ReferenceFact | FileProblem>;

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['package', readPackage],
  ...['file', 'archive', 'remote_file', 'wget::fetch'].map((type) => [type, readDownload] as const),
  ['vcsrepo', readRepository],
  ['exec', readCommand],
  ...['docker::image', 'docker::run'].map((type) => [type, readImage] as const),
  ['python::pip', readPip],
]);

const libraries: ReadonlyMap<string, string> = new Map([
  ...['gem', 'puppet_gem', 'puppetserver_gem'].map((provider) => [provider, 'gem'] as const),
  ...['pip', 'pip2', 'pip3'].map((provider) => [provider, 'pypi'] as const),
  ['npm', 'npm'],
  ['chocolatey', 'chocolatey'],
]);
const systems = new Map([
  ...['apt', 'dpkg', 'aptitude'].map((provider) => [provider, 'deb'] as const),
  ...['yum', 'dnf', 'zypper', 'rpm'].map((provider) => [provider, 'rpm'] as const),
  ['apk', 'apk'] as const,
]);

function* readPackage(call: Call): Iterable<ReferenceFact | FileProblem> {
  const { site, resource } = call;
  if (attribute(call, 'source')) {
    yield* readDownload(call);
    return;
  }
  const provider = textOf(call, 'provider') ?? '';
  const version = versionOf(call);
  for (const value of listed(resource.attributes.get('name') ?? resource.title)) {
    const name = call.refer(value);
    const library = libraries.get(provider);
    if (library) yield* libraryReference(site, library, atVersion(name, library, version));
    else
      for (const fact of osPackageReference(site, systems.get(provider) ?? 'generic', name))
        yield version ? factAtVersion(site.file, fact, version) : fact;
  }
}

/** `ensure` names a version unless it is one of the words that ask for any. */
function versionOf(call: Call): Reference | null {
  const ensure = attribute(call, 'ensure');
  if (!ensure || /^(?:present|installed|latest|held|true|running)$/.test(ensure.resolved.text)) return null;
  return ensure.resolved.isResolved && !/^[\d>=<~]/.test(ensure.resolved.text) ? null : ensure;
}

const marks: Readonly<Record<string, string>> = { gem: ':', pypi: '==', npm: '@' };

function atVersion(name: Reference, type: string, version: Reference | null): Reference {
  const mark = marks[type];
  const isOne = version !== null && mark !== undefined && /^\d/.test(version.resolved.text);
  return isOne ? joinedVersion(name, mark, version.resolved) : name;
}

function* readPip(call: Call): Iterable<ReferenceFact | FileProblem> {
  for (const value of listed(call.resource.attributes.get('pkgname') ?? call.resource.title))
    yield* libraryReference(call.site, 'pypi', atVersion(call.refer(value), 'pypi', versionOf(call)));
}

function* readDownload(call: Call): Iterable<ReferenceFact> {
  const { file } = call.site;
  const url = attribute(call, 'source');
  const parts = url && downloadParts(file, url.resolved);
  if (!parts) return;
  const checksum = attribute(call, 'checksum_value') ?? attribute(call, 'checksum');
  const digest = checksum && sha256Beside(file, checksum.resolved);
  const pinned = digest ? { ...digest, slots: [...parts.slots, ...digest.slots] } : {};
  yield referenceFact(call.site, togetherWith(url, digest && checksum.resolved), { ...parts, ...pinned });
}

function* readRepository(call: Call): Iterable<ReferenceFact> {
  const source = attribute(call, 'source');
  if (!source || !/^(?:git)?$/.test(textOf(call, 'provider') ?? '')) return;
  const parts = gitParts(call.site.file, source.resolved, attribute(call, 'revision')?.resolved ?? null);
  if (parts) yield referenceFact(call.site, source, parts);
}

/** A command runs without a shell where it needs none; most words mean the same to one. */
function* readCommand({ site, resource, lookup }: Call): Iterable<ReferenceFact | FileProblem> {
  for (const value of listed(resource.attributes.get('command') ?? resource.title)) {
    if (value.is !== 'string') continue;
    const span = { start: value.start + 1, end: value.end - 1 };
    yield* mappedScript(site, [mappedText(site.file.text, [span])], { lookup });
  }
}

function* readImage(call: Call): Iterable<ReferenceFact | FileProblem> {
  const { type, title } = call.resource;
  // A container is named by its title, an image may be, too.
  const image = attribute(call, 'image') ?? (type === 'docker::image' ? call.refer(title) : null);
  if (!image || call.resource.attributes.has('docker_file') || call.resource.attributes.has('docker_dir'))
    return;
  const tag = attribute(call, 'image_tag');
  yield* imageReference(call.site, tag ? joinedVersion(image, ':', tag.resolved) : image);
}

function attribute({ resource, refer }: Call, name: string): Reference | null {
  const value = resource.attributes.get(name);
  return value && value.is !== 'list' ? refer(value) : null;
}

function textOf(call: Call, name: string): string | undefined {
  const found = attribute(call, name);
  return found?.resolved.isResolved ? found.resolved.text : undefined;
}

function listed(value: PuppetValue): readonly PuppetValue[] {
  return value.is === 'list' ? value.items.flatMap(listed) : [value];
}
