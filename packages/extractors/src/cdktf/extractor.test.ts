import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { cdktf } from './extractor.ts';

goldenCases(cdktf, import.meta.dirname, kinds);
