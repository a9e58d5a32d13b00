import type { UnreadFormat } from '@fineprint/core';

/** Formats of infrastructure code that are known and that no extractor reads, so that a scan can say what it passed over. */
export const unread: readonly UnreadFormat[] = [
  { name: 'Bazel', files: ['**/{BUILD,WORKSPACE,MODULE}.bazel', '**/{BUILD,WORKSPACE}', '**/*.bzl'] },
  { name: 'CUE', files: ['**/*.cue'] },
  { name: 'Dagger', files: ['**/dagger.json'] },
  { name: 'Dhall', files: ['**/*.dhall'] },
  { name: 'Earthly', files: ['**/Earthfile', '**/*.earth'] },
  { name: 'Fly.io', files: ['**/fly.toml'] },
  { name: 'Guix', files: ['**/{channels,manifest}.scm'] },
  { name: 'Heroku', files: ['**/{Procfile,Aptfile}'] },
  { name: 'HCL of a tool that is not known', files: ['**/*.hcl', '**/*.nomad'] },
  { name: 'Homebrew', files: ['**/Brewfile'] },
  { name: 'Jsonnet', files: ['**/*.{jsonnet,libsonnet}', '**/jsonnetfile.json', '**/jsonnetfile.lock.json'] },
  { name: 'just', files: ['**/{justfile,Justfile,.justfile}', '**/*.just'] },
  { name: 'KCL', files: ['**/kcl.mod', '**/*.k'] },
  { name: 'Lefthook', files: ['**/{lefthook,.lefthook}{,-local}.{yml,yaml,toml,json}'] },
  { name: 'Pkl', files: ['**/*.pkl'] },
  { name: 'PowerShell (manifests of modules)', files: ['**/*.psd1'] },
  { name: 'Puppet (manifests)', files: ['**/*.pp'] },
  { name: 'Salt', files: ['**/*.sls'] },
  { name: 'sbt', files: ['**/*.sbt'] },
  { name: 'Sentinel', files: ['**/*.sentinel'] },
  { name: 'systemd (containers)', files: ['**/*.{container,pod,kube,image}'] },
  { name: 'Tilt', files: ['**/Tiltfile', '**/*.tiltfile'] },
];
