import type { OccurrenceSubject } from '@fineprint/core';

/** How a kind is asked for by one version, tag, commit or digest; absent where it cannot be. */
export interface Forms {
  readonly version?: string;
  readonly tag?: string;
  readonly commit?: string;
  readonly digest?: string;
}

const commit = 'the full commit id (40 hex digits)';
const inGit: Forms = { tag: 'the tag of a release', commit };
const published: Forms = { version: 'one exact version ("1.2.3")' };
const byTag: Forms = { tag: 'the tag of a release', digest: 'the digest behind the tag ("@sha256:…")' };
const cookbook: Forms = { version: "one exact version ('= 1.2.3')" };

const forms: ReadonlyMap<string, Forms> = new Map<string, Forms>([
  ['ansible-collection', { version: 'one exact version (version: "1.2.3")' }],
  ['ansible-role', { version: 'one exact version (version: 1.2.3)' }],
  ['azure-repository', { ...inGit, tag: 'the tag of a release (ref: refs/tags/v1.2.3)' }],
  ['azure-task', { version: 'one exact version ("Task@1.2.3")' }],
  ['bicep-extension', byTag],
  ['bicep-module', byTag],
  ['bitbucket-pipe', { tag: 'the tag of a release ("pipe: name:1.2.3")' }],
  ['buildkite-plugin', { tag: 'the tag of a release ("name#v1.2.3")', commit: `${commit} behind "#"` }],
  ['chef-cookbook', cookbook],
  ['circleci-orb', { version: 'one exact version ("name@1.2.3")' }],
  ['crossplane-package', byTag],
  [
    'devcontainer-feature',
    {
      tag: 'the tag of a release',
      digest: 'its digest ("@sha256:…"), or commit the devcontainer-lock.json with it',
    },
  ],
  ['git-source', inGit],
  [
    'gitlab-component',
    { tag: 'the tag of a release ("@1.2.3")', commit: 'the full commit id ("@<40 hex digits>")' },
  ],
  [
    'gitlab-include',
    { tag: 'the tag of a release (ref: v1.2.3)', commit: 'the full commit id (ref: <40 hex digits>)' },
  ],
  ['helm-plugin', { tag: 'the tag of a release ("--version v1.2.3")', commit }],
  ['jenkins-library', { tag: 'the tag of a release ("name@v1.2.3")', commit: `${commit} behind "@"` }],
  ['jenkins-plugin', { version: 'one exact version ("name:1.2.3")' }],
  [
    'kustomize-base',
    { tag: 'the tag of a release ("?ref=v1.2.3")', commit: 'the full commit id ("?ref=<40 hex digits>")' },
  ],
  ['nix-input', { tag: 'the tag of a release ("github:owner/name/v1.2.3")', commit: `${commit} as "rev"` }],
  ['packer-plugin', published],
  [
    'pre-commit-hook',
    {
      tag: 'the tag of a release (rev: v1.2.3)',
      commit: 'the full commit id (rev: <40 hex digits>, which "pre-commit autoupdate --freeze" writes)',
    },
  ],
  ['pulumi-plugin', published],
  ['puppet-module', { version: "one exact version ('1.2.3')" }],
  ['remote-manifest', { tag: 'the tag of a release in the URL', commit: `${commit} in the URL` }],
  ['sar-application', published],
  ['serverless-plugin', published],
  ['tekton-task', { ...published, ...byTag, tag: 'the version or the tag of a release' }],
  ['tflint-plugin', published],
  ['vagrant-box', { version: 'one exact version (config.vm.box_version = "1.2.3")' }],
  ['vagrant-plugin', { version: 'one exact version ("--plugin-version 1.2.3")' }],
]);

/** How an occurrence can be asked for: what comes from a repository by its refs, whatever the kind. */
export function formsOf({ component: { kind }, occurrence: { requestedAs } }: OccurrenceSubject): Forms {
  const known = forms.get(kind) ?? {};
  if (requestedAs !== 'git-ref' || known.commit !== undefined) return known;
  return { tag: 'the tag of a release', commit: `${commit} in place of the tag or branch` };
}
