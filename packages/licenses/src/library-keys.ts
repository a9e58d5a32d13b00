import type { ConstraintSyntax } from '@fineprint/core';
import type { FactKeys } from './keys.ts';

/** How the packages of a registry are named and say versions; a library is named `<registry>/<package>`. */
interface Registry {
  readonly versions: ConstraintSyntax;
  /** One spelling for names that the registry takes for the same. */
  readonly spelled?: (name: string) => string;
  readonly repository?: (name: string) => string | null;
}

const registries: ReadonlyMap<string, Registry> = new Map<string, Registry>([
  ['npm', { versions: 'npm' }],
  // https://packaging.python.org/en/latest/specifications/name-normalization/
  ['pypi', { versions: 'npm', spelled: (name) => name.replace(/[-_.]+/g, '-') }],
  ['golang', { versions: 'npm', repository: repositoryOfModule }],
  ['cargo', { versions: 'cargo' }],
  ['gem', { versions: 'terraform' }],
  ['composer', { versions: 'npm' }],
  ['maven', { versions: 'npm', spelled: (name) => name.replace(':', '/') }],
  ['nuget', { versions: 'npm' }],
]);

/** Says how a library (`npm/lodash`) says versions. */
export function librarySyntaxOf(name: string): ConstraintSyntax {
  return registries.get(registryOf(name))?.versions ?? 'npm';
}

/** Maps the name of a library to the keys of the facts: its own, then those of its namespaces, the nearest first. */
export function libraryKeysOf(name: string): FactKeys {
  const registry = registryOf(name);
  const { spelled, repository } = registries.get(registry) ?? {};
  const written = name.slice(registry.length + 1).toLowerCase();
  const own = spelled === undefined ? written : spelled(written);
  return {
    packages: [own, ...namespacesOf(own)].map((one) => `library:${registry}/${one}`),
    repository: repository?.(own) ?? null,
    built: null,
    unknown: null,
  };
}

function registryOf(name: string): string {
  return name.slice(0, Math.max(name.indexOf('/'), 0)).toLowerCase();
}

/** `@types/node` is of `@types/*`, `org.apache.maven.plugins/x` of `org.apache.maven.plugins/*`; deep paths of each folder. */
function namespacesOf(name: string): readonly string[] {
  const parts = name.split('/', maximumDepth);
  return parts
    .slice(0, -1)
    .map((_, index) => `${parts.slice(0, index + 1).join('/')}/*`)
    .reverse();
}

const maximumDepth = 12;

// A module in a folder of a repository has versions and now and then a license of its own (`hashicorp/consul/api`), so
// only the module at the root is known by its repository.
const atRoot = /^(?<path>.*?)(?:\/v\d{1,4})?$/;
const onGithub = /^github\.com\/([^/]+\/[^/]+)$/;

function repositoryOfModule(name: string): string | null {
  const path = atRoot.exec(name)?.groups?.path ?? name;
  const repository = onGithub.exec(path)?.[1];
  if (repository !== undefined) return repository;
  const vanity = vanities.find(([pattern]) => pattern.test(path));
  return vanity === undefined ? null : path.replace(vanity[0], vanity[1]);
}

// The addresses that answer `go get` with another repository (`<meta name="go-import">`).
const vanities: readonly (readonly [address: RegExp, repository: string])[] = [
  [/^golang\.org\/x\/([^/]+)$/, 'golang/$1'],
  [/^k8s\.io\/([^/]+)$/, 'kubernetes/$1'],
  [/^sigs\.k8s\.io\/([^/]+)$/, 'kubernetes-sigs/$1'],
  [/^gopkg\.in\/([^/]+)\.v\d{1,4}$/, 'go-$1/$1'],
  [/^gopkg\.in\/([^/]+)\/([^/]+)\.v\d{1,4}$/, '$1/$2'],
  [/^go\.uber\.org\/([^/]+)$/, 'uber-go/$1'],
  [/^google\.golang\.org\/grpc$/, 'grpc/grpc-go'],
  [/^google\.golang\.org\/protobuf$/, 'protocolbuffers/protobuf-go'],
  [/^google\.golang\.org\/api$/, 'googleapis/google-api-go-client'],
  [/^google\.golang\.org\/genproto$/, 'googleapis/go-genproto'],
  [/^go\.etcd\.io\/bbolt$/, 'etcd-io/bbolt'],
  [/^gotest\.tools$/, 'gotestyourself/gotest.tools'],
];
