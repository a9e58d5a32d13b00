import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { pulumi } from './extractor.ts';

goldenCases(pulumi, import.meta.dirname, kinds);
