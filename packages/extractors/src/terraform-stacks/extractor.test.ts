import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { terraformStacks } from './extractor.ts';

goldenCases(terraformStacks, import.meta.dirname, kinds);
