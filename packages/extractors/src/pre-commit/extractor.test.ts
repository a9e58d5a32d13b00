import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { preCommit } from './extractor.ts';

goldenCases(preCommit, import.meta.dirname, kinds);
