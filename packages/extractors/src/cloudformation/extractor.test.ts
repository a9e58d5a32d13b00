import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { cloudformation } from './extractor.ts';

goldenCases(cloudformation, import.meta.dirname, kinds);
