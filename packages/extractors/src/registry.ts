import type { Extractor } from '@fineprint/core';
import { ansible } from './ansible/extractor.ts';
import { argoCd } from './argo-cd/extractor.ts';
import { argoWorkflows } from './argo-workflows/extractor.ts';
import { arm } from './arm/extractor.ts';
import { asdf } from './asdf/extractor.ts';
import { awsCdk } from './aws-cdk/extractor.ts';
import { awsCodebuild } from './aws-codebuild/extractor.ts';
import { awsEcs } from './aws-ecs/extractor.ts';
import { azurePipelines } from './azure-pipelines/extractor.ts';
import { bicep } from './bicep/extractor.ts';
import { bitbucketPipelines } from './bitbucket-pipelines/extractor.ts';
import { buildkite } from './buildkite/extractor.ts';
import { bundler } from './bundler/extractor.ts';
import { cargo } from './cargo/extractor.ts';
import { cdktf } from './cdktf/extractor.ts';
import { chef } from './chef/extractor.ts';
import { circleci } from './circleci/extractor.ts';
import { cloudBuild } from './cloud-build/extractor.ts';
import { cloudInit } from './cloud-init/extractor.ts';
import { cloudformation } from './cloudformation/extractor.ts';
import { compose } from './compose/extractor.ts';
import { composer } from './composer/extractor.ts';
import { crossplane } from './crossplane/extractor.ts';
import { devcontainer } from './devcontainer/extractor.ts';
import { dockerBake } from './docker-bake/extractor.ts';
import { dockerfile } from './dockerfile/extractor.ts';
import { drone } from './drone/extractor.ts';
import { flux } from './flux/extractor.ts';
import { gitSubmodules } from './git-submodules/extractor.ts';
import { githubActions } from './github-actions/extractor.ts';
import { gitlabCi } from './gitlab-ci/extractor.ts';
import { goModules } from './go-modules/extractor.ts';
import { gradle } from './gradle/extractor.ts';
import { helm } from './helm/extractor.ts';
import { helmfile } from './helmfile/extractor.ts';
import { infrastructurePrograms } from './infrastructure-programs/extractor.ts';
import { jenkins } from './jenkins/extractor.ts';
import { kubernetes } from './kubernetes/extractor.ts';
import { kustomize } from './kustomize/extractor.ts';
import { makefile } from './makefile/extractor.ts';
import { maven } from './maven/extractor.ts';
import { mise } from './mise/extractor.ts';
import { nix } from './nix/extractor.ts';
import { npm } from './npm/extractor.ts';
import { nuget } from './nuget/extractor.ts';
import { openshift } from './openshift/extractor.ts';
import { packer } from './packer/extractor.ts';
import { powershellScripts } from './powershell-scripts/extractor.ts';
import { preCommit } from './pre-commit/extractor.ts';
import { pulumi } from './pulumi/extractor.ts';
import { puppet } from './puppet/extractor.ts';
import { python } from './python/extractor.ts';
import { serverless } from './serverless/extractor.ts';
import { shellScripts } from './shell-scripts/extractor.ts';
import { skaffold } from './skaffold/extractor.ts';
import { tekton } from './tekton/extractor.ts';
import { terraform } from './terraform/extractor.ts';
import { terraformStacks } from './terraform-stacks/extractor.ts';
import { terragrunt } from './terragrunt/extractor.ts';
import { tflint } from './tflint/extractor.ts';
import { vagrant } from './vagrant/extractor.ts';
import { vendir } from './vendir/extractor.ts';
import { versionFiles } from './version-files/extractor.ts';

/**
 * Every extractor, in the order in which they win over each other where the same characters are claimed twice:
 * the more specific first.
 */
export const extractors: readonly Extractor[] = [
  githubActions,
  gitlabCi,
  circleci,
  azurePipelines,
  bitbucketPipelines,
  buildkite,
  cloudBuild,
  awsCodebuild,
  drone,
  jenkins,
  dockerfile,
  dockerBake,
  // It knows what variables fill into the templates of other formats.
  ansible,
  compose,
  cdktf,
  packer,
  terraform,
  serverless,
  cloudformation,
  awsEcs,
  awsCdk,
  terraformStacks,
  tflint,
  terragrunt,
  bicep,
  arm,
  pulumi,
  infrastructurePrograms,
  helm,
  kustomize,
  flux,
  argoCd,
  argoWorkflows,
  crossplane,
  tekton,
  helmfile,
  vendir,
  skaffold,
  openshift,
  npm,
  composer,
  bundler,
  nuget,
  gradle,
  maven,
  cargo,
  goModules,
  python,
  kubernetes,
  preCommit,
  devcontainer,
  mise,
  asdf,
  nix,
  gitSubmodules,
  cloudInit,
  makefile,
  shellScripts,
  powershellScripts,
  versionFiles,
  vagrant,
  puppet,
  chef,
];
