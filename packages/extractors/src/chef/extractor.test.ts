import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { chef } from './extractor.ts';

goldenCases(chef, import.meta.dirname, kinds);
