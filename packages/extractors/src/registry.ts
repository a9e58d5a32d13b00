import type { Extractor } from '@fineprint/core';
import { arm } from './arm/extractor.ts';
import { bicep } from './bicep/extractor.ts';
import { compose } from './compose/extractor.ts';
import { dockerfile } from './dockerfile/extractor.ts';
import { githubActions } from './github-actions/extractor.ts';
import { helm } from './helm/extractor.ts';
import { infrastructurePrograms } from './infrastructure-programs/extractor.ts';
import { kubernetes } from './kubernetes/extractor.ts';
import { preCommit } from './pre-commit/extractor.ts';
import { pulumi } from './pulumi/extractor.ts';
import { terraform } from './terraform/extractor.ts';

/**
 * Every extractor, in the order in which they win over each other where the same characters are claimed twice:
 * the more specific first.
 */
export const extractors: readonly Extractor[] = [
  githubActions,
  dockerfile,
  compose,
  terraform,
  bicep,
  arm,
  pulumi,
  infrastructurePrograms,
  helm,
  kubernetes,
  preCommit,
];
