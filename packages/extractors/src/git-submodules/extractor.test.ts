import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { gitSubmodules } from './extractor.ts';

goldenCases(gitSubmodules, import.meta.dirname, kinds);
