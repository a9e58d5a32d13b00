import type { Extractor } from '@fineprint/core';
import { cdktf } from './cdktf/extractor.ts';
import { compose } from './compose/extractor.ts';
import { dockerfile } from './dockerfile/extractor.ts';
import { githubActions } from './github-actions/extractor.ts';
import { helm } from './helm/extractor.ts';
import { kubernetes } from './kubernetes/extractor.ts';
import { packer } from './packer/extractor.ts';
import { preCommit } from './pre-commit/extractor.ts';
import { terraform } from './terraform/extractor.ts';
import { terraformStacks } from './terraform-stacks/extractor.ts';
import { terragrunt } from './terragrunt/extractor.ts';
import { tflint } from './tflint/extractor.ts';
import { versionFiles } from './version-files/extractor.ts';

/**
 * Every extractor, in the order in which they win over each other where the same characters are claimed twice:
 * the more specific first.
 */
export const extractors: readonly Extractor[] = [
  githubActions,
  dockerfile,
  compose,
  cdktf,
  packer,
  terraform,
  terraformStacks,
  tflint,
  terragrunt,
  helm,
  kubernetes,
  preCommit,
  versionFiles,
];
