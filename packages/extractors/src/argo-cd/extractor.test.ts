import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { argoCd } from './extractor.ts';

goldenCases(argoCd, import.meta.dirname, kinds);
