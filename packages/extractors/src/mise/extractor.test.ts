import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { mise } from './extractor.ts';

goldenCases(mise, import.meta.dirname, kinds);
