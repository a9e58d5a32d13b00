import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { awsEcs } from './extractor.ts';

goldenCases(awsEcs, import.meta.dirname, kinds);
