import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { kubernetes } from './extractor.ts';

goldenCases(kubernetes, import.meta.dirname, kinds);
