import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { terragrunt } from './extractor.ts';

goldenCases(terragrunt, import.meta.dirname, kinds);
