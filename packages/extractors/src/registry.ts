import type { Extractor } from '@fineprint/core';
import { bundler } from './bundler/extractor.ts';
import { cargo } from './cargo/extractor.ts';
import { compose } from './compose/extractor.ts';
import { composer } from './composer/extractor.ts';
import { dockerfile } from './dockerfile/extractor.ts';
import { githubActions } from './github-actions/extractor.ts';
import { goModules } from './go-modules/extractor.ts';
import { gradle } from './gradle/extractor.ts';
import { helm } from './helm/extractor.ts';
import { kubernetes } from './kubernetes/extractor.ts';
import { maven } from './maven/extractor.ts';
import { npm } from './npm/extractor.ts';
import { nuget } from './nuget/extractor.ts';
import { preCommit } from './pre-commit/extractor.ts';
import { python } from './python/extractor.ts';
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
  helm,
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
];
