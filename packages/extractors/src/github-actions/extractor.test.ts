import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { githubActions } from './extractor.ts';

goldenCases(githubActions, import.meta.dirname, kinds);
