import type { ConstraintSyntax } from '@fineprint/core';
import {
  elsewhere,
  ofAddress,
  ofDistribution,
  onGithub,
  type Rewrite,
  renamed,
  systemImage,
} from './addresses.ts';
import { imageRule } from './image-keys.ts';
import { libraryKeysOf, librarySyntaxOf } from './library-keys.ts';
import { packageNames } from './package-series.ts';
import { platformRules } from './platform-keys.ts';
import { upstreamVersion } from './versions/distribution-version.ts';

/** Where the facts may know a component: keys of packages, most exact first, and the repository that it comes from. */
export interface FactKeys {
  readonly packages: readonly string[];
  /** `owner/name` on GitHub, `host/path` elsewhere, lower-case; or `null`. */
  readonly repository: string | null;
  /** Where it is built from its repository, and so is not quite the same. */
  readonly built: Built | null;
  /** Why nothing can be known of it, where that is so. */
  readonly unknown: string | null;
}

/** What is built from a repository: which of it stands under the license there, and whose versions it has. */
export interface Built {
  readonly covers: 'artifact' | 'main-software';
  readonly versions: 'its own' | 'of its repository';
}

/** How a component says versions: in the constraint language of its kind or registry, or as a tag. */
export function versionSyntaxOf(key: string): ConstraintSyntax | 'tag' {
  const kind = key.slice(0, key.indexOf(':'));
  return kind === 'library'
    ? librarySyntaxOf(key.slice(kind.length + 1))
    : (rules.get(kind)?.versions ?? 'tag');
}

/** Whether what nothing pins is the newest of its kind. */
export function meansNewest(kind: string): boolean {
  return rules.get(kind)?.newest ?? false;
}

/** A version as the facts know it: without what a distribution adds to it. */
export function factVersionOf(kind: string, version: string | null): string | null {
  return version !== null && rules.get(kind)?.ofDistribution ? upstreamVersion(version) : version;
}

/** Maps a component's key (`<kind>:<name>[#subpath]`) to the keys of the facts; all comparison is lower-case. */
export function factKeysOf(key: string, helmAliases: ReadonlyMap<string, string>): FactKeys {
  const colon = key.indexOf(':');
  const kind = key.slice(0, colon);
  const rule = rules.get(kind) ?? { kind, versions: 'tag' };
  // A subpath stands under the license of its whole. What is not known as a whole has the path of its file before it.
  const [whole = ''] = key
    .slice(colon + 1)
    .replace(place, '')
    .split('#', 1);
  const written = rewritten(whole.toLowerCase().replace(suffix, ''), rule.sameAs ?? []);
  if (rule.kind === 'library') return libraryKeysOf(written);
  const name = rule.kind === 'helm-chart' ? chartName(written, helmAliases) : written;
  const keys = rule.ofDistribution ? packageNames(name) : [name];
  const system = systemImage.test(name) ? systemOf(name) : [];
  return {
    packages: [...keys.map((one) => `${rule.kind}:${one}`), ...system],
    // The alias of a repository of charts says nothing of where it is.
    repository: repositoryOf(
      rule.repository?.find(([pattern]) => pattern.test(written)),
      written,
    ),
    built: rule.built ?? null,
    unknown: rule.unknown?.find(([pattern]) => pattern.test(name))?.[1] ?? null,
  };
}

/** What is true of the names of a kind, as data. */
export interface KindRule {
  /** The kind under which the facts are filed. */
  readonly kind: string;
  readonly versions: ConstraintSyntax | 'tag';
  /** Whether it is a distribution's: its names carry the release series, its versions an epoch and a revision. */
  readonly ofDistribution?: true;
  /** Whether the newest is meant by what nothing pins: it is fetched anew, or the tag `latest` is put in. */
  readonly newest?: true;
  /** Spellings of the same name: what is written at its start, and what is meant. */
  readonly sameAs?: readonly Rewrite[];
  /** The repository behind a name: its pattern, and `owner/name` made of its groups. */
  readonly repository?: readonly Rewrite[];
  /** What is built from that repository, where it is more than a part of it. */
  readonly built?: Built;
  /** Names of which nobody can know the license, each with the reason as a sentence. */
  readonly unknown?: readonly (readonly [name: RegExp, because: string])[];
}

const place = /^\.\/[^:]*:/;
const suffix = /(?:\.git)?\/?$/;

const ownerAndName: Rewrite = [/^([a-z0-9-]+)\/([a-z0-9._-]+).*$/, '$1/$2'];
const git: KindRule = { kind: 'git-source', versions: 'tag', newest: true, repository: ofAddress };

// OpenTofu's registry serves the same providers and modules from the same repositories.
const opentofu: Rewrite = [/^registry\.opentofu\.org\//, 'registry.terraform.io/'];

const rules: ReadonlyMap<string, KindRule> = new Map<string, KindRule>([
  ['container-image', imageRule],
  [
    'helm-chart',
    {
      kind: 'helm-chart',
      versions: 'npm',
      // Bitnami's index as of some commit, which old charts outlive in.
      sameAs: [
        [
          /^raw\.githubusercontent\.com\/bitnami\/charts\/[0-9a-f]{40}\/bitnami\//,
          'charts.bitnami.com/bitnami/',
        ],
        // A public proxy that serves the charts of the repository in the path as artifacts.
        [/^ocharted\.turbo\.ac\//, ''],
      ],
      // A project site of GitHub Pages is that of the repository, and charts count in their own versions.
      repository: [[/^([a-z0-9-]+)\.github\.io\/([a-z0-9._-]+)\/(?:.*\/)?[^/]+$/, '$1/$2']],
      built: { covers: 'artifact', versions: 'its own' },
    },
  ],
  [
    'tool',
    {
      kind: 'tool',
      versions: 'npm',
      sameAs: [
        [/^tofu$/, 'opentofu'],
        [/^aws-cli$/, 'awscli'],
        [/^ansible$/, 'ansible-core'],
        [/^gcloud-sdk$|^google-cloud-sdk$/, 'gcloud'],
        [/^argo-cd$/, 'argocd'],
        [/^github-cli$/, 'gh'],
      ],
    },
  ],
  ['github-action', { kind: 'github-action', versions: 'tag', repository: [onGithub, ownerAndName] }],
  ['github-workflow', { kind: 'github-action', versions: 'tag', repository: [onGithub, ownerAndName] }],
  [
    'terraform-provider',
    {
      kind: 'terraform-provider',
      versions: 'terraform',
      sameAs: [opentofu],
      repository: [[/^registry\.terraform\.io\/([^/]+)\/([^/]+)$/, '$1/terraform-provider-$2']],
    },
  ],
  [
    'terraform-module',
    {
      kind: 'terraform-module',
      versions: 'terraform',
      sameAs: [opentofu, [/^(registry\.terraform\.io\/[^/]+\/[^/]+\/[^/]+)\/.*$/, '$1']],
      repository: [
        onGithub,
        ...elsewhere,
        [/^registry\.terraform\.io\/([^/]+)\/([^/]+)\/([^/]+)$/, '$1/terraform-$3-$2'],
      ],
    },
  ],
  ['tflint-plugin', { kind: 'tflint-plugin', versions: 'tag', repository: [onGithub] }],
  [
    'packer-plugin',
    {
      kind: 'packer-plugin',
      versions: 'terraform',
      repository: [[/^github\.com\/([^/]+)\/([^/]+)$/, '$1/packer-plugin-$2']],
    },
  ],
  ['pulumi-plugin', { kind: 'pulumi-plugin', versions: 'npm' }],
  [
    'ansible-collection',
    {
      kind: 'ansible-collection',
      versions: 'npm',
      sameAs: [[/^galaxy\.ansible\.com\//, '']],
      repository: [onGithub],
    },
  ],
  [
    'ansible-role',
    {
      kind: 'ansible-role',
      versions: 'npm',
      sameAs: [[/^galaxy\.ansible\.com\//, '']],
      repository: [onGithub],
    },
  ],
  ...platformRules,
  ['library', { kind: 'library', versions: 'npm' }],
  // Serverless Framework and Vagrant load their plugins from the registry of their language.
  ['serverless-plugin', { kind: 'library', versions: 'npm', sameAs: [[/^/, 'npm/']] }],
  ['vagrant-plugin', { kind: 'library', versions: 'terraform', sameAs: [[/^/, 'gem/']] }],
  ['circleci-orb', { kind: 'circleci-orb', versions: 'npm' }],
  ['os-package', { kind: 'os-package', versions: 'tag', ofDistribution: true }],
  ...[
    ...[
      'git-source',
      'helm-plugin',
      'nix-input',
      'gitlab-component',
      'kustomize-base',
      'pre-commit-hook',
      'download',
      'remote-manifest',
      'opa-bundle',
    ],
    ...['cloudformation-template', 'arm-template', 'gitlab-include'],
  ].map((kind) => [kind, git] as const),
  // By custom, features are published as ghcr.io/<owner>/<repository>/<feature>.
  ['devcontainer-feature', { ...git, repository: [[/^ghcr\.io\/([^/]+)\/([^/]+)\/.*$/, '$1/$2']] }],
]);

function rewritten(name: string, rewrites: readonly Rewrite[]): string {
  return rewrites.reduce((current, [written, meant]) => current.replace(written, meant), name);
}

/** The package of the distribution that is in an image for a machine. */
function systemOf(name: string): readonly string[] {
  return ofDistribution.filter(([pattern]) => pattern.test(name)).map(([, key]) => key);
}

function repositoryOf(rewrite: Rewrite | undefined, name: string): string | null {
  if (rewrite === undefined) return null;
  const repository = name.replace(rewrite[0], rewrite[1]).replace(suffix, '');
  return renamed.get(repository) ?? repository;
}

/** Names a chart as `<alias of its repository>/<chart>`; one of an unknown repository keeps its address. */
function chartName(name: string, aliases: ReadonlyMap<string, string>): string {
  const slash = name.lastIndexOf('/');
  const alias = aliases.get(name.slice(0, Math.max(slash, 0)).replace(scheme, ''));
  return alias === undefined ? name : `${alias}/${name.slice(slash + 1)}`;
}

const scheme = /^(?:https?|oci):\/\//;
