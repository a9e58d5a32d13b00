import type { Extractor } from '@fineprint/core';
import { ansible } from './ansible/extractor.ts';
import { chef } from './chef/extractor.ts';
import { compose } from './compose/extractor.ts';
import { dockerfile } from './dockerfile/extractor.ts';
import { githubActions } from './github-actions/extractor.ts';
import { helm } from './helm/extractor.ts';
import { kubernetes } from './kubernetes/extractor.ts';
import { preCommit } from './pre-commit/extractor.ts';
import { puppet } from './puppet/extractor.ts';
import { terraform } from './terraform/extractor.ts';
import { vagrant } from './vagrant/extractor.ts';

/**
 * Every extractor, in the order in which they win over each other where the same characters are claimed twice:
 * the more specific first.
 */
export const extractors: readonly Extractor[] = [
  githubActions,
  dockerfile,
  compose,
  terraform,
  helm,
  ansible,
  kubernetes,
  preCommit,
  vagrant,
  puppet,
  chef,
];
