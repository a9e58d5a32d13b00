import type { Kind } from '@fineprint/core';
import { ansibleCollection } from './ansible-collection.ts';
import { ansibleRole } from './ansible-role.ts';
import { armTemplate } from './arm-template.ts';
import { azureRepository } from './azure-repository.ts';
import { azureTask } from './azure-task.ts';
import { bicepExtension } from './bicep-extension.ts';
import { bicepModule } from './bicep-module.ts';
import { bitbucketPipe } from './bitbucket-pipe.ts';
import { buildkitePlugin } from './buildkite-plugin.ts';
import { chefCookbook } from './chef-cookbook.ts';
import { circleciOrb } from './circleci-orb.ts';
import { cloudformationMacro } from './cloudformation-macro.ts';
import { cloudformationModule } from './cloudformation-module.ts';
import { cloudformationTemplate } from './cloudformation-template.ts';
import { cloudformationType } from './cloudformation-type.ts';
import { containerImage } from './container-image.ts';
import { crossplanePackage } from './crossplane-package.ts';
import { devcontainerFeature } from './devcontainer-feature.ts';
import { download } from './download.ts';
import { gitSource } from './git-source.ts';
import { githubAction } from './github-action.ts';
import { githubWorkflow } from './github-workflow.ts';
import { gitlabComponent } from './gitlab-component.ts';
import { gitlabInclude } from './gitlab-include.ts';
import { helmChart } from './helm-chart.ts';
import { helmPlugin } from './helm-plugin.ts';
import { homebrewPackage } from './homebrew-package.ts';
import { jenkinsLibrary } from './jenkins-library.ts';
import { jenkinsPlugin } from './jenkins-plugin.ts';
import { kustomizeBase } from './kustomize-base.ts';
import { lambdaLayer } from './lambda-layer.ts';
import { library } from './library.ts';
import { nixInput } from './nix-input.ts';
import { osPackage } from './os-package.ts';
import { packerPlugin } from './packer-plugin.ts';
import { preCommitHook } from './pre-commit-hook.ts';
import { pulumiPlugin } from './pulumi-plugin.ts';
import { puppetModule } from './puppet-module.ts';
import { remoteManifest } from './remote-manifest.ts';
import { runtime } from './runtime.ts';
import { sarApplication } from './sar-application.ts';
import { serverlessPlugin } from './serverless-plugin.ts';
import { tektonTask } from './tekton-task.ts';
import { terraformModule } from './terraform-module.ts';
import { terraformProvider } from './terraform-provider.ts';
import { tflintPlugin } from './tflint-plugin.ts';
import { tool } from './tool.ts';
import { vagrantBox } from './vagrant-box.ts';
import { vagrantPlugin } from './vagrant-plugin.ts';
import { vmImage } from './vm-image.ts';

/** Every kind of component, in the order of the alphabet. */
export const kinds = [
  ansibleCollection,
  ansibleRole,
  armTemplate,
  azureRepository,
  azureTask,
  bicepExtension,
  bicepModule,
  bitbucketPipe,
  buildkitePlugin,
  chefCookbook,
  circleciOrb,
  cloudformationMacro,
  cloudformationModule,
  cloudformationTemplate,
  cloudformationType,
  containerImage,
  crossplanePackage,
  devcontainerFeature,
  download,
  gitSource,
  githubAction,
  githubWorkflow,
  gitlabComponent,
  gitlabInclude,
  helmChart,
  helmPlugin,
  homebrewPackage,
  jenkinsLibrary,
  jenkinsPlugin,
  kustomizeBase,
  lambdaLayer,
  library,
  nixInput,
  osPackage,
  packerPlugin,
  preCommitHook,
  pulumiPlugin,
  puppetModule,
  remoteManifest,
  runtime,
  sarApplication,
  serverlessPlugin,
  tektonTask,
  terraformModule,
  terraformProvider,
  tflintPlugin,
  tool,
  vagrantBox,
  vagrantPlugin,
  vmImage,
] as const satisfies readonly Kind[];
