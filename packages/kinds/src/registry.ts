import type { Kind } from '@fineprint/core';
import { containerImage } from './container-image.ts';
import { download } from './download.ts';
import { gitSource } from './git-source.ts';
import { githubAction } from './github-action.ts';
import { githubWorkflow } from './github-workflow.ts';
import { helmChart } from './helm-chart.ts';
import { library } from './library.ts';
import { osPackage } from './os-package.ts';
import { runtime } from './runtime.ts';
import { terraformModule } from './terraform-module.ts';
import { terraformProvider } from './terraform-provider.ts';
import { tool } from './tool.ts';
import { vmImage } from './vm-image.ts';

/** Every kind of component, in the order of the alphabet. */
export const kinds = [
  containerImage,
  download,
  gitSource,
  githubAction,
  githubWorkflow,
  helmChart,
  library,
  osPackage,
  runtime,
  terraformModule,
  terraformProvider,
  tool,
  vmImage,
] as const satisfies readonly Kind[];
