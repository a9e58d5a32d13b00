import { circleci } from './protocols/circleci.ts';
import { clearlyDefined } from './protocols/clearly-defined.ts';
import { crates } from './protocols/crates.ts';
import { depsDev } from './protocols/deps-dev.ts';
import { galaxy } from './protocols/galaxy.ts';
import { galaxyRoles } from './protocols/galaxy-roles.ts';
import { gitCommits } from './protocols/git-commits.ts';
import { gitFetch } from './protocols/git-fetch.ts';
import { gitFiles } from './protocols/git-files.ts';
import { gitRefs } from './protocols/git-refs.ts';
import { gitTags } from './protocols/git-tags.ts';
import { goProxy } from './protocols/go-proxy.ts';
import { helm } from './protocols/helm.ts';
import { maven } from './protocols/maven.ts';
import { npm } from './protocols/npm.ts';
import { nuget } from './protocols/nuget.ts';
import { oci } from './protocols/oci.ts';
import { openTofu } from './protocols/opentofu.ts';
import { packagist } from './protocols/packagist.ts';
import { pypi } from './protocols/pypi.ts';
import { rubygems } from './protocols/rubygems.ts';
import { terraform } from './protocols/terraform.ts';
import type { Registry } from './registry.ts';

/**
 * Every registry, in the order in which they are asked: what serves the artifact itself before what only hosts
 * its sources, and last those that nothing names.
 */
export const registries: readonly Registry[] = [
  helm,
  oci,
  terraform,
  openTofu,
  galaxy,
  galaxyRoles,
  circleci,
  npm,
  pypi,
  crates,
  rubygems,
  packagist,
  maven,
  nuget,
  gitFiles,
  gitFetch,
  gitTags,
  gitRefs,
  gitCommits,
  goProxy,
  depsDev,
  clearlyDefined,
];
