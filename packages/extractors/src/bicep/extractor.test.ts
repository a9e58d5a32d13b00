import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { bicep } from './extractor.ts';

goldenCases(bicep, import.meta.dirname, kinds);
